/** Which names a repo uses for what we call owner, date and interval, from the keys that its pages have. */
import { FIELDS, dialectNames, fieldAt, type CanonicalField, type Dialect } from './fields.js';
import type { Fields } from './value.js';

export interface Detection {
  /** Null where nothing says who owns a page or until when it holds. */
  readonly dialect: Dialect | null;
  /** What `fields` in the config should map; empty where the dialect says it all. */
  readonly fields: ReadonlyMap<CanonicalField, string>;
  /** Names that we know → pages that have them, the most frequent first. */
  readonly counts: ReadonlyMap<string, number>;
  readonly pages: number;
}

/** A dialect speaks from this share of the pages on, a single name from it as well. */
const ENOUGH = 0.1;

/** Names that only a base made for this dialect has. */
const SIGNS: readonly (readonly [Dialect, readonly string[]])[] = [
  ['kb', ['verify-by', 'verify-every', 'verified.on']],
  ['gds', ['last_reviewed_on', 'review_in', 'owner_slack']],
  ['learn', ['ms.date', 'ms.author', 'ms.reviewer', 'ms.update-cycle']],
];

/** What a mapping is worth having for: without one of these a base has no trust to show. */
const TELLING: readonly CanonicalField[] = ['owner', 'verified.on', 'verify-by'];
/** Fields that a mapping may also name. `id` is not among them: a slug is seldom a stable identity. */
const HELPFUL: readonly CanonicalField[] = ['verifiers', 'verify-every', 'tags', 'audience', 'paths'];

/** `pages`: the fields of each page; null for one without readable front matter. */
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
  const telling = TELLING.some((field) => fields.has(field));
  return { ...found, dialect: telling ? 'custom' : null, fields: telling ? fields : new Map() };
}

/** Our name → every name under which a repo may have it, ours first. */
function candidateNames(): Map<CanonicalField, readonly string[]> {
  const ours = dialectNames('kb').names;
  return new Map(
    FIELDS.filter(({ canonical }) => [...TELLING, ...HELPFUL, 'title', 'id'].includes(canonical)).map(
      ({ canonical, names, other }) => [
        canonical,
        [...new Set([...(ours.get(canonical) ?? []), ...names.gds, ...names.learn, ...other])],
      ],
    ),
  );
}

/** For each field the name that most pages have; `ms.date` is left out, because it also means “edited”. */
function mapping(
  candidates: ReadonlyMap<CanonicalField, readonly string[]>,
  counts: ReadonlyMap<string, number>,
  total: number,
): Map<CanonicalField, string> {
  const found = new Map<CanonicalField, string>();
  for (const canonical of [...TELLING, ...HELPFUL]) {
    const [best] = (candidates.get(canonical) ?? [])
      .filter((name) => name !== 'ms.date' && (counts.get(name) ?? 0) >= Math.max(1, total * ENOUGH))
      .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
    if (best !== undefined) found.set(canonical, best);
  }
  return found;
}
