/** The cards that a branch touches, each as it was before and as it is after. */
import type { CardFacts } from './facts.js';
import type { Gate } from './gate.js';
import { Silences } from './silences.js';

export interface Touched {
  /** Null for a new card. */
  readonly before: CardFacts | null;
  readonly after: CardFacts;
}

/**
 * Returns the touched cards, sorted by path. Moved cards are included even if their text is the same, because another folder
 * may have other defaults.
 */
export function touchedCards(
  before: ReadonlyMap<string, CardFacts>,
  after: ReadonlyMap<string, CardFacts>,
  { touched, renamed }: Pick<Gate, 'touched' | 'renamed'>,
): Touched[] {
  return [...new Set([...touched, ...renamed.keys()])].sort().flatMap((path) => {
    const now = after.get(path);
    return now ? [{ before: before.get(renamed.get(path) ?? path) ?? null, after: now }] : [];
  });
}

/**
 * Whether comments ignore a rule about branches in a card. Comments that the branch adds do not count.
 * @param lineIn returns the line of the finding on either side
 */
export function isSilenced(
  { before, after }: Touched,
  rule: string,
  lineIn: (card: CardFacts) => number,
): boolean {
  return [before, after].every(
    (card) => card !== null && new Silences(card.suppressions).covers({ rule, line: lineIn(card) }),
  );
}
