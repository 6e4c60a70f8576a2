/** Reads the values of a dictionary in order, a leaf at a time: faster than a cursor, which has to build each string. */
import { ByteScan } from './bytes.js';
import type { DictionaryParts } from './dictionary.js';
import { FANOUT, MOST_SHORT } from './dictionary-writer.js';
import type { PagedReader } from './paged.js';
import { Damaged } from './segment.js';

/** Scans the leaves, skipping the strings. */
export class LeafScan {
  /** Ordinal of the first string after the current leaf. */
  end = 0;
  /** The values of the leaf, one after another. */
  values: Uint8Array = new Uint8Array();
  /** Where each value begins. */
  starts: number[] = [];
  readonly #scan: ByteScan;
  #first = 0;
  #from = 0;

  constructor(
    private readonly pages: PagedReader,
    private readonly parts: DictionaryParts,
  ) {
    const leaves = parts.levels[0];
    this.#scan = new ByteScan(leaves ? pages.read(leaves.at, leaves.size) : this.values);
  }

  /** Returns the value of a string in the current leaf. */
  value(ordinal: number): Uint8Array {
    const at = ordinal - this.#first;
    return this.values.subarray(this.starts[at], this.starts[at + 1]);
  }

  /** Moves to the next leaf. */
  next(): void {
    const { at, size } = this.parts.values;
    const scan = this.#scan;
    this.#first = this.end;
    this.end = Math.min(this.#first + FANOUT, this.parts.count);
    if (this.#first === this.end) throw new Damaged('no such string');
    if (scan.varint() !== this.#from) throw new Damaged('a node does not begin where the one before it ends');
    this.starts = [];
    let to = 0;
    for (let string = this.#first; string < this.end; string++) {
      const lengths = scan.bytes[scan.at++] ?? 0;
      if (lengths >> 4 === MOST_SHORT) scan.varint();
      let more = lengths & MOST_SHORT;
      if (more === MOST_SHORT) more += scan.varint();
      scan.at += more;
      this.starts.push(to);
      to += scan.varint();
    }
    if (this.#from + to > size) throw new Damaged('a value points outside of its part');
    this.values = this.pages.read(at + this.#from, to);
    this.#from += to;
  }
}
