/** Detects, from the keys of a repo's pages, which names it uses for the owner, dates and interval. */
import { FIELDS, dialectNames, fieldAt, type CanonicalField, type Dialect } from './fields.js';
import type { Fields } from './value.js';

export interface Detection {
  /** Null if no key says who owns a page or how long it is valid. */
  readonly dialect: Dialect | null;
  /** Suggested `fields` for the config; empty if the dialect already covers everything. */
  readonly fields: ReadonlyMap<CanonicalField, string>;
  /** Known names → number of pages that have them, the most frequent first. */
  readonly counts: ReadonlyMap<string, number>;
  readonly pages: number;
}

/** Share of the pages that must have a sign of a dialect, or a single name, for it to count. */
const ENOUGH = 0.1;

/** Names that are only used in a base made for the dialect. */
const SIGNS: readonly (readonly [Dialect, readonly string[]])[] = [
  ['kb', ['verify-by', 'verify-every', 'verified.on']],
  ['gds', ['last_reviewed_on', 'review_in', 'owner_slack']],
  ['learn', ['ms.date', 'ms.author', 'ms.reviewer', 'ms.update-cycle']],
];

/** Without one of these, a mapping is pointless: the base would have no trust to show. */
const TRUST_FIELDS: readonly CanonicalField[] = ['owner', 'verified.on', 'verify-by'];
/** Fields that a mapping may also name. `id` is left out because a slug is rarely a stable identity. */
const OPTIONAL_FIELDS: readonly CanonicalField[] = ['verifiers', 'verify-every', 'tags', 'audience', 'paths'];

/**
 * Detects the dialect and names of a repo. `pages` has the fields of each page, null for a page without readable front
 * matter.
 */
export function detectDialect(pages: Iterable<Fields | null>): Detection {
  const candidates = candidateNames();
  const all = [...new Set([...candidates.values(), ...SIGNS.map(([, names]) => names)].flat())];
  const counts = new Map<string, number>();
  const signs = new Map<Dialect, number>();
  let total = 0;
  for (const fields of pages) {
    total += 1;
    if (!fields) continue;
    const present = new Set(all.filter((name) => fieldAt(fields, name) !== undefined));
    for (const name of present) counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const [dialect, names] of SIGNS) {
      if (names.some((name) => present.has(name))) signs.set(dialect, (signs.get(dialect) ?? 0) + 1);
    }
  }
  const sorted = new Map([...counts].sort(([, a], [, b]) => b - a));
  const [first] = [...signs].sort(([, a], [, b]) => b - a);
  const found = { counts: sorted, pages: total };
  if (first && first[1] >= total * ENOUGH) return { ...found, dialect: first[0], fields: new Map() };
  const fields = mapping(candidates, counts, total);
  const hasTrustField = TRUST_FIELDS.some((field) => fields.has(field));
  return { ...found, dialect: hasTrustField ? 'custom' : null, fields: hasTrustField ? fields : new Map() };
}

/** Canonical name → every name that a repo may use for it, kb's own first. */
function candidateNames(): Map<CanonicalField, readonly string[]> {
  const kbNames = dialectNames('kb').names;
  return new Map(
    FIELDS.filter(({ canonical }) =>
      [...TRUST_FIELDS, ...OPTIONAL_FIELDS, 'title', 'id'].includes(canonical),
    ).map(({ canonical, names, other }) => [
      canonical,
      [...new Set([...(kbNames.get(canonical) ?? []), ...names.gds, ...names.learn, ...other])],
    ]),
  );
}

/**
 * Returns the most frequent name of each field, if enough pages have it. `ms.date` is left out because it also means
 * “edited”.
 */
function mapping(
  candidates: ReadonlyMap<CanonicalField, readonly string[]>,
  counts: ReadonlyMap<string, number>,
  total: number,
): Map<CanonicalField, string> {
  const found = new Map<CanonicalField, string>();
  for (const canonical of [...TRUST_FIELDS, ...OPTIONAL_FIELDS]) {
    const [best] = (candidates.get(canonical) ?? [])
      .filter((name) => name !== 'ms.date' && (counts.get(name) ?? 0) >= Math.max(1, total * ENOUGH))
      .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
    if (best !== undefined) found.set(canonical, best);
  }
  return found;
}
