/** Walks over a sorted dictionary that stop at matching strings. */
import type { DictionaryCursor } from './segment.js';
import { compareBytes, encode } from './strings.js';

export interface Walk<Cursor extends DictionaryCursor = DictionaryCursor> {
  readonly cursor: Cursor;
  /** Moves to the next matching string, at first to the first. Returns false if there is none. */
  next(): boolean;
}

/** Finds one string, if the dictionary has it. */
export class ExactWalk<Cursor extends DictionaryCursor> implements Walk<Cursor> {
  #bytes: Uint8Array | null;

  constructor(
    readonly cursor: Cursor,
    text: string,
  ) {
    this.#bytes = encode(text);
  }

  next(): boolean {
    const bytes = this.#bytes;
    this.#bytes = null;
    if (bytes === null || !this.cursor.seek(bytes)) return false;
    return compareBytes(this.cursor.bytes, this.cursor.length, bytes, bytes.length) === 0;
  }
}

/** Finds all strings that match a pattern with stars. Each star matches any run of units, including none. */
export class StarWalk<Cursor extends DictionaryCursor> implements Walk<Cursor> {
  readonly #prefix: Uint8Array;
  readonly #inner: readonly Uint8Array[];
  readonly #suffix: Uint8Array;
  #begun = false;

  /** @param pattern has at least one star */
  constructor(
    readonly cursor: Cursor,
    pattern: string,
  ) {
    const [prefix = '', ...rest] = pattern.split('*');
    this.#prefix = encode(prefix);
    this.#suffix = encode(rest.pop() ?? '');
    this.#inner = rest.filter((part) => part !== '').map(encode);
  }

  next(): boolean {
    const { cursor } = this;
    const prefix = this.#prefix;
    if (!this.#begun) {
      this.#begun = true;
      if (!cursor.seek(prefix) || !startsWith(cursor, prefix)) return false;
      if (this.#fits()) return true;
    }
    while (cursor.next()) {
      if (cursor.shared < prefix.length && !startsWith(cursor, prefix)) return false;
      if (this.#fits()) return true;
    }
    return false;
  }

  /** Whether the string, which has the prefix, matches the rest too. Bytes can be compared, as no unit begins within another. */
  #fits(): boolean {
    const { bytes, length } = this.cursor;
    const suffix = this.#suffix;
    const end = length - suffix.length;
    let from = this.#prefix.length;
    if (end < from) return false;
    for (let at = suffix.length - 1; at >= 0; at--) if (bytes[end + at] !== suffix[at]) return false;
    for (const part of this.#inner) {
      from = behind(part, bytes, from, end);
      if (from < 0) return false;
    }
    return true;
  }
}

function startsWith({ bytes, length }: DictionaryCursor, prefix: Uint8Array): boolean {
  return length >= prefix.length && compareBytes(bytes, prefix.length, prefix, prefix.length) === 0;
}

/** Returns where the first occurrence of a part between `from` and `end` ends; -1 if there is none. */
function behind(part: Uint8Array, bytes: Uint8Array, from: number, end: number): number {
  for (let start = from; start + part.length <= end; start++) {
    let at = 0;
    while (at < part.length && bytes[start + at] === part[at]) at++;
    if (at === part.length) return start + at;
  }
  return -1;
}

/** Takes two walks side by side and visits each string once, in order. Each cursor that is not at the string is null. */
export function sideBySide<Cursor extends DictionaryCursor>(
  one: Walk<Cursor>,
  other: Walk<Cursor> | null,
  visit: (one: Cursor | null, other: Cursor | null) => void,
): void {
  let first = one.next();
  let second = other?.next() ?? false;
  while (first || second) {
    const order = !second ? -1 : !first ? 1 : compare(one.cursor, other?.cursor);
    visit(order <= 0 ? one.cursor : null, order >= 0 && other ? other.cursor : null);
    if (order <= 0) first = one.next();
    if (order >= 0) second = other?.next() ?? false;
  }
}

function compare(a: DictionaryCursor, b: DictionaryCursor | undefined): number {
  return b ? compareBytes(a.bytes, a.length, b.bytes, b.length) : -1;
}
