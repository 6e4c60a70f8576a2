/** The table of cards: what lists, filters, badges and completion need of a card without reading it. */
import type { Audience, Card, CardId } from '../card/card.js';
import type { TrustFacts } from '../trust/trust.js';

export interface CatalogRow {
  readonly path: string;
  readonly id: CardId;
  readonly title: string;
  readonly tags: readonly string[];
  readonly kind: string | null;
  readonly audience: Audience;
  /** Primary language, as written or detected. */
  readonly language: string;
  readonly aliases: readonly string[];
  /** Why the card's fields cannot be read; null where they can. */
  readonly unreadable: string | null;
  readonly facts: TrustFacts;
}

export type Catalog = readonly CatalogRow[];
export type { Card };
