/** A single card as it is, or as it would be with another text, without reading the other cards again. */
import type { Base } from './base.js';
import type { ParsedCard } from '../card/parse.js';
import { catalogRow } from '../catalog/catalog.js';
import type { TrustedRow } from '../catalog/listing.js';
import { cardOf } from '../repo/cards.js';
import type { Change } from '../repo/rewrite.js';
import { trustOf, type Trust } from '../trust/trust.js';
import { trustFacts } from '../trust/verify.js';

/** Parses another text as this card. Without an explicit id it keeps its id, which may depend on the other cards. */
export async function withText(base: Base, { path, id }: ParsedCard, text: string): Promise<ParsedCard> {
  const survey = await base.survey();
  const card = cardOf({ path, bytes: Buffer.from(text) }, survey, survey.defaultsOf(path));
  return card.explicitId ? card : { ...card, id };
}

/** Returns the trust in a card today; compares its code. */
export async function trustIn({ repo, today, config }: Base, card: ParsedCard): Promise<Trust> {
  const code = card.verified.paths === null ? null : await repo.blobs(card.paths);
  return trustOf(trustFacts(card, code), today, config.warn);
}

/** Returns the list rows of the cards as they are after the changes, in the same order. */
export async function rowsAfter(
  base: Base,
  changes: readonly Change[],
  cards: readonly ParsedCard[],
): Promise<TrustedRow[]> {
  const texts = new Map(changes.map(({ path, after }) => [path, after]));
  const row = async (card: ParsedCard): Promise<TrustedRow> => {
    const now = await withText(base, card, texts.get(card.path) ?? card.source);
    return [catalogRow(now, () => '', null), await trustIn(base, now)];
  };
  return Promise.all(cards.map(row));
}
