/** Walks a sorted dictionary, stopping at the strings that differ from a word by few edits. */
import type { DictionaryCursor } from './segment.js';
import { BYTES_A_UNIT, compareBytes, encodeInto } from './strings.js';
import type { Walk } from './walk.js';

/**
 * How swaps of neighbors count. `closed`: one edit, and no other edit touches the two (optimal string alignment).
 * `open`: units may be inserted between the two, one edit each, as in Lunr's automaton (`ab` to `bxa` is 2).
 */
export type Swaps = 'open' | 'closed';

/** Strings to step over before seeking the next one that may match: a few steps are cheaper than a seek. */
const STEPS = 24;

/**
 * Keeps the table of edits between the word and the current string, with a row for each unit of the string. Strings with a
 * common prefix share rows. If no cell of a row is small enough, all strings with that prefix are skipped at once.
 *
 * Only the cells near the diagonal, which can be small enough, are stored: column `i` (units of the word consumed) of row
 * `depth` is cell `i - depth + most + 1`, with a sentinel (`far`) at either end.
 */
export class EditWalk<Cursor extends DictionaryCursor> implements Walk<Cursor> {
  /** Number of edits to the string that the cursor is at. */
  edits = 0;
  readonly #width: number;
  readonly #far: number;
  readonly #open: boolean;
  /** Fewest edits for each cell. */
  readonly #plain: Uint8Array;
  /** The same within a swap: the word's last two units are consumed, but the string must still have the first of them. */
  readonly #owed: Uint8Array;
  /** Minimum of each row over both tables. */
  readonly #least: Uint8Array;
  /** The units of the string, and the byte offset after each; both by depth. */
  readonly #units: Uint16Array;
  readonly #ends: Uint32Array;
  /** Number of rows that are valid for the string. */
  #depth = 0;
  readonly #target: Uint8Array;

  /** @param most most edits that match */
  constructor(
    readonly cursor: Cursor,
    readonly word: string,
    readonly most: number,
    swaps: Swaps,
  ) {
    const rows = word.length + most + 2;
    this.#width = 2 * most + 3;
    this.#far = most + 1;
    this.#open = swaps === 'open';
    this.#plain = new Uint8Array(rows * this.#width).fill(this.#far);
    this.#owed = new Uint8Array(rows * this.#width).fill(this.#far);
    this.#least = new Uint8Array(rows);
    this.#units = new Uint16Array(rows);
    this.#ends = new Uint32Array(rows);
    this.#target = new Uint8Array(rows * BYTES_A_UNIT);
    for (let i = 0; i <= Math.min(most, word.length); i++) this.#plain[i + most + 1] = i;
  }

