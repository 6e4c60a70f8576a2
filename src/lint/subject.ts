/** What a finding is about, whatever the cards are called that its message names. */
import { withoutHint, type Finding } from './finding.js';
import type { Traced } from './renames.js';

export interface Subject {
  /** The card that has the finding. */
  readonly card: string;
  /** Cards that the message names, in no order. */
  readonly named: readonly string[];
  /** The rule, and the words of the message that name no card, in no order. */
  readonly words: readonly string[];
}

/** Where a message is cut into words. A path with a blank in it is not known again. */
const BETWEEN = /[\s“”()[\],;:]+|\.(?=\s|$)/;
const PATH = /\/|\.[a-z]\w*$/i;

/**
 * The subjects of findings on one side of a branch. A message says “also that of cards/a.md” or “the nearest card is
 * cards/b.md”, and a branch moves or adds these cards.
 * @param cards of that side
 * @param oldPath of a card before the branch
 */
export function subjects(
  cards: readonly Traced[],
  oldPath: (path: string) => string,
): (finding: Finding) => Subject {
  const paths = new Map(
    cards.flatMap(({ card }) => [
      [card.id as string, card.path],
      [card.path, card.path],
    ]),
  );
  return ({ path, problem }) => {
    const named: string[] = [];
    const words = (problem.key ?? withoutHint(problem.message)).split(BETWEEN).map((word) => {
      const name = word.split('#', 1)[0] ?? '';
      const found = paths.get(name) ?? (PATH.test(name) ? paths.get(joined(path, name)) : undefined);
      if (found === undefined) return word;
      named.push(oldPath(found));
      return word.slice(name.length);
    });
    return {
      card: oldPath(path),
      named: named.sort(),
      words: [problem.rule, ...words.filter((word) => word !== '').sort()],
    };
  };
}

/** The path that a relative link of a card leads to. */
function joined(card: string, link: string): string {
  const steps = card.split('/').slice(0, -1);
  for (const step of link.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
