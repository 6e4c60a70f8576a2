/** The order of cards before anything is typed: those that the user most likely wants come first. Pure. */
import { matchesFilters, parseFilter } from '../catalog/filter.js';
import { sortRows, type TrustedRow } from '../catalog/listing.js';
import type { Use } from '../search/rank.js';
import type { Caller } from '../trust/caller.js';
import type { TrustState } from '../trust/trust.js';
import type { Results } from './state.js';

/** Maximum number of recently read cards at the top. */
const MOST = 5;
/** Lowest use factor of a recently read card: about one open within the last 40 days. */
const MIN_RECENT_USE = 1.04;
const TO_CHECK: ReadonlySet<TrustState> = new Set(['stale', 'unverified', 'due']);

/**
 * Returns the most read cards of late, then the caller's own cards that need a check, then all others by title.
 * @param caller null if the user's identity is unknown
 */
export function beginning(
  rows: readonly TrustedRow[],
  use: Use | undefined,
  caller: Caller | null,
): Pick<Results, 'hits' | 'remark'> {
  const read = use ? mostRead(rows, use) : [];
  const seen = new Set(read);
  const own = caller === null ? [] : sortRows(ofCaller(rows, caller), 'trust');
  const toCheck = own.filter((row) => !seen.has(row));
  for (const row of toCheck) seen.add(row);
  const others = sortRows(rows, 'title').filter((row) => !seen.has(row));
  const remarks = [
    read.length > 0 ? `${read.length} read recently` : '',
    toCheck.length > 0 ? `${toCheck.length} of yours to check` : '',
    seen.size > 0 ? 'then by title' : 'all by title',
  ];
  return {
    hits: [...read, ...toCheck, ...others].map(([row, trust]) => ({ row, trust })),
    remark: remarks.filter(Boolean).join(', '),
  };
}

function mostRead(rows: readonly TrustedRow[], use: Use): TrustedRow[] {
  return rows
    .map((row) => ({ row, factor: use.of(row[0]) }))
    .filter(({ factor }) => factor >= MIN_RECENT_USE)
    .sort((a, b) => b.factor - a.factor)
    .slice(0, MOST)
    .map(({ row }) => row);
}

function ofCaller(rows: readonly TrustedRow[], { name, person }: Caller): TrustedRow[] {
  const names = [name, ...(person?.teams ?? [])].filter((each) => each.trim() !== '');
  const own = names.map((each) => parseFilter('owner', each));
  return rows.filter(([row, trust]) => TO_CHECK.has(trust.state) && matchesFilters(row, trust, own));
}
