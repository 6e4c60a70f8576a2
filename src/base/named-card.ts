/** Which card a word on the command line means. */
import path from 'node:path';
import type { Base } from './base.js';
import { withoutPlace } from './bases.js';
import type { ParsedCard } from '../card/parse.js';
import { findCard, type Named } from '../card/set.js';
import { unknownKeys } from '../card/unknown-keys.js';
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
  const name = withoutPlace(text);
  const fromHere = path.relative(base.repo.root, path.resolve(cwd, name)).split(path.sep).join('/');
  const { index } = base;
  // Most names are paths or ids as search prints them: for these not every row is decoded.
  const likely = index.isKept ? await index.ask((kept) => kept.rowsWith([fromHere, name])) : [];
  const exact = likely.find((card) => card.path === fromHere) ?? likely.find((card) => card.id === name);
  if (exact) return readCard(base, exact);
  // To make an index for one card would take longer than to read them all.
  const cards: readonly Named[] = index.isKept
    ? await index.ask((kept) => kept.rows())
    : (await base.cards()).cards;
  const here = cards.find((card) => card.path === fromHere);
  const found = here ? { card: here } : findCard(cards, name);
  if (found.card) return readCard(base, found.card);
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

/** Reads one card, and all of them only where what they say together counts for it: shared ids, names of fields. */
async function readCard(base: Base, { path: file, id }: Named): Promise<ParsedCard> {
  const { repo, config } = base;
  const { cardOf, fileOf, surveyAt } = await import('../repo/cards.js');
  const survey = base.index.isKept ? await surveyAt(repo, config, file) : null;
  const entry = survey?.files.find((each) => each.path === file);
  if (survey && entry) {
    const card = cardOf(await fileOf(repo, entry), survey, survey.defaultsOf(file));
    if (card.id === id && card.unreadable === null && unknownKeys([card], survey.names).size === 0)
      return card;
  }
  const card = (await base.cards()).byPath.get(file);
  if (card) return card;
  throw new KbError('not-found', `${file} is gone`, 'kb list');
}
