/** Is a card still true, and who says so: computed from what the card records and the day, never stored. */
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

/** The one object that every surface shows with a card. */
export interface Trust {
  readonly state: TrustState;
  readonly reason: TrustReason;
  /** All that apply, worst first. */
  readonly reasons: readonly TrustReason[];
  /** Days past the due day; negative = still to come; null without a due day. */
  readonly days: number | null;
  readonly owner: readonly string[];
  readonly verifiedOn: Day | null;
  readonly verifiedBy: string | null;
  readonly verifyBy: Day | null;
}

/** All that trust depends on, apart from the day. The catalog keeps these, so that trust needs no card. */
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
  /** The due day; null where there is none, and where a bad date leaves it open. */
  readonly verifyBy: Day | null;
  /** There is a record with a content hash (without one, a verification is by date only). */
  readonly recorded: boolean;
  /** The record's content hash differs from the card's text. */
  readonly edited: boolean;
  /** The record's hash of the code under `paths` differs from today's. */
  readonly codeChanged: boolean;
}

/** The due day: as written, else the verification and its interval, else none. */
export function dueDay(verifyBy: Day | null, verifiedOn: Day | null, every: Interval | null): Day | null {
  return verifyBy ?? (verifiedOn && every ? addInterval(verifiedOn, every) : null);
}

/** Every state with the condition under which it applies, in the order in which the first one counts. */
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

/** Nobody has to keep them true. */
const AT_REST: ReadonlySet<TrustState> = new Set(['archived', 'superseded', 'draft']);

/** Whether a card is past its date, whatever state comes before that: who objects to it does not make it current. */
export function isStale({ state, reasons }: Pick<Trust, 'state' | 'reasons'>): boolean {
  return reasons.includes('expired') && !AT_REST.has(state);
}

/**
 * The trust in a card on a day. The state is the first rung of the ladder that applies.
 * @param warn days before the due day in which a card is due
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