  next(): boolean {
    const { cursor } = this;
    let more = cursor.next();
    let { shared } = cursor;
    while (more) {
      while (this.#depth > 0 && (this.#ends[this.#depth] ?? 0) > shared) this.#depth--;
      if (this.#alive() && this.#down()) {
        if (this.#fits()) return true;
        more = cursor.next();
        ({ shared } = cursor);
      } else {
        shared = this.#past();
        more = shared >= 0;
      }
    }
    return false;
  }

  #alive(): boolean {
    return (this.#least[this.#depth] ?? 0) <= this.most;
  }

  /** Computes the missing rows of the string. Returns false at a row that rules out all strings with that prefix. */
  #down(): boolean {
    const { bytes, length } = this.cursor;
    let at = this.#depth === 0 ? 0 : (this.#ends[this.#depth] ?? 0);
    while (at < length) {
      let unit = bytes[at++] ?? 0;
      if (unit >= 0x80) {
        const next = (bytes[at++] ?? 0) & 0x3f;
        unit =
          unit < 0xe0
            ? ((unit & 0x1f) << 6) | next
            : ((unit & 0x0f) << 12) | (next << 6) | ((bytes[at++] ?? 0) & 0x3f);
      }
      const depth = ++this.#depth;
      this.#units[depth] = unit;
      this.#ends[depth] = at;
      const least = this.#row(depth, unit);
      this.#least[depth] = least;
      if (least > this.most) return false;
    }
    return true;
  }

  #row(depth: number, unit: number): number {
    const { word, most } = this;
    const plain = this.#plain;
    const owed = this.#owed;
    const far = this.#far;
    const row = depth * this.#width;
    const above = row - this.#width;
    let least = far;
    for (let cell = 1; cell <= 2 * most + 1; cell++) {
      const i = cell + depth - most - 1;
      let edits = far;
      let owing = far;
      if (i >= 0 && i <= word.length) {
        const same = i >= 1 && word.charCodeAt(i - 1) === unit;
        edits = less(far, plain[above + cell + 1], 1);
        if (i >= 1) {
          edits = less(edits, plain[above + cell], same ? 0 : 1);
          edits = less(edits, plain[row + cell - 1], 1);
        }
        if (i >= 2) {
          if (word.charCodeAt(i - 2) === unit) edits = less(edits, owed[above + cell + 1], 0);
          if (same) owing = less(owing, plain[above + cell - 1], 1);
          if (this.#open) owing = less(owing, owed[above + cell + 1], 1);
        }
        if (edits < least) least = edits;
        if (owing < least) least = owing;
      }
      plain[row + cell] = edits;
      owed[row + cell] = owing;
    }
    return least;
  }

  #fits(): boolean {
    const cell = this.word.length - this.#depth + this.most + 1;
    if (cell < 1 || cell > 2 * this.most + 1) return false;
    this.edits = this.#plain[this.#depth * this.#width + cell] ?? this.#far;
    return this.edits <= this.most;
  }

  /**
   * Moves to the next string that may match, after the last row has ruled out the current prefix. Returns the bytes that
   * both strings are known to share; -1 if there is no such string.
   */
  #past(): number {
    const { cursor } = this;
    const length = this.#aim();
    if (length < 0) return -1;
    const target = this.#target;
    let shared = cursor.length;
    for (let step = 0; step < STEPS; step++) {
      if (!cursor.next()) return -1;
      if (cursor.shared < shared) shared = cursor.shared;
      if (shared < length && compareBytes(cursor.bytes, cursor.length, target, length) >= 0) return shared;
    }
    return cursor.seek(target.subarray(0, length)) ? 0 : -1;
  }

  /** Writes to #target a lower bound for the next string that can match. Returns its length in bytes; -1 if none can. */
  #aim(): number {
    for (let depth = this.#depth; depth > 0; depth--) {
      const unit = this.#unitAfter(depth);
      if (unit < 0) continue;
      const end = depth === 1 ? 0 : (this.#ends[depth - 1] ?? 0);
      for (let at = 0; at < end; at++) this.#target[at] = this.cursor.bytes[at] ?? 0;
      return encodeInto(String.fromCharCode(unit), this.#target, end);
    }
    return -1;
  }

  /** Returns the smallest unit, greater than the one at a depth, that may follow the units before it; -1 if there is none. */
  #unitAfter(depth: number): number {
    const { word, most } = this;
    const unit = this.#units[depth] ?? 0;
    if (unit === 0xffff) return -1;
    // With an edit left, any unit may follow.
    if ((this.#least[depth - 1] ?? 0) < most) return unit + 1;
    const row = (depth - 1) * this.#width;
    let smallest = -1;
    for (let cell = 1; cell <= 2 * most + 1; cell++) {
      const i = cell + depth - 1 - most - 1;
      if (i < 0 || i > word.length) continue;
      const follows = (this.#plain[row + cell] ?? most + 1) <= most ? word.charCodeAt(i) : -1;
      const owed = (this.#owed[row + cell] ?? most + 1) <= most ? word.charCodeAt(i - 2) : -1;
      if (follows > unit && (smallest < 0 || follows < smallest)) smallest = follows;
      if (owed > unit && (smallest < 0 || owed < smallest)) smallest = owed;
    }
    return smallest;
  }
}

/** Returns the smaller of `edits` and `others + more`. */
function less(edits: number, others: number | undefined, more: number): number {
  return others !== undefined && others + more < edits ? others + more : edits;
}
