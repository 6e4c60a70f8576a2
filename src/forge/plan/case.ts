/** A card as `plan` sees it: whether it needs an issue, and what the decision depends on. */
import type { CardId } from '../../card/card.js';
import type { Call } from '../../config.js';
import type { Day } from '../../day.js';
import type { Trust } from '../../trust/trust.js';

/**
 * `issue`: the card needs one. `none`: it does not. `retired`: it is archived or superseded. `leave`: it is a draft, or its
 * state is unknown (unreadable, a bad date), so its issue stays as it is.
 */
export type IssueNeed = 'issue' | 'none' | 'retired' | 'leave';

/** Logins that can be asked, in groups. From the first group with assignable logins, all of those are assigned. */
export type Candidates = readonly (readonly string[])[];

export interface CardCase {
  readonly id: CardId;
  /** Former ids: an issue with one of these in its marker belongs to the card. */
  readonly aliases: readonly string[];
  /** From the root of the git work tree. */
  readonly path: string;
  readonly title: string;
  readonly need: IssueNeed;
  /** Why the card needs an issue, most serious first; empty if it does not. */
  readonly calls: readonly Call[];
  readonly due: Day | null;
  readonly trust: Trust;
  readonly candidates: Candidates;
}
