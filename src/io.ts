/** The standard streams: answers go to stdout, remarks to stderr. Only this file and tui/terminal.ts use those of the process. */
import type { Readable } from 'node:stream';

/** One output stream. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns: `COLUMNS`, else those of the terminal; 80 if it is none or they are unknown. */
  readonly columns: number;
  /** Rows of the terminal; 24 if it is none or they are unknown. */
  readonly rows: number;
  /** Whether colors may be used (`--color` > NO_COLOR > FORCE_COLOR > terminal). */
  readonly color: boolean;
}

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** False if the locale is not UTF-8: symbols are drawn in ASCII. */
  readonly unicode: boolean;
  /** The exit code of the process. Set it instead of calling process.exit, which cuts piped output short. */
  exitCode: number;
}

export type ColorChoice = 'auto' | 'always' | 'never';
export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether to write color to a stream. `FORCE_COLOR=0` turns it off; an empty `FORCE_COLOR` is ignored. */
export function wantsColor(choice: ColorChoice, env: Environment, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** The width that the user asks for with `COLUMNS` (POSIX), which counts more than that of the terminal; null if none. */
export function wantedColumns(env: Environment): number | null {
  const columns = Number(/^\d{1,4}$/.exec(env['COLUMNS'] ?? '')?.[0] ?? 0);
  return columns > 0 ? columns : null;
}

/** Whether non-ASCII symbols can be shown: by the character set of the locale, with the variables in the order of POSIX. */
export function wantsUnicode(env: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return platform === 'darwin' && locale === '' ? true : /utf-?8/i.test(locale);
}

/** The real streams of this process. A closed pipe is not a failure; other write errors, such as a full disk, are. */
export function processIo(process: NodeJS.Process, choice: ColorChoice): Io {
  const output = (stream: NodeJS.WriteStream): Output => {
    // Despite its type, isTTY is undefined if the stream is not a terminal.
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
      columns: wantedColumns(process.env) ?? (stream.columns || 80),
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
