/** Maps a card's keys to kb's canonical field names, by dialect and by the names in the config. */
import { FIELDS, type CanonicalField, type Dialect } from './fields.generated.js';
import { isMap, type Field, type Fields } from './value.js';

export { FIELDS, type CanonicalField, type Dialect } from './fields.generated.js';

/** The names that kb reads in a base. It ignores any other key. */
export interface DialectNames {
  readonly dialect: Dialect;
  /** Canonical name → names in the base. The first one with a value is read; the first of all is written. */
  readonly names: ReadonlyMap<CanonicalField, readonly string[]>;
}

/**
 * Returns the names of a dialect, after those that the config maps.
 * @param mapping canonical name → names in the base; unknown names are ignored
 */
export function dialectNames(
  dialect: Dialect,
  mapping: ReadonlyMap<string, readonly string[]> = new Map(),
): DialectNames {
  const names = FIELDS.map(({ canonical, names }): [CanonicalField, readonly string[]] => [
    canonical,
    [...new Set([...(mapping.get(canonical) ?? []), ...names[dialect]])],
  ]);
  return { dialect, names: new Map(names.filter(([, list]) => list.length > 0)) };
}

/**
 * Returns the fields of a card by canonical name. The `key` of each is the full name that the card uses
 * (`freshness.owner`), and its ranges are where it is written. Of several names, the first one with a value counts; if
 * none has a value, the field is present with null.
 */
export function canonicalFields(fields: Fields, { names }: DialectNames): Map<CanonicalField, Field> {
  const found = new Map<CanonicalField, Field>();
  for (const [canonical, candidates] of names) {
    for (const name of candidates) {
      const field = fieldAt(fields, name);
      if (field && (field.value !== null || !found.has(canonical)))
        found.set(canonical, { ...field, key: name });
      if (field && field.value !== null) break;
    }
  }
  return found;
}

/** Returns the field of a name: a key spelled exactly like it, dots included, or else the one reached through nested maps. */
export function fieldAt(fields: Fields, name: string): Field | undefined {
  const literal = fields.get(name);
  if (literal) return literal;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const map = fields.get(name.slice(0, dot))?.value;
    const inside = isMap(map) ? fieldAt(map, name.slice(dot + 1)) : undefined;
    if (inside) return inside;
  }
  return undefined;
}

/** Returns the keys that names lead through (`verified`, `kb`) but that hold something other than a map. */
export function brokenMaps(fields: Fields, { names }: DialectNames): Field[] {
  const maps = new Set<string>();
  for (const name of [...names.values()].flat()) {
    const dot = name.indexOf('.');
    if (dot !== -1 && !fields.has(name)) maps.add(name.slice(0, dot));
  }
  return [...maps]
    .map((name) => fields.get(name))
    .filter((field) => field !== undefined)
    .filter(({ value }) => value !== null && !isMap(value));
}
