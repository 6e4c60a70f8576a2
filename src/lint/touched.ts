/** The cards that a branch touches, each as it was and as it is. */
import type { CardFacts } from './facts.js';
import type { Gate } from './gate.js';
import { Silences } from './silences.js';

export interface Touched {
  /** Null for a card that is new. */
  readonly before: CardFacts | null;
  readonly after: CardFacts;
}

/** By path, wherever the cards have moved. */
export function touchedCards(
  before: ReadonlyMap<string, CardFacts>,
  after: ReadonlyMap<string, CardFacts>,
  { touched, renamed }: Pick<Gate, 'touched' | 'renamed'>,
): Touched[] {
  return [...touched].sort().flatMap((path) => {
    const now = after.get(path);
    return now ? [{ before: before.get(renamed.get(path) ?? path) ?? null, after: now }] : [];
  });
}

/**
 * Whether the card has a new record only because its links follow a card that has moved (`kb mv`): the old one was right, and
 * person, days, note and every word are the same.
 */
export function isRelinked({ before, after }: Touched): boolean {
  if (before === null || !before.trust.recorded || before.trust.edited || after.trust.edited) return false;
  const [was, is] = [before.card.verified, after.card.verified];
  const isSame = was.on === is.on && was.by === is.by && was.note === is.note && was.paths === is.paths;
  return isSame && before.trust.verifyBy === after.trust.verifyBy && before.wording === after.wording;
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
