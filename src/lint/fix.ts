/** What `--fix` would change: the fixes that problems bring along, put together per card. */
import type { Problem } from '../card/card.js';
import { applyEdits } from '../card/edit.js';
import type { ParsedCard } from '../card/parse.js';
import type { Rule } from './rule.js';
import { Silences } from './silences.js';
import { suppressionsIn } from './suppressions.js';

export interface Fix {
  /** Path of the card. */
  readonly path: string;
  /** The whole file, before and after. */
  readonly before: string;
  readonly after: string;
  /** What it mends. */
  readonly problems: readonly Problem[];
}

/** The fixes of these rules in cards as they were read, those that a comment in the card says are meant left out. */
export function fixesOf(cards: readonly ParsedCard[], rules: readonly Rule[]): Fix[] {
  const names = new Set(rules.map(({ name }) => name));
  return cards.flatMap((card): Fix[] => {
    const fixable = card.problems.filter(({ rule, fix }) => fix && names.has(rule));
    if (fixable.length === 0) return [];
    const silences = new Silences(suppressionsIn(card));
    const problems = fixable.filter((problem) => !silences.covers(problem));
    if (problems.length === 0) return [];
    const after = applyEdits(
      card.source,
      problems.flatMap(({ fix }) => fix ?? []),
    );
    return [{ path: card.path, before: card.source, after, problems }];
  });
}
