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
    /** The commit of the verification; null where none is known. */
    readonly commit: string | null;
    /** Lines of the card's text; null where it is the same, and where nobody can tell. */
    readonly lines: { readonly added: number; readonly removed: number } | null;
    /** Files that the card describes, from the root of the git work tree; `status` is git's letter (A, D, M, T). */
    readonly code: readonly { readonly path: string; readonly status: string }[];
    /** Why nobody can tell, as half a sentence; null where all is known. */
    readonly why: string | null;
  };
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
    readonly kind:
      'verified' | 'date-moved' | 'flag-cleared' | 'withdrawn' | 'retired' | 'removed' | 'fields';
    /** The day that the record names, else that of the commit. */
    readonly on: Day | null;
    /** Whom the record names, or whose the cleared flag was; of other events who made the commit. */
    readonly by: string | null;
    readonly note: string | null;
    /**
     * For `retired`: the id of the card that takes over, also where that is the same file under another id; null for an archived
     * one.
     */
    readonly to: string | null;
    /** Full id of the commit; null where it is uncommitted or unknown. */
    readonly commit: string | null;
  } | null;
}
