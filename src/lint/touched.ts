/** The cards that a branch touches, each as it was and as it is. */
import type { CardFacts } from './facts.js';
import type { Gate } from './gate.js';
import { Silences } from './silences.js';

export interface Touched {
  /** Null for a card that is new. */
  readonly before: CardFacts | null;
  readonly after: CardFacts;
}

/** By path, wherever the cards have moved: at another place other defaults hold, also for the same text. */
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
 * Whether comments silence a rule about the branch in a card: those that the branch brings do not.
 * @param lineIn the line of the finding on either side
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
