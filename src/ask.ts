/** Asks the user before something is changed. Questions go to stderr; answers are read from the terminal. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { KbError } from './errors.js';
import type { Io } from './io.js';

/** Asks a yes/no question; returns whether the answer is yes. Throws KbError `usage` if stdin is not a terminal. */
export async function ask(question: string, io: Io): Promise<boolean> {
  refuseUnseen(io, '--yes skips the question, --dry-run shows what would change');
  io.stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: io.stdin });
  const answer = await new Promise<string>((resolve) => {
    lines.once('line', resolve).once('close', () => {
      resolve('');
    });
  });
  lines.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

/** Throws KbError `usage` if stdin is not a terminal. @param hint how to do without an answer */
export function refuseUnseen(io: Io, hint: string): void {
  if (io.stdin.isTTY === true) return;
  throw new KbError('usage', 'this changes files, and there is no terminal to ask on', hint);
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** Lets the user choose one of several answers. Returns null if they cancel (Ctrl-C, Escape). */
export async function choose<T extends string>(
  question: string,
  choices: readonly Choice<T>[],
  io: Io,
): Promise<T | null> {
  const { isCancel, select } = await import('@clack/prompts');
  const options = choices as readonly Choice<string>[];
  const answer = await select({ message: question, options: [...options], ...streams(io) });
  return isCancel(answer) ? null : (answer as T);
}

/**
 * Asks for a line of text. Returns null if the user cancels.
 * @param problem returns what is wrong with an answer, or null if nothing is
 */
export async function askText(
  question: string,
  io: Io,
  { example, problem }: { readonly example: string; readonly problem: (answer: string) => string | null },
): Promise<string | null> {
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({
    message: question,
    placeholder: example,
    validate: (typed) => problem(typed ?? '') ?? undefined,
    ...streams(io),
  });
  return isCancel(answer) ? null : answer;
}

/** Color codes, to strip: the library decides by the environment alone and does not know `--color`. */
const COLOUR = /\u001b\[[\d;]*m/g;

/** ASCII for the library's symbols, each one column wide like the symbol. */
const ASCII: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '◆': '*',
    '◇': '*',
    '│': '|',
    '●': '>',
    '○': ' ',
    '└': '-',
    '┌': '-',
    '■': 'x',
    '▲': 'x',
  }),
);

function streams({ stdin, stderr, unicode }: Io): { input: Io['stdin']; output: Writable } {
  const output = new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _, done) => {
      const text = stderr.color ? String(chunk) : String(chunk).replace(COLOUR, '');
      stderr.write(unicode ? text : text.replace(/[^\0-\x7f]/gu, (sign) => ASCII.get(sign) ?? sign));
      done();
    },
  });
  return { input: stdin, output: Object.assign(output, { columns: stderr.columns, rows: stderr.rows }) };
}
