/** `kb flag --json`: what was said of a card, and what the card is worth now. */
import type { Flag } from '../card/card.js';
import type { TrustedRow } from '../catalog/listing.js';
import { cardJson, document } from './json.js';
import { outcomeJson, type Outcome } from './outcome.js';

export interface Flagged {
  readonly by: string;
  /** Null where a flag was withdrawn. */
  readonly flag: Flag | null;
  /** The flag that went; null where none did. */
  readonly gone: Flag | null;
}

export function flaggedJson(outcome: Outcome, { by, flag, gone }: Flagged, [row, trust]: TrustedRow): string {
  return document({ ...outcomeJson(outcome), by, flag, gone, ...cardJson(row, trust) });
}
