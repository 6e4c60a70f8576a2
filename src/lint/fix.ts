/** What `--fix` would change: the fixes of all problems, combined per card. */
import type { Problem } from '../card/card.js';
import { applyEdits } from '../card/edit.js';
import type { ParsedCard } from '../card/parse.js';
import { Silences } from './silences.js';
import { suppressionsIn } from './suppressions.js';

export interface Fix {
  /** Path of the card. */
  readonly path: string;
  /** The whole file, before and after. */
  readonly before: string;
  readonly after: string;
  /** The problems that it fixes. */
  readonly problems: readonly Problem[];
}

/**
 * Returns the fixes for cards, except for problems that a comment in the card ignores.
 * @param isOn whether the rule with that name runs
 */
export function fixesOf(cards: readonly ParsedCard[], isOn: (rule: string) => boolean): Fix[] {
  return cards.flatMap((card): Fix[] => {
    const fixable = card.problems.filter(({ rule, fix }) => fix && isOn(rule));
    if (fixable.length === 0) return [];
    const silences = new Silences(suppressionsIn(card));
    const problems = fixable.filter((problem) => !silences.covers(problem));
    if (problems.length === 0) return [];
    const edits = problems.flatMap(({ fix }) => fix ?? []);
    return [{ path: card.path, before: card.source, after: applyEdits(card.source, edits), problems }];
  });
}

/** Combines two rounds of fixes, where the second was planned on the result of the first. */
export function joined(first: readonly Fix[], second: readonly Fix[]): Fix[] {
  const byPath = new Map(first.map((fix) => [fix.path, fix]));
  for (const { path, before, after, problems } of second) {
    const earlier = byPath.get(path);
    byPath.set(path, {
      path,
      before: earlier?.before ?? before,
      after,
      problems: [...(earlier?.problems ?? []), ...problems],
    });
  }
  return [...byPath.values()];
}
