/** What is to become of an issue or a card: the answer of plan.ts, before any text is written. */
import type { CardCase } from './case.js';
import type { Issue } from '../forge.js';

/** Why an issue comes to its end. */
export type Ending =
  /** The card does not want one any more: verified, unflagged, its date moved. */
  | { readonly why: 'fine'; readonly card: CardCase }
  /** Archived or superseded. */
  | { readonly why: 'retired'; readonly card: CardCase }
  /** The card is gone; id and path are the marker's. */
  | { readonly why: 'removed'; readonly id: string; readonly path: string }
  | { readonly why: 'duplicate'; readonly id: string; readonly of: number };

export type Verdict =
  /** @property previous the card's last issue, where that is closed for good */
  | { readonly do: 'create'; readonly card: CardCase; readonly previous: number | null }
  /** It is open and right: its text is brought up to date where it changed. */
  | { readonly do: 'keep'; readonly card: CardCase; readonly issue: Issue }
  /** @property again after a person had closed it as done */
  | { readonly do: 'reopen'; readonly card: CardCase; readonly issue: Issue; readonly again: boolean }
  | { readonly do: 'close'; readonly issue: Issue; readonly ending: Ending }
  /** It has our label, and its marker is gone: it gets the label `kb-detached`, once. */
  | { readonly do: 'detach'; readonly issue: Issue }
  /** Nothing is done. @property why half a sentence; null where there is nothing to report (a snooze, a card that is fine) */
  | {
      readonly do: 'leave';
      readonly card: string;
      readonly issue: Issue | null;
      readonly why: string | null;
    };
