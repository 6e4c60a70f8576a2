/** Iterates over several sorted dictionaries as one. */
import type { DictionaryCursor } from './segment.js';
import { compareBytes } from './strings.js';

/** Visits each string once, in order, with those of the given whose cursor is at it. The cursors must be new. */
export function inOrder<T extends { readonly cursor: DictionaryCursor }>(
  given: readonly T[],
  visit: (first: T, same: readonly T[]) => void,
): void {
  let open = given.filter(({ cursor }) => cursor.next());
  for (;;) {
    let first: T | undefined;
    let same: T[] = [];
    for (const each of open) {
      const order = first ? compare(each.cursor, first.cursor) : -1;
      if (order > 0) continue;
      if (order < 0) same = [];
      same.push(each);
      first = each;
    }
    if (!first) return;
    visit(first, same);
    for (const ended of same.filter(({ cursor }) => !cursor.next()))
      open = open.filter((each) => each !== ended);
  }
}

function compare(a: DictionaryCursor, b: DictionaryCursor): number {
  return compareBytes(a.bytes, a.length, b.bytes, b.length);
}
