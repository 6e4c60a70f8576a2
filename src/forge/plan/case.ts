/** A card as the reconciler sees it: whether it wants an issue, and what has to be known to decide. */
import type { CardId } from '../../card/card.js';
import type { Call } from '../../config.js';
import type { Day } from '../../day.js';
import type { Trust } from '../../trust/trust.js';

/**
 * `issue`: it wants one. `none`: it does not. `retired`: archived or superseded. `leave`: a draft, or nobody can tell
 * (unreadable, a bad date): its issue stays as it is.
 */
export type Wish = 'issue' | 'none' | 'retired' | 'leave';

/** Logins that can be asked, in groups: of the first group with one who may be assigned, those are. Empty: nobody is asked. */
export type Candidates = readonly (readonly string[])[];

export interface CardCase {
  readonly id: CardId;
  /** Former ids: an issue that has one of these in its marker is the card's. */
  readonly aliases: readonly string[];
  /** From the root of the git work tree. */
  readonly path: string;
  readonly title: string;
  readonly wish: Wish;
  /** Why it wants an issue, the gravest first; empty where it does not. */
  readonly calls: readonly Call[];
  readonly due: Day | null;
  readonly trust: Trust;
  readonly candidates: Candidates;
}
