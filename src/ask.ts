/** Questions before something is changed. They stand on stderr; the answers come from the terminal. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { KbError } from './errors.js';
import type { Io } from './io.js';

/** Whether the user says yes. Throws KbError `usage` where nobody can be asked. */
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

/** Throws KbError `usage` where there is no terminal to ask on. @param hint how to do without an answer */
export function refuseUnseen(io: Io, hint: string): void {
  if (io.stdin.isTTY === true) return;
  throw new KbError('usage', 'this changes files, and there is no terminal to ask on', hint);
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** One of several answers; null where the user breaks off (Ctrl-C, Escape). */
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
 * A line of text; null where the user breaks off.
 * @param problem what is wrong with an answer; null where it is fine
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

/** Colours: the library looks at the environment only, and knows nothing of `--color`. */
const COLOUR = /\u001b\[[\d;]*m/g;

/** Signs of the library, for terminals that have ASCII alone; each takes one column, as before. */
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
