/** Filters and sorts catalog rows by their trust on a day, for `kb list` and `kb stale`. */
import type { Day } from '../day.js';
import { trustOf, type Trust, type TrustState } from '../trust/trust.js';
import type { Catalog, CatalogRow } from './catalog.js';
import { matchesFilters, type Filters } from './filter.js';

export type TrustedRow = readonly [CatalogRow, Trust];

export const SORTS = ['trust', 'due', 'verified', 'title', 'owner', 'path'] as const;
export type Sort = (typeof SORTS)[number];

/** Returns the rows that pass the filters, each with its trust on the day. @param warn see trustOf */
export function rowsOn(catalog: Catalog, today: Day, warn: number, filters: Filters): TrustedRow[] {
  return catalog.map((row) => rowOn(row, today, warn, filters)).filter((row) => row !== undefined);
}

/** Returns the row with its trust on the day; undefined if it does not pass the filters. */
export function rowOn(row: CatalogRow, today: Day, warn: number, filters: Filters): TrustedRow | undefined {
  const trust = trustOf(row.facts, today, warn);
  return matchesFilters(row, trust, filters) ? [row, trust] : undefined;
}

/** Returns a sorted copy. Rows without a value for the key come last, equal ones are sorted by path. */
export function sortRows(rows: readonly TrustedRow[], sort: Sort): TrustedRow[] {
  return sortBy(rows, sort, (row) => row);
}

/** Does the same as sortRows for anything that has a row. */
export function sortBy<T>(items: readonly T[], sort: Sort, rowOf: (item: T) => TrustedRow): T[] {
  return items
    .map((item) => ({ item, row: rowOf(item) }))
    .map(({ item, row }) => ({ item, key: KEYS[sort](row), path: row[0].path }))
    .sort((a, b) => compare(a.key, b.key) || compare(a.path, b.path))
    .map(({ item }) => item);
}

/** The most urgent first. */
const URGENCY: Readonly<Record<TrustState, number>> = {
  stale: 0,
  unverified: 1,
  due: 2,
  verified: 3,
  draft: 4,
  superseded: 5,
  archived: 6,
};

const KEYS: Readonly<Record<Sort, (row: TrustedRow) => string | number | null>> = {
  trust: ([, { state, days }]) => URGENCY[state] * 10_000_000 - (days ?? 0),
  due: ([, { verifyBy }]) => verifyBy,
  verified: ([, { verifiedOn }]) => verifiedOn,
  title: ([{ title }]) => title.toLowerCase(),
  owner: ([, { owner }]) => owner[0]?.toLowerCase() ?? null,
  path: ([{ path }]) => path,
};

function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
