/** A card as it is, or would be with another text: read from its file alone, so that nothing else is read again. */
import type { Base } from './base.js';
import type { ParsedCard } from '../card/parse.js';
import { catalogRow } from '../catalog/catalog.js';
import type { TrustedRow } from '../catalog/listing.js';
import { cardOf } from '../repo/cards.js';
import type { Change } from '../repo/rewrite.js';
import { trustOf, type Trust } from '../trust/trust.js';
import { trustFacts } from '../trust/verify.js';

/** The card with another text. An id that is made from the path is that of the whole base. */
export async function withText(base: Base, { path, id }: ParsedCard, text: string): Promise<ParsedCard> {
  const survey = await base.survey();
  const card = cardOf({ path, bytes: Buffer.from(text) }, survey, survey.defaultsOf(path));
  return card.explicitId ? card : { ...card, id };
}

/** The trust in a card today, its code looked at. */
export async function trustIn({ repo, today, config }: Base, card: ParsedCard): Promise<Trust> {
  const code = card.verified.paths === null ? null : await repo.blobs(card.paths);
  return trustOf(trustFacts(card, code), today, config.warn);
}

/** Each card as a list shows it once its file has changed, in the same order. */
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
