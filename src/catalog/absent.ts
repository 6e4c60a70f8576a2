/** Finds filter values (tags, owners, kinds) that no card has, which are mostly typos. */
import { nearest } from '../card/nearest.js';
import { fold } from '../text/fold.js';
import type { Filters } from './filter.js';
import type { TrustedRow } from './listing.js';

const KEYS = ['tag', 'owner', 'kind'] as const;
type Key = (typeof KEYS)[number];

/** A filter value that no card has. */
export interface Absent {
  readonly key: Key;
  /** Folded, as in the filter. */
  readonly value: string;
  /** The value that was probably meant, as a card writes it; null if none is close. */
  readonly near: string | null;
  /** The values that cards have, the most frequent first. */
  readonly known: readonly string[];
}

/** Returns the values of the filters that no card has; negated filters are skipped. @param rows all cards */
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

/** Maps each value, as filters compare it, to its spelling in the first card that has it and the number of cards. */
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
