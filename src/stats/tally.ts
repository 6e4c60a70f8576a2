/** How many cards are in which state and why, and the one number that sums it up. */
import { isChased } from '../trust/owners.js';
import {
  TRUST_REASONS,
  TRUST_STATES,
  type Trust,
  type TrustReason,
  type TrustState,
} from '../trust/trust.js';

export interface Tally {
  /** Verified cards among the active ones, in percent and rounded down: 100 means all. Null where no card is active. */
  readonly score: number | null;
  /** All but drafts, superseded and archived cards. */
  readonly active: number;
  readonly states: Readonly<Record<TrustState, number>>;
  /** By the reason that decides the state. */
  readonly reasons: Readonly<Record<TrustReason, number>>;
}

/** Counts cards by their trust; the order does not matter. */
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

/** A part of a whole in percent, rounded down, so that nothing looks better than it is; null of nothing. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((100 * part) / whole);
}

function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
}
