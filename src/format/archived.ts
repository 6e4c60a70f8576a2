/** `kb archive --json`: what became of the cards, and who still links to them. */
import type { TrustedRow } from '../catalog/listing.js';
import { cardJson, document } from './json.js';

export interface Archived {
  readonly done: boolean;
  readonly commit: string | null;
  readonly cards: readonly TrustedRow[];
  /** Links of other cards to the archived ones. */
  readonly links: readonly { readonly path: string; readonly line: number; readonly to: string }[];
}

export function archivedJson({ done, commit, cards, links }: Archived): string {
  return document({ done, commit, cards: cards.map(([row, trust]) => cardJson(row, trust)), links });
}
