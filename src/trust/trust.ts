/** Computes whether a card can be trusted, from what the card records and the current day. The result is never stored. */
import { addInterval, daysBetween, type Day, type Interval } from '../day.js';

export const TRUST_STATES = [
  'verified',
  'due',
  'unverified',
  'stale',
  'draft',
  'superseded',
  'archived',
] as const;
export type TrustState = (typeof TRUST_STATES)[number];

export const TRUST_REASONS = [
  'archived',
  'superseded',
  'draft',
  'unreadable',
  'bad-date',
  'flagged',
  'never',
  'expired',
  'edited-since',
  'owner-missing',
  'code-changed',
  'soon',
  'current',
  'date-only',
] as const;
export type TrustReason = (typeof TRUST_REASONS)[number];

/** The trust in a card, as every output of kb shows it. */
export interface Trust {
  readonly state: TrustState;
  readonly reason: TrustReason;
  /** All reasons that apply, worst first. */
  readonly reasons: readonly TrustReason[];
  /** Days past the verify-by date; negative before it; null if there is none. */
  readonly days: number | null;
  readonly owner: readonly string[];
  readonly verifiedOn: Day | null;
  readonly verifiedBy: string | null;
  readonly verifyBy: Day | null;
}

/** All that trust depends on, except the day. The catalog stores these, so that no card must be read. */
export interface TrustFacts {
  readonly status: 'draft' | 'active' | 'deprecated' | 'archived';
  readonly supersededBy: string | null;
  readonly unreadable: boolean;
  readonly badDate: boolean;
  /** Number of open flags. */
  readonly flags: number;
  readonly owner: readonly string[];
  readonly verifiedOn: Day | null;
  readonly verifiedBy: string | null;
  /** The verify-by date; null if there is none, or if a bad date makes it unclear. */
  readonly verifyBy: Day | null;
  /** Whether the record has a content hash; a verification without one is by date only. */
  readonly recorded: boolean;
  /** Whether the record's content hash differs from the card's text. */
  readonly edited: boolean;
  /** Whether the record's hash of the code under `paths` differs from the current one. */
  readonly codeChanged: boolean;
}

/** Returns the verify-by date: as written, else the verification day plus its interval, else null. */
export function dueDay(verifyBy: Day | null, verifiedOn: Day | null, every: Interval | null): Day | null {
  return verifyBy ?? (verifiedOn && every ? addInterval(verifiedOn, every) : null);
}

/** Each state and reason with its condition. The first one that applies is the state of the card. */
const LADDER: readonly (readonly [
  TrustState,
  TrustReason,
  (facts: TrustFacts, days: number | null, warn: number) => boolean,
])[] = [
  ['archived', 'archived', (facts) => facts.status === 'archived'],
  ['superseded', 'superseded', (facts) => facts.supersededBy !== null],
  ['draft', 'draft', (facts) => facts.status === 'draft'],
  ['unverified', 'unreadable', (facts) => facts.unreadable],
  ['unverified', 'bad-date', (facts) => facts.badDate],
  ['unverified', 'flagged', (facts) => facts.flags > 0],
  ['unverified', 'never', (facts, days) => days === null && !facts.badDate],
  ['stale', 'expired', (_, days) => days !== null && days > 0],
  ['unverified', 'edited-since', (facts) => facts.recorded && facts.edited],
  ['unverified', 'owner-missing', (facts) => facts.owner.length === 0],
  ['due', 'code-changed', (facts) => facts.codeChanged],
  ['due', 'soon', (_, days, warn) => days !== null && days <= 0 && days >= -warn],
];

/** States in which a card need not be kept verified. */
const AT_REST: ReadonlySet<TrustState> = new Set(['archived', 'superseded', 'draft']);

/** Whether a card that must be kept verified is past its date, even if a flag, for example, gives it another state. */
export function isStale({ state, reasons }: Pick<Trust, 'state' | 'reasons'>): boolean {
  return reasons.includes('expired') && !AT_REST.has(state);
}

/**
 * Returns the trust in a card on a day.
 * @param warn number of days before the verify-by date in which the card is `due`
 */
export function trustOf(facts: TrustFacts, today: Day, warn: number): Trust {
  const days = facts.verifyBy === null ? null : daysBetween(facts.verifyBy, today);
  const apply = LADDER.filter((rung) => rung[2](facts, days, warn));
  const [state, reason] = apply[0] ?? (['verified', facts.recorded ? 'current' : 'date-only'] as const);
  return {
    state,
    reason,
    reasons: apply.length > 0 ? apply.map(([, name]) => name) : [reason],
    days,
    owner: facts.owner,
    verifiedOn: facts.verifiedOn,
    verifiedBy: facts.verifiedBy,
    verifyBy: facts.verifyBy,
  };
}
