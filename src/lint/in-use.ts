/** Cards in use, as opposed to archived and superseded ones, to which fewer rules apply. */
import type { TrustReason } from '../trust/trust.js';
import type { CardFacts } from './facts.js';
import type { Scope } from './scope.js';

/** Whether a card is neither archived nor superseded. */
export function isInUse({ card: { status, supersededBy } }: CardFacts): boolean {
  return status !== 'archived' && supersededBy === null;
}

/** The reasons not to trust a card; none for drafts and for cards out of use, because nobody is asked to verify them. */
export function doubts(facts: CardFacts, scope: Scope): readonly TrustReason[] {
  return isInUse(facts) && facts.card.status !== 'draft' ? scope.trust(facts).reasons : [];
}
