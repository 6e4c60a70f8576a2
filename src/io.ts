/** The terminal as the program sees it: answers go to stdout, talk goes to stderr, and only this file touches either. */
import type { Readable } from 'node:stream';

/** One output stream. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where it is none or does not say. */
  readonly columns: number;
  /** Rows of the terminal; 24 where it is none or does not say. */
  readonly rows: number;
  /** Colours may be used (`--color` > NO_COLOR > FORCE_COLOR > terminal). */
  readonly color: boolean;
}

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** False where the locale is not UTF-8: marks are drawn in ASCII. */
  readonly unicode: boolean;
  /** What the process will exit with; set it, never call process.exit (it cuts piped output short). */
  exitCode: number;
}

export type ColorChoice = 'auto' | 'always' | 'never';
export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a stream is written in colour. `FORCE_COLOR=0` switches it off; an empty `FORCE_COLOR` says nothing. */
export function wantsColor(choice: ColorChoice, env: Environment, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** Whether marks outside ASCII can be shown: the locale's character set, as POSIX orders the variables. */
export function wantsUnicode(env: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return platform === 'darwin' && locale === '' ? true : /utf-?8/i.test(locale);
}

/** The real streams of this process. A reader that went away (a closed pipe) is no failure; a full disk is. */
export function processIo(process: NodeJS.Process, choice: ColorChoice): Io {
  const output = (stream: NodeJS.WriteStream): Output => {
    // Undefined, whatever the types say, where the stream is no terminal.
    const isTerminal = (stream.isTTY as boolean | undefined) === true;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      process.exitCode = 2;
      if (stream !== process.stderr) process.stderr.write(`kb: cannot write the answer: ${error.message}\n`);
    });
    return {
      write: (text) => {
        if (!stream.destroyed) stream.write(text);
      },
      isTerminal,
      columns: stream.columns || 80,
      rows: stream.rows || 24,
      color: wantsColor(choice, process.env, isTerminal),
    };
  };
  let stderr: Output | undefined;
  return {
    stdout: output(process.stdout),
    get stderr() {
      return (stderr ??= output(process.stderr));
    },
    get stdin() {
      return process.stdin;
    },
    unicode: wantsUnicode(process.env, process.platform),
    get exitCode() {
      return Number(process.exitCode ?? 0);
    },
    set exitCode(code) {
      process.exitCode = code;
    },
  };
}
