/** Values as a schema's validator sees them: text, lists and maps that inherit nothing. */

export type Plain = string | null | Plain[] | { [key: string]: Plain };
export type PlainMap = Record<string, Plain>;

/** Names that reach an object's own machinery wherever somebody makes an object of a map. */
export const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** YAML's plain words for nothing. */
export const NULL: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

/** A map that inherits nothing, so that no key can reach what objects have in common. */
export function emptyMap(): PlainMap {
  return Object.create(null) as PlainMap;
}

/** The keys of a JSON pointer, `/people/a~1b` → people, a/b. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
