/** The catalog: one row per card with what lists, filters, badges and completion need, so that they read no cards. */
import type { Audience, Card, CardId } from '../card/card.js';
import type { TrustFacts } from '../trust/trust.js';
import { trustFacts, type Blob } from '../trust/verify.js';

export interface CatalogRow {
  /** Relative to the root of the base, with `/`. */
  readonly path: string;
  readonly id: CardId;
  readonly title: string;
  readonly tags: readonly string[];
  readonly kind: string | null;
  readonly audience: Audience;
  /** BCP 47 primary language, stated in the card or detected. */
  readonly language: string;
  readonly aliases: readonly string[];
  /** Why the card's fields cannot be read; null if they can. */
  readonly unreadable: string | null;
  readonly facts: TrustFacts;
}

/** One row per card, sorted by path. */
export type Catalog = readonly CatalogRow[];

/**
 * Returns the row of a card.
 * @param languageOf returns the primary language of the card's text; called only when it is first needed, because
 *   detection takes a third of the time of reading a base
 * @param code files that match the card's `paths` today; null if unknown
 */
export function catalogRow(card: Card, languageOf: () => string, code: readonly Blob[] | null): CatalogRow {
  const { path, id, title, tags, kind, audience, aliases, unreadable } = card;
  let language: string | undefined;
  return {
    path,
    id,
    title,
    tags,
    kind,
    audience,
    aliases,
    unreadable,
    facts: trustFacts(card, code),
    get language() {
      return (language ??= languageOf());
    },
  };
}
