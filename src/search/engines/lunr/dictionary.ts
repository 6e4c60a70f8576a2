/** Reads the dictionaries of a segment: a cursor finds a string by way of a few nodes and continues through the leaves. */
import { ByteScan } from './bytes.js';
import { FANOUT, MOST_SHORT } from './dictionary-writer.js';
import type { PagedReader } from './paged.js';
import { Damaged, type DictionaryCursor } from './segment.js';
import { compareBytes } from './strings.js';

/** A range of the file. */
export interface Part {
  readonly at: number;
  readonly size: number;
}

/** Where the parts of a dictionary are in the file. */
export interface DictionaryParts {
  /** Number of its strings. */
  readonly count: number;
  /** Leaves first. */
  readonly levels: readonly Part[];
  readonly values: Part;
}

/** Scans the entries of one node. */
class NodeScan {
  key = new Uint8Array(256);
  length = 0;
  shared = 0;
  /** Index of the entry in the node; -1 before the first one. */
  index = -1;
  /** The entry's part of the level below, [from, to). */
  from = 0;
  to = 0;
  #scan = new ByteScan(new Uint8Array());

  enter(node: Uint8Array): void {
    this.#scan = new ByteScan(node);
    this.to = node.length === 0 ? 0 : this.#scan.varint();
    this.index = -1;
    this.length = 0;
  }

  next(): boolean {
    const scan = this.#scan;
    if (scan.done) return false;
    if (this.index + 1 >= FANOUT) throw new Damaged('a node is too long');
    const { bytes } = scan;
    const lengths = bytes[scan.at++] ?? 0;
    let shared = lengths >> 4;
    let more = lengths & MOST_SHORT;
    if (shared === MOST_SHORT) shared += scan.varint();
    if (more === MOST_SHORT) more += scan.varint();
    const from = scan.at;
    const length = shared + more;
    if (shared > this.length || more > bytes.length - from) throw new Damaged('a string is too long');
    if (length > this.key.length) this.#makeRoom(length);
    const { key } = this;
    for (let at = shared, source = from; at < length; at++, source++) key[at] = bytes[source] ?? 0;
    scan.at = from + more;
    this.shared = shared;
    this.length = length;
    this.from = this.to;
    this.to += scan.varint();
    this.index++;
    return true;
  }

  #makeRoom(length: number): void {
    const { key } = this;
    this.key = new Uint8Array(2 * length);
    this.key.set(key);
  }
}

export class Cursor implements DictionaryCursor {
  /** By height, leaves first. */
  readonly #scans: readonly NodeScan[];
  readonly #leaf: NodeScan;
  /** Ordinal of the first string of the leaf. */
  #first = 0;

  constructor(
    protected readonly pages: PagedReader,
    private readonly parts: DictionaryParts,
  ) {
    this.#scans = parts.levels.map(() => new NodeScan());
    this.#leaf = this.#scans[0] ?? new NodeScan();
    this.#enterRoot();
  }

  get bytes(): Uint8Array {
    return this.#leaf.key;
  }

  get length(): number {
    return this.#leaf.length;
  }

  get shared(): number {
    return this.#leaf.shared;
  }

  get ordinal(): number {
    return this.#first + this.#leaf.index;
  }

  next(): boolean {
    const next = this.ordinal + 1;
    const { count } = this.parts;
    if (!this.#leaf.next() && !this.#advance(1)) {
      if (next < count) throw new Damaged('a dictionary has too few strings');
      return false;
    }
    if (this.ordinal !== next) throw new Damaged('a node has too few strings');
    if (next >= count) throw new Damaged('a dictionary has too many strings');
    return true;
  }

  seek(bytes: Uint8Array): boolean {
    for (let height = this.#enterFor(bytes); height > 0; height--) {
      const scan = this.#scanAt(height);
      while (scan.next()) if (compareBytes(scan.key, scan.length, bytes, bytes.length) > 0) break;
      this.#enterBelow(height);
    }
    // The string is in this leaf, or it is the first one of the next leaf.
    for (let before = 0; this.next(); before++) {
      if (compareBytes(this.bytes, this.length, bytes, bytes.length) >= 0) {
        this.#leaf.shared = 0;
        return true;
      }
      if (before === FANOUT) throw new Damaged('a dictionary is not sorted');
    }
    return false;
  }

  /** Moves to the string with this ordinal. Fast if it is in the current leaf and not before the cursor. */
  to(ordinal: number): void {
    if (!(ordinal >= 0 && ordinal < this.parts.count)) throw new Damaged('no such string');
    if (ordinal < this.ordinal || ordinal >= this.#first + FANOUT || this.#leaf.index < 0) {
      this.#enterRoot();
      for (let height = this.#scans.length - 1; height > 0; height--) {
        const index = Math.floor(ordinal / FANOUT ** height) % FANOUT;
        const scan = this.#scanAt(height);
        for (let entry = 0; entry <= index; entry++)
          if (!scan.next()) throw new Damaged('a node is too short');
        this.#enterBelow(height);
      }
    }
    while (this.ordinal < ordinal) if (!this.next()) throw new Damaged('a dictionary has too few strings');
  }

  /** Returns the value of the string. */
  value(): Uint8Array {
    return this.#part(this.parts.values, this.#leaf);
  }

  #scanAt(height: number): NodeScan {
    return this.#scans[height] ?? this.#leaf;
  }

  /** Returns the height of the lowest entered node from which moving forward can reach a string. Enters the root if needed. */
  #enterFor(bytes: Uint8Array): number {
    const top = this.#scans.length - 1;
    if (this.#leaf.index < 0 || compareBytes(this.bytes, this.length, bytes, bytes.length) >= 0) {
      this.#enterRoot();
      return top;
    }
    let height = 0;
    for (; height < top; height++) {
      const { key, length } = this.#scanAt(height + 1);
      if (compareBytes(key, length, bytes, bytes.length) > 0) break;
    }
    return height;
  }

  #enterRoot(): void {
    this.#scans.forEach((scan) => {
      scan.enter(new Uint8Array());
    });
    const root = this.parts.levels.at(-1);
    if (root) this.#scanAt(this.#scans.length - 1).enter(this.pages.read(root.at, root.size));
    this.#first = 0;
  }

  /** Moves to the first entry of the next node below a height. Returns false if there is none. */
  #advance(height: number): boolean {
    const scan = this.#scans[height];
    if (!scan || (!scan.next() && !this.#advance(height + 1))) return false;
    const below = this.#scanAt(height - 1);
    const { to } = below;
    this.#enterBelow(height);
    // Otherwise nodes could share children, and a small file could seem endless.
    if (below.to !== to) throw new Damaged('a node does not begin where the one before it ends');
    return below.next();
  }

  #enterBelow(height: number): void {
    const below = this.parts.levels[height - 1];
    if (below) this.#scanAt(height - 1).enter(this.#part(below, this.#scanAt(height)));
    if (height > 1) return;
    this.#first = 0;
    for (let each = this.#scans.length - 1; each > 0; each--) {
      this.#first = (this.#first + this.#scanAt(each).index) * FANOUT;
    }
  }

  #part(below: Part, { from, to }: NodeScan): Uint8Array {
    if (to > below.size) throw new Damaged('an entry points outside of its part');
    return this.pages.read(below.at + from, to - from);
  }
}
