/** Counts cards by state and reason, and computes the score. */
import { isChased } from '../trust/owners.js';
import {
  TRUST_REASONS,
  TRUST_STATES,
  type Trust,
  type TrustReason,
  type TrustState,
} from '../trust/trust.js';

export interface Tally {
  /** Percentage of active cards that are verified, rounded down, so that 100 means all. Null if no card is active. */
  readonly score: number | null;
  /** All cards except drafts, superseded and archived ones. */
  readonly active: number;
  readonly states: Readonly<Record<TrustState, number>>;
  /** By the reason that determines the state. */
  readonly reasons: Readonly<Record<TrustReason, number>>;
}

/** Counts cards by their trust, in any order. */
export function tally(trusts: readonly Trust[]): Tally {
  const states = zeros(TRUST_STATES);
  const reasons = zeros(TRUST_REASONS);
  for (const { state, reason } of trusts) {
    states[state] += 1;
    reasons[reason] += 1;
  }
  const active = trusts.filter(isChased).length;
  return { score: percent(states.verified, active), active, states, reasons };
}

/** A percentage, rounded down so that nothing looks better than it is; null if the whole is 0. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((100 * part) / whole);
}

function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
}
