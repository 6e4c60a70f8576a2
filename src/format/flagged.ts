/** `kb flag --json`: the flag, and the card's trust after it. */
import type { Flag } from '../card/card.js';
import type { TrustedRow } from '../catalog/listing.js';
import { cardJson, document } from './json.js';
import { outcomeJson, type Outcome } from './outcome.js';

export interface Flagged {
  readonly by: string;
  /** Null if a flag was withdrawn. */
  readonly flag: Flag | null;
  /** The flag that was replaced or withdrawn; null if there was none. */
  readonly gone: Flag | null;
}

export function flaggedJson(outcome: Outcome, { by, flag, gone }: Flagged, [row, trust]: TrustedRow): string {
  return document({ ...outcomeJson(outcome), by, flag, gone, ...cardJson(row, trust) });
}
