/** Events in the history of a card. */
import type { Day } from '../day.js';

/** `replaced`: a newer flag of the same person took its place. `reattributed`: only names or notes of a record changed. */
export type EventKind =
  | 'created'
  | 'verified'
  | 'date-moved'
  | 'reattributed'
  | 'flagged'
  | 'flag-cleared'
  | 'replaced'
  | 'withdrawn'
  | 'edited'
  | 'owner'
  | 'retired'
  | 'revived'
  | 'moved'
  | 'fields'
  | 'unreadable'
  | 'removed';

/** What a version of a card shows to have happened; fields that do not apply are null or empty. */
export interface HistoryEvent {
  readonly event: EventKind;
  /** The day in the record or in the new flag. */
  readonly on: Day | null;
  /** The person in the record or in the flag. */
  readonly by: string | null;
  /** The evidence of a verification, the note of a flag, or why a version cannot be read. */
  readonly note: string | null;
  /** The verify-by date that results from a verification or from a moved date. */
  readonly until: Day | null;
  /** Whether the record's hash matches the version's text and dates; null for a verification by date only. */
  readonly matches: boolean | null;
  /** The old and the new date, name in a record, owner or path; `to` of a retired card is the card that supersedes it. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether a verification resolved the flag; null for other events. */
  readonly settled: boolean | null;
  /** Number of lines of the body that an edit added and removed. */
  readonly lines: { readonly added: number; readonly removed: number } | null;
  /** Names of other fields that changed, as in the `kb` dialect. */
  readonly fields: readonly string[];
}

/** Makes a happening; fields that are not given are null or empty. */
export function historyEvent(event: EventKind, rest: Partial<HistoryEvent> = {}): HistoryEvent {
  return {
    event,
    on: null,
    by: null,
    note: null,
    until: null,
    matches: null,
    from: null,
    to: null,
    settled: null,
    lines: null,
    fields: [],
    ...rest,
  };
}
