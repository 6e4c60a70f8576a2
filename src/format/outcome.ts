/** What became of changes that a command records, for scripts: the same fields in every answer. */
import type { CloneState } from '../repo/repo.js';
import type { TrustedRow } from '../catalog/listing.js';
import { baseJson, cardJson, document } from './json.js';

export interface Outcome {
  /** False for a plan, and where the user said no. */
  readonly done: boolean;
  /** Whether the last commit had it all already: done, and no commit. */
  readonly already: boolean;
  /** The id of the commit; null where none was made. */
  readonly commit: string | null;
  /** The clone as it is then. */
  readonly base: CloneState | null;
}

export function outcomeJson({ done, already, commit, base }: Outcome) {
  return { done, already, commit, base: baseJson(base) };
}

/** An answer that is the cards alone. */
export function cardsOutcomeJson(outcome: Outcome, cards: readonly TrustedRow[]): string {
  return document({ ...outcomeJson(outcome), cards: cards.map(([row, trust]) => cardJson(row, trust)) });
}
