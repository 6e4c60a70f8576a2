/** Decisions about issues and cards: the result of plan.ts, before any text is written. */
import type { CardCase } from './case.js';
import type { Issue } from '../forge.js';

/** Why an issue is closed. */
export type Ending =
  /** The card no longer needs an issue: it was verified, its flags are gone, or its date has moved. */
  | { readonly why: 'fine'; readonly card: CardCase }
  /** Archived or superseded. */
  | { readonly why: 'retired'; readonly card: CardCase }
  /** The card is gone; id and path are those of the marker. */
  | { readonly why: 'removed'; readonly id: string; readonly path: string }
  | { readonly why: 'duplicate'; readonly id: string; readonly of: number };

export type Verdict =
  /** @property previous the card's previous issue, if that is closed for good */
  | { readonly do: 'create'; readonly card: CardCase; readonly previous: number | null }
  /** The issue stays open; its text is updated if it has changed. */
  | { readonly do: 'keep'; readonly card: CardCase; readonly issue: Issue }
  /** @property again whether a person had closed it as done */
  | { readonly do: 'reopen'; readonly card: CardCase; readonly issue: Issue; readonly again: boolean }
  | { readonly do: 'close'; readonly issue: Issue; readonly ending: Ending }
  /** The issue has kb's label but no marker: it gets the label `kb-detached`, once. */
  | { readonly do: 'detach'; readonly issue: Issue }
  /** Nothing is done. @property why a phrase; null if there is nothing to report (a snooze, or a card that needs no issue) */
  | {
      readonly do: 'leave';
      readonly card: string;
      readonly issue: Issue | null;
      readonly why: string | null;
    };
