/** Writes sorted strings, each with some bytes of its own, as a tree whose nodes hold 32 of them front-coded. */
import { ByteSink } from './bytes.js';
import { compareBytes } from './strings.js';

/** Entries of a full node. */
export const FANOUT = 32;
/** Two lengths up to here stand in one byte; of longer ones the rest stands behind it. */
export const MOST_SHORT = 15;
/** Behind every string: no byte of one is as high. */
const BEHIND_ALL = Uint8Array.of(0xff);

/** The nodes of one height. An entry has a string, and a part of the level below: a node, or the value of the string. */
class Level {
  readonly nodes = new ByteSink();
  entries = 0;
  lastKey = new Uint8Array(64);
  lastLength = 0;
  /** Where the part of the last entry ends. */
  #below = 0;

  add(key: Uint8Array, length: number, end: number): void {
    if (this.entries === 0) this.nodes.varint(this.#below);
    const shared = this.entries === 0 ? 0 : this.shared(key, length);
    const more = length - shared;
    this.nodes.byte((Math.min(shared, MOST_SHORT) << 4) | Math.min(more, MOST_SHORT));
    if (shared >= MOST_SHORT) this.nodes.varint(shared - MOST_SHORT);
    if (more >= MOST_SHORT) this.nodes.varint(more - MOST_SHORT);
    this.nodes.append(key, shared, length);
    this.nodes.varint(end - this.#below);
    this.#below = end;
    this.entries++;
    if (length > this.lastKey.length) this.lastKey = new Uint8Array(2 * length);
    for (let at = shared; at < length; at++) this.lastKey[at] = key[at] ?? 0;
    this.lastLength = length;
  }

  /** Bytes at the beginning that are those of the last string. */
  shared(key: Uint8Array, length: number): number {
    const most = Math.min(length, this.lastLength);
    let at = 0;
    while (at < most && key[at] === this.lastKey[at]) at++;
    return at;
  }
}

export class DictionaryWriter {
  /** The value of a string is what is written here before it is added. */
  readonly values = new ByteSink();
  count = 0;
  readonly #leaves = new Level();
  readonly #levels = [this.#leaves];

  /** The first `length` bytes are a string that comes behind those before. */
  add(key: Uint8Array, length: number): void {
    const leaves = this.#leaves;
    if (this.count > 0 && compareBytes(leaves.lastKey, leaves.lastLength, key, length) >= 0) {
      throw new Error('a string that stands there already, or belongs before others');
    }
    // What tells the strings before from those behind: the shortest beginning of this one that does.
    if (leaves.entries === FANOUT) this.#close(0, key, leaves.shared(key, length) + 1);
    leaves.add(key, length, this.values.length);
    this.count++;
  }

  /** The levels from the root down to the leaves. Call it once. */
  levels(): Uint8Array[] {
    for (let height = 0; height + 1 < this.#levels.length; height++) {
      this.#close(height, BEHIND_ALL, BEHIND_ALL.length);
    }
    return this.#levels.map(({ nodes }) => nodes.written()).reverse();
  }

  /** Ends a node, all of whose strings come before the given one. */
  #close(height: number, key: Uint8Array, length: number): void {
    const level = this.#levels[height] ?? this.#leaves;
    const parent = (this.#levels[height + 1] ??= new Level());
    if (parent.entries === FANOUT) this.#close(height + 1, parent.lastKey, parent.lastLength);
    parent.add(key, length, level.nodes.length);
    level.entries = 0;
  }
}
