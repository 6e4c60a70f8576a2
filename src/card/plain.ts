/** Values in the form that a schema validator sees: text, lists, and maps that inherit nothing. */

export type Plain = string | null | Plain[] | { [key: string]: Plain };
export type PlainMap = Record<string, Plain>;

/** Keys that would reach the prototype if a map were copied into an ordinary object. */
export const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Plain scalars that YAML reads as null. */
export const NULL: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

/** Returns a map that inherits nothing, so that no key can reach a prototype. */
export function emptyMap(): PlainMap {
  return Object.create(null) as PlainMap;
}

/** Returns the keys of a JSON pointer: `/people/a~1b` → `people`, `a/b`. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
