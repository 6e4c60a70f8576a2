/**
 * Opens the user's editor in the foreground, at a line. `VISUAL` and `EDITOR` may contain arguments. As git does, kb passes them
 * to a shell, with the file as a separate argument, so that a file name is never parsed as part of the command.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { KbError } from './errors.js';
import type { Environment, Io } from './io.js';

/** How to open a file at a line, by program name. `wait`: flags that make the editor wait; by default the first is added. */
const WAYS: readonly (readonly [
  programs: readonly string[],
  args: (file: string, line: number) => string[],
  wait?: readonly string[],
])[] = [
  [['vim', 'nvim', 'nano', 'emacs', 'emacsclient', 'micro', 'kak', 'joe', 'jed', 'mg', 'ne'], plus],
  // The `vi` of small systems does not support `+N`.
  [['vi'], (file, line) => ['-c', String(line), file]],
  [['gvim', 'mvim'], plus, ['-f', '--nofork']],
  [['code', 'code-insiders', 'codium', 'cursor', 'windsurf'], goto, ['--wait', '-w']],
  [['subl', 'zed', 'zeditor'], (file, line) => [`${file}:${line}`], ['--wait', '-w']],
  [['hx', 'helix'], (file, line) => [`${file}:${line}`]],
  [['notepad++'], (file, line) => [`-n${line}`, file]],
  [['idea', 'pycharm', 'webstorm'], (file, line) => ['--line', String(line), file], ['--wait']],
];

function plus(file: string, line: number): string[] {
  return [`+${line}`, file];
}

function goto(file: string, line: number): string[] {
  return ['-g', `${file}:${line}`];
}

/** The arguments with which an editor opens a file at a line; for an unknown editor, just the file. */
export function editorArgs(command: string, file: string, line: number): string[] {
  const [, quoted, single, plain = ''] = /^\s*(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(command) ?? [];
  const program = (quoted ?? single ?? plain).replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd|bat|sh)$/i, '');
  const way = WAYS.find(([programs]) => programs.includes(program.toLowerCase()));
  if (way === undefined) return [file];
  const [, args, wait = []] = way;
  const given = command.split(/\s+/);
  const waits = wait[0] === undefined || wait.some((each) => given.includes(each));
  return [...(waits ? [] : wait.slice(0, 1)), ...args(file, line)];
}

/** The user's editor command. Throws KbError `usage` if none is set and there is no terminal for `vi`. */
export function editorOf(env: Environment, io: Io, platform: NodeJS.Platform = process.platform): string {
  const isDumb = env['TERM'] === 'dumb';
  const named = (isDumb ? '' : env['VISUAL']?.trim()) || env['EDITOR']?.trim();
  if (named) return named;
  if (platform === 'win32') return 'notepad';
  if (io.stdin.isTTY && io.stdout.isTerminal && !isDumb) return 'vi';
  throw new KbError(
    'usage',
    'there is no terminal for an editor, and neither VISUAL nor EDITOR names one',
    'EDITOR="code --wait" kb edit …',
  );
}

/** Signals that a terminal sends to every program in it: left to the editor while it runs. */
const OF_THE_TERMINAL = ['SIGINT', 'SIGQUIT'] as const;
/** Signals that only kb receives, passed on to the editor. */
const PASSED_ON = ['SIGTERM', 'SIGHUP'] as const;

/**
 * Opens a file and returns when the user is done editing.
 * Throws KbError `io` if the editor cannot be started or fails.
 * @param command as returned by editorOf
 */
export async function openEditor(
  command: string,
  { file, line }: { readonly file: string; readonly line: number },
  env: Environment,
): Promise<void> {
  let child: ReturnType<typeof started> | undefined;
  const ignore = (): void => undefined;
  const pass = (signal: NodeJS.Signals): void => {
    child?.kill(signal);
  };
  // Set before the editor starts: a signal in between would end kb and leave the editor running.
  for (const signal of OF_THE_TERMINAL) process.on(signal, ignore);
  for (const signal of PASSED_ON) process.on(signal, pass);
  try {
    const editor = (child = started(command, editorArgs(command, path.resolve(file), line), env));
    const end = await new Promise<string | null>((resolve) => {
      editor.on('error', (error) => {
        resolve(error.message);
      });
      editor.on('exit', (code, signal) => {
        resolve(
          code === 0 ? null : signal === null ? `it ended with ${code}` : `it was stopped by ${signal}`,
        );
      });
    });
    if (end === null) return;
    throw new KbError('io', `the editor “${command}” failed: ${end}`, 'set another one in VISUAL or EDITOR');
  } finally {
    for (const signal of OF_THE_TERMINAL) process.off(signal, ignore);
    for (const signal of PASSED_ON) process.off(signal, pass);
  }
}

/** Characters that make a command more than one program with its arguments. */
const SEVERAL = /[;|&<>()=\n#]/;

function started(command: string, args: readonly string[], env: Environment): ReturnType<typeof spawn> {
  const options = { env, stdio: 'inherit' } as const;
  if (process.platform !== 'win32') {
    // With `exec`, a simple command replaces the shell, so that the editor itself gets the signals.
    const lead = SEVERAL.test(command) ? '' : 'exec ';
    return spawn('sh', ['-c', `${lead}${command} "$@"`, command, ...args], options);
  }
  const odd = args.find((arg) => /["%\r\n]/.test(arg));
  if (odd !== undefined) throw new KbError('io', `${odd} has a name that the Windows shell would change`);
  return spawn([command, ...args.map((arg) => `"${arg}"`)].join(' '), { ...options, shell: true });
}
