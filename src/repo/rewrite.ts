/** Changes a card's file from one text to another, or not at all. */
import path from 'node:path';
import { decode } from '../card/decode.js';
import { KbError } from '../errors.js';
import { writeAtomic } from './atomic.js';
import type { Repo } from './repo.js';

/**
 * Writes a card whole. Throws KbError `io`, and changes nothing, where the file does not hold the old text any more, is not
 * UTF-8, or cannot be written.
 */
export async function rewriteCard(repo: Repo, file: string, before: string, after: string): Promise<void> {
  const bytes = await repo.read(file);
  if (decode(bytes).text !== before || !Buffer.from(before).equals(bytes)) {
    throw new KbError('io', `${file} has changed while kb was at work: it was left as it is`, 'run it again');
  }
  await writeAtomic(path.join(repo.root, file), Buffer.from(after));
}
