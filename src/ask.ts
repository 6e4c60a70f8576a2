/** A question before something is changed. */
import { createInterface } from 'node:readline';
import { KbError } from './errors.js';
import type { Io } from './io.js';

/** Whether the user says yes. Throws KbError `usage` where nobody can be asked. */
export async function ask(question: string, io: Io): Promise<boolean> {
  if (io.stdin.isTTY !== true) {
    throw new KbError(
      'usage',
      'this changes files, and there is no terminal to ask at',
      '--yes does it unasked, --dry-run shows what it would do',
    );
  }
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
