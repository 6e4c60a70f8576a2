/** What an issue tells about its card, before it is put into words (text.ts). Whatever stands in cards and git is hostile. */
import type { Day } from '../../day.js';
import type { CardCase } from '../plan/case.js';
import type { Ending } from '../plan/verdict.js';

export interface Report {
  readonly card: CardCase;
  /** Addresses on the forge; null where it has no such page. */
  readonly pages: {
    readonly view: string | null;
    readonly history: string | null;
    readonly edit: string | null;
  };
  /** The base's folder, from the root of the git work tree: `docs`, '' for the root. Commands name it by `-C`. */
  readonly folder: string;
  /** Open flags. */
  readonly flags: readonly {
    readonly by: string | null;
    readonly on: Day | null;
    readonly note: string | null;
  }[];
  /** What is other than it was when the card was verified last. */
  readonly changed: {
    /** The commit of the verification; null where none is known that is of its day, give or take two. */
    readonly commit: string | null;
    /** Lines of the card's text; null where it is the same, and where nobody can tell. */
    readonly lines: { readonly added: number; readonly removed: number } | null;
    /**
     * From where on the lines are counted, where that is days after the verification and no hash in its record shows that
     * nothing has changed in between: the day of a commit.
     * @property isFirst the card's history begins there
     */
    readonly since: { readonly on: Day; readonly isFirst: boolean } | null;
    /** Files that the card describes, from the root of the git work tree; `status` is git's letter (A, D, M, T). */
    readonly code: readonly { readonly path: string; readonly status: string }[];
    /** Why nobody can tell, as half a sentence; null where all is known. */
    readonly why: string | null;
  };
  /**
   * The field whose day anybody can move who has no kb, so that the card is not stale any more; null where that is not enough, or
   * would spoil the card's record.
   * @property means the day on which it was checked, or by which it has to be
   */
  readonly byHand: { readonly field: string; readonly means: 'checked' | 'due' } | null;
  /** Logins that are asked because kb knows none of the owners; null where it knows one. */
  readonly instead: readonly string[] | null;
  /** Its issue is a file. */
  readonly isFile: boolean;
  /** kb opens it again for this due day, or has: a person closed it, and that was all. */
  readonly reopened: boolean;
  /** The card's last issue, closed for good; null where there is none. */
  readonly previous: number | null;
  /** Teams (`@acme/billing`) that shall be mentioned; nobody else ever is. */
  readonly mentions: readonly string[];
}

/** What brought an issue to its end. */
export interface EndReport {
  readonly ending: Ending;
  /** The event in git that explains it; null where git does not tell. */
  readonly event: {
    /** `dated`: marked as verified, without a record that fits the text. `moved`: the same card has another id now. */
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
    /** The day that the record names, else that of the commit. */
    readonly on: Day | null;
    /** Whom the record names, or whose the cleared flag was; of other events who made the commit. */
    readonly by: string | null;
    readonly note: string | null;
    /** The id of the card that takes over, for `retired` and `moved`; null for an archived one. */
    readonly to: string | null;
    /** Full id of the commit; null where it is uncommitted or unknown. */
    readonly commit: string | null;
  } | null;
}
