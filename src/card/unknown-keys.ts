/** Detects typos in field names: keys that are similar to a known name and that hardly any other card has. */
import type { Problem } from './card.js';
import type { DialectNames } from './fields.js';
import { nearest } from './nearest.js';
import { isMap, type Fields } from './value.js';

/** A key in a card's front matter, such as `verified.on` for a key inside a known map. */
export interface KeyUse {
  readonly key: string;
  readonly line: number;
  readonly column: number;
}

/** A key on at least this share of the cards is deliberate, however similar it is to a known name. */
const COMMON = 0.05;

/** Returns the keys of a card, including those inside maps that known names lead through. */
export function keysOf(fields: Fields, names: DialectNames): KeyUse[] {
  const maps = mapsOf(names);
  return [...fields.values()].flatMap(({ key, keyRange: { line, column }, value }) => [
    { key, line, column },
    ...(maps.has(key) && isMap(value)
      ? [...value.values()].map((inner) => ({
          key: `${key}.${inner.key}`,
          line: inner.keyRange.line,
          column: inner.keyRange.column,
        }))
      : []),
  ]);
}

/** Returns warnings by path, each with the nearest known name. A key that only one card has always counts as rare. */
export function unknownKeys(
  cards: readonly { readonly path: string; readonly keys: readonly KeyUse[] }[],
  names: DialectNames,
): Map<string, Problem[]> {
  const known = new Set([...[...names.names.values()].flat(), ...mapsOf(names)]);
  const counts = new Map<string, number>();
  for (const { keys } of cards) for (const { key } of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const typos = new Map<string, string>();
  for (const [key, count] of counts) {
    const near = count === 1 || count < cards.length * COMMON ? nearest(key, known) : undefined;
    if (near !== undefined) typos.set(key, near);
  }
  const problems = new Map<string, Problem[]>();
  if (typos.size === 0) return problems;
  for (const { path, keys } of cards) {
    const found = keys.flatMap(({ key, line, column }): Problem[] => {
      const near = typos.get(key);
      const message = `unknown key “${key}”: did you mean “${near ?? ''}”?`;
      return near === undefined ? [] : [{ rule: 'unknown-key', severity: 'warning', message, line, column }];
    });
    if (found.length > 0) problems.set(path, found);
  }
  return problems;
}

/** Cached because this is needed for every card of a base. */
const MAPS = new WeakMap<DialectNames, ReadonlySet<string>>();

function mapsOf(names: DialectNames): ReadonlySet<string> {
  const dotted = (): string[] => [...names.names.values()].flat().filter((name) => name.includes('.'));
  const maps = MAPS.get(names) ?? new Set(dotted().map((name) => name.slice(0, name.indexOf('.'))));
  MAPS.set(names, maps);
  return maps;
}
