/** Fields under our names: which of a card's keys are ours to read, by dialect and by the names that the config maps. */
import { FIELDS, type CanonicalField, type Dialect } from './fields.generated.js';
import { isMap, type Field, type Fields } from './value.js';

export { FIELDS, type CanonicalField, type Dialect } from './fields.generated.js';

/** The names that are read in a base, and no others: any other key belongs to somebody else. */
export interface DialectNames {
  readonly dialect: Dialect;
  /** Our name → names in the base: the first one with a value counts, the first of all is what we write. */
  readonly names: ReadonlyMap<CanonicalField, readonly string[]>;
}

/**
 * The names of a dialect, with those that the config maps in front.
 * @param mapping our name → names in the base; keys that are no names of ours are ignored
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
 * The fields of a card under our names. The key of each is the whole name by which the card has it (`freshness.owner`),
 * its ranges are where it stands. Of several names the first one with a value counts; a field that only has keys
 * without a value is there with null.
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

/** The field of a name: a key that is spelt like it, dots and all, else the way through maps that its dots describe. */
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

/** The maps through which names lead (`verified`, `kb`), that are there but are no maps. */
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
