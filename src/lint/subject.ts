/** Describes what a finding is about, independently of the current paths of the cards in its message. */
import { withoutHint, type Finding } from './finding.js';
import type { CardIdentity } from './renames.js';

export interface Subject {
  /** Path of the card that has the finding. */
  readonly card: string;
  /** Paths of the cards that the message names, sorted. */
  readonly named: readonly string[];
  /** The rule, followed by the sorted words of the message that do not name a card. */
  readonly words: readonly string[];
}

/** Separators of words in a message. A path that contains a space is not recognized. */
const BETWEEN = /[\s“”()[\],;:]+|\.(?=\s|$)/;
const PATH = /\/|\.[a-z]\w*$/i;

/**
 * Returns a function that finds the subjects of findings on one side of a branch. Messages name cards, as in “also that of
 * cards/a.md” or “the nearest card is cards/b.md”, and a branch may move or add these cards.
 * @param cards of that side
 * @param oldPath maps the path of a card to its path before the branch
 */
export function subjects(
  cards: readonly CardIdentity[],
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

/** Resolves a relative link of a card to a path. */
function joined(card: string, link: string): string {
  const steps = card.split('/').slice(0, -1);
  for (const step of link.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
