/** Tags, owners and kinds that are asked for and that no card has: mostly a typo. */
import { nearest } from '../card/nearest.js';
import { fold } from '../text/fold.js';
import type { Filters } from './filter.js';
import type { TrustedRow } from './listing.js';

const KEYS = ['tag', 'owner', 'kind'] as const;
type Key = (typeof KEYS)[number];

/** A value that no card has. */
export interface Absent {
  readonly key: Key;
  /** Folded, as the filter has it. */
  readonly value: string;
  /** What was probably meant, as a card writes it; null where nothing is near. */
  readonly near: string | null;
  /** What cards have, the most frequent first. */
  readonly known: readonly string[];
}

/** @param rows all cards */
export function absentIn(rows: readonly TrustedRow[], filters: Filters): Absent[] {
  return filters.flatMap((filter): Absent[] => {
    const key = KEYS.find((each) => each === filter.key);
    if (key === undefined || filter.negated || !('value' in filter)) return [];
    const written = valuesOf(rows, key);
    if (written.has(filter.value)) return [];
    const near = nearest(filter.value, new Set(written.keys()));
    const known = [...written.values()].sort((a, b) => b.cards - a.cards).map(({ name }) => name);
    return [{ key, value: filter.value, near: written.get(near ?? '')?.name ?? null, known }];
  });
}

/** By what a filter compares, how it is written and in how many cards. */
function valuesOf(
  rows: readonly TrustedRow[],
  key: Key,
): Map<string, { readonly name: string; cards: number }> {
  const values = new Map<string, { readonly name: string; cards: number }>();
  for (const [{ tags, kind }, { owner }] of rows) {
    const names = { tag: tags, owner, kind: kind === null ? [] : [kind] }[key];
    for (const name of names) {
      const folded = fold(name).trim();
      const value = key === 'owner' ? folded.replace(/^[@#]/, '') : folded;
      const seen = values.get(value) ?? { name, cards: 0 };
      values.set(value, { ...seen, cards: seen.cards + 1 });
    }
  }
  return values;
}
