/** The content of an issue before text.ts formats it. Everything from cards and git in it is untrusted. */
import type { Day } from '../../day.js';
import type { CardCase } from '../plan/case.js';
import type { Ending } from '../plan/verdict.js';

export interface Report {
  readonly card: CardCase;
  /** URLs on the forge; null if it has no such page. */
  readonly pages: {
    readonly view: string | null;
    readonly history: string | null;
    readonly edit: string | null;
  };
  /** The base's folder from the root of the git work tree: `docs`, '' for the root. Commands name it with `-C`. */
  readonly folder: string;
  /** Open flags. */
  readonly flags: readonly {
    readonly by: string | null;
    readonly on: Day | null;
    readonly note: string | null;
  }[];
  /** What has changed since the card was last verified. */
  readonly changed: {
    /** The commit of the verification; null if it is unknown, or more than two days later than the verification. */
    readonly commit: string | null;
    /** Changed lines of the card's text; null if there are none, or if that is unknown. */
    readonly lines: { readonly added: number; readonly removed: number } | null;
    /**
     * The day of the commit that the lines are compared with, if that is days after the verification and the record has no hash
     * to show that nothing changed in between.
     * @property isFirst whether the card's history starts there
     */
    readonly since: { readonly on: Day; readonly isFirst: boolean } | null;
    /** Changed files that the card describes, from the root of the git work tree; `status` is git's letter (A, D, M, T). */
    readonly code: readonly { readonly path: string; readonly status: string }[];
    /** Why the changes are unknown, as a phrase; null if they are known. */
    readonly why: string | null;
  };
  /**
   * The date field that people without kb can change by hand so that the card is no longer stale; null if that is not enough, or
   * would invalidate the card's record.
   * @property means whether the date is the day of the check, or the day by which the card must be checked
   */
  readonly byHand: { readonly field: string; readonly means: 'checked' | 'due' } | null;
  /** Logins that are asked because kb knows no login of any owner; null if it knows one. */
  readonly instead: readonly string[] | null;
  /** Whether issues are files. */
  readonly isFile: boolean;
  /** Whether kb reopens, or has reopened, the issue for this verify-by date: a person closed it without verifying the card. */
  readonly reopened: boolean;
  /** The card's previous issue, closed for good; null if there is none. */
  readonly previous: number | null;
  /** Teams (`@acme/billing`) to mention; nobody else is ever mentioned. */
  readonly mentions: readonly string[];
}

/** Why an issue is closed, and the event that explains it. */
export interface EndReport {
  readonly ending: Ending;
  /** The event in git that explains it; null if git does not show one. */
  readonly event: {
    /** `dated`: marked as verified, but without a record that matches the text. `moved`: the card has another id. */
    readonly kind:
      | 'verified'
      | 'dated'
      | 'date-moved'
      | 'flag-cleared'
      | 'withdrawn'
      | 'retired'
      | 'moved'
      | 'removed'
      | 'fields';
    /** The day in the record, else that of the commit. */
    readonly on: Day | null;
    /** The person in the record, or whose flag was cleared; for other events, the author of the commit. */
    readonly by: string | null;
    readonly note: string | null;
    /** The id of the card that takes its place, for `retired` and `moved`; null for an archived card. */
    readonly to: string | null;
    /** Full id of the commit; null if uncommitted or unknown. */
    readonly commit: string | null;
  } | null;
}
