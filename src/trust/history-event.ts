/** One thing that a version says happened to a card. */
import type { Day } from '../day.js';

/** `replaced`: a flag that gave way to a newer one of its person. `reattributed`: a record that stays but for a name or note. */
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

/** What a version says happened; whatever does not apply is null or empty. */
export interface Happening {
  readonly event: EventKind;
  /** The day that the record or the new flag names. */
  readonly on: Day | null;
  /** Whom the record or the flag names. */
  readonly by: string | null;
  /** The evidence of a verification, the words of a flag, why a version cannot be read. */
  readonly note: string | null;
  /** The due day that a verification, or a date without one, leads to. */
  readonly until: Day | null;
  /** Whether the record's hash fits the version's text and dates; null for a verification by date only. */
  readonly matches: boolean | null;
  /** Of a date, the name in a record, an owner, a place, a card that takes over. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether a verification settled the flag; null for other events. */
  readonly settled: boolean | null;
  /** Lines of the text, of an edit. */
  readonly lines: { readonly added: number; readonly removed: number } | null;
  /** Names of other fields that changed, as dialect kb has them. */
  readonly fields: readonly string[];
}

/** What does not apply is null or empty. */
export function happening(event: EventKind, rest: Partial<Happening> = {}): Happening {
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
