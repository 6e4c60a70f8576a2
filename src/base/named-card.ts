/** Which card a word on the command line means. */
import path from 'node:path';
import type { Base } from './base.js';
import type { ParsedCard } from '../card/parse.js';
import { KbError } from '../errors.js';
import { quoted } from '../text/shell.js';

export interface Naming {
  /** Where paths count from. */
  readonly cwd: string;
  /** The whole command, as it was typed, with another word in the place of one: for the hints. */
  readonly retyped: (word: string, instead: string) => string;
}

/**
 * The card of a name as cards have it (card/set.ts), or of a path as search prints it, from the current folder or absolute.
 * Throws KbError `ambiguous` or `not-found`.
 */
export async function namedCard(base: Base, text: string, { cwd, retyped }: Naming): Promise<ParsedCard> {
  const name = text.replace(/(?::\d+){1,2}$/, '');
  const fromHere = path.relative(base.repo.root, path.resolve(cwd, name)).split(path.sep).join('/');
  const cards = await base.cards();
  const here = cards.byPath.get(fromHere);
  const found = here ? { card: here } : cards.find(name);
  if (found.card) return found.card;
  const candidates = found.candidates.slice(0, 8).map(({ id }) => retyped(text, id));
  if (found.ambiguous) {
    throw new KbError(
      'ambiguous',
      `“${name}” is a part of ${found.candidates.length} ids`,
      candidates.join('\n'),
    );
  }
  throw new KbError(
    'not-found',
    `no card “${name}”`,
    candidates.length > 0 ? `did you mean\n${candidates.join('\n')}` : `kb search ${quoted(name)}`,
  );
}
