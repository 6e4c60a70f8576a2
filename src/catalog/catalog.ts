/** The table of cards: what lists, filters, badges and completion need of a card without reading it again. */
import type { Audience, Card, CardId } from '../card/card.js';
import type { TrustFacts } from '../trust/trust.js';
import { trustFacts, type Blob } from '../trust/verify.js';

export interface CatalogRow {
  /** From the root of the base, with `/`. */
  readonly path: string;
  readonly id: CardId;
  readonly title: string;
  readonly tags: readonly string[];
  readonly kind: string | null;
  readonly audience: Audience;
  /** BCP 47 primary language, as written or detected. */
  readonly language: string;
  readonly aliases: readonly string[];
  /** Why the card's fields cannot be read; null where they can. */
  readonly unreadable: string | null;
  readonly facts: TrustFacts;
}

/** One row a card, sorted by path. */
export type Catalog = readonly CatalogRow[];

/**
 * The row of a card.
 * @param languageOf primary language of the card's text; asked when first needed, because detecting it takes a third of
 *   the time in which a base is read
 * @param code files under the card's `paths` today; null where nobody can tell
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
