/** Cards that readers are sent to: what rests is not held to what holds for these. */
import type { TrustReason } from '../trust/trust.js';
import type { CardFacts } from './facts.js';
import type { Scope } from './scope.js';

/** Neither archived nor superseded. */
export function isInUse({ card: { status, supersededBy } }: CardFacts): boolean {
  return status !== 'archived' && supersededBy === null;
}

/** All that speaks against trusting a card; nothing for a draft or a card that is out of use, which nobody is chased for. */
export function doubts(facts: CardFacts, scope: Scope): readonly TrustReason[] {
  return isInUse(facts) && facts.card.status !== 'draft' ? scope.trust(facts).reasons : [];
}
