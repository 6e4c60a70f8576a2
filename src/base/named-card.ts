/** Finds the card that an argument on the command line names. */
import path from 'node:path';
import type { Base } from './base.js';
import { withoutPlace } from './bases.js';
import type { ParsedCard } from '../card/parse.js';
import { findCard, type CardNames } from '../card/set.js';
import { unknownKeys } from '../card/unknown-keys.js';
import { KbError } from '../errors.js';
import { quoted } from '../text/shell.js';

export interface Naming {
  /** The folder that paths are relative to. */
  readonly cwd: string;
  /** Returns the whole command as typed, with `word` replaced by `instead`, for hints. */
  readonly retyped: (word: string, instead: string) => string;
}

/**
 * Reads the card with a name (see card/set.ts) or with a path as search prints it, relative to the current folder or absolute.
 * Throws KbError `ambiguous` or `not-found`.
 * @param use whether something will be recorded in the card; then the beginning of an id is not enough to name it
 */
export async function namedCard(
  base: Base,
  text: string,
  { cwd, retyped }: Naming,
  use: 'read' | 'record' = 'read',
): Promise<ParsedCard> {
  const name = withoutPlace(text);
  const fromHere = path.relative(base.repo.root, path.resolve(cwd, name)).split(path.sep).join('/');
  const { index } = base;
  // Most names are paths or ids as search prints them, for which not every row must be decoded.
  const likely = index.isKept ? await index.ask((kept) => kept.rowsWith([fromHere, name])) : [];
  const exact = likely.find((card) => card.path === fromHere) ?? likely.find((card) => card.id === name);
  if (exact) return readCard(base, exact);
  // Reading all cards is faster than making an index for one card.
  const cards: readonly CardNames[] = index.isKept
    ? await index.ask((kept) => kept.rows())
    : (await base.cards()).cards;
  const here = cards.find((card) => card.path === fromHere);
  const found = here ? { card: here, isBeginning: false } : findCard(cards, name);
  if (found.card && !(use === 'record' && found.isBeginning)) return readCard(base, found.card);
  const near = found.card ? [found.card] : found.candidates;
  const candidates = near.slice(0, 8).map(({ id }) => retyped(text, id));
  if (!found.card && found.ambiguous) {
    throw new KbError('ambiguous', `“${name}” is a part of ${near.length} ids`, candidates.join('\n'));
  }
  throw new KbError(
    'not-found',
    `no card “${name}”`,
    candidates.length > 0 ? `did you mean\n${candidates.join('\n')}` : `kb search ${quoted(name)}`,
  );
}

/** Reads one card alone. Reads all cards only if it depends on the others: if its id clashes, or a field may be a typo. */
async function readCard(base: Base, { path: file, id }: CardNames): Promise<ParsedCard> {
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
