/** The outcome of a command that records changes, as JSON: the same fields in every answer. */
import type { CloneState } from '../repo/repo.js';
import type { TrustedRow } from '../catalog/listing.js';
import { baseJson, cardJson, document } from './json.js';

export interface Outcome {
  /** False for a plan, and if the user said no. */
  readonly done: boolean;
  /** Whether the last commit already contained everything: then `done` is true, and there is no commit. */
  readonly already: boolean;
  /** The id of the commit; null if none was made. */
  readonly commit: string | null;
  /** The state of the clone after the change. */
  readonly base: CloneState | null;
}

export function outcomeJson({ done, already, commit, base }: Outcome) {
  return { done, already, commit, base: baseJson(base) };
}

/** A complete answer: the outcome and the cards. */
export function cardsOutcomeJson(outcome: Outcome, cards: readonly TrustedRow[]): string {
  return document({ ...outcomeJson(outcome), cards: cards.map(([row, trust]) => cardJson(row, trust)) });
}
