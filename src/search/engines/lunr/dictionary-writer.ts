/** Writes a dictionary: sorted strings, each with a value of some bytes, as a tree with 32 front-coded strings per node. */
import { ByteSink } from './bytes.js';
import { compareBytes } from './strings.js';

/** Entries of a full node. */
export const FANOUT = 32;
/** Two lengths share one byte, four bits each. This value means that the rest of the length follows as a varint. */
export const MOST_SHORT = 15;
/** Sorts after every string, because no encoded string has a byte this high. */
const BEHIND_ALL = Uint8Array.of(0xff);

/** The nodes at one height. An entry has a string and a part of the level below: a node or, in a leaf, the string's value. */
class Level {
  readonly nodes = new ByteSink();
  entries = 0;
  lastKey = new Uint8Array(64);
  lastLength = 0;
  /** Where the part of the last entry ends in the level below. */
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

  /** Returns the length of the prefix that a string shares with the last one. */
  shared(key: Uint8Array, length: number): number {
    const most = Math.min(length, this.lastLength);
    let at = 0;
    while (at < most && key[at] === this.lastKey[at]) at++;
    return at;
  }
}

export class DictionaryWriter {
  /** The values. Write the value of a string here before adding the string. */
  readonly values = new ByteSink();
  count = 0;
  readonly #leaves = new Level();
  readonly #levels = [this.#leaves];

  /** Adds the string in the first `length` bytes. It must sort after those before. */
  add(key: Uint8Array, length: number): void {
    const leaves = this.#leaves;
    if (this.count > 0 && compareBytes(leaves.lastKey, leaves.lastLength, key, length) >= 0) {
      throw new Error('strings must be added in order, and once each');
    }
    // The separator is the shortest prefix of this string that sorts after all strings before.
    if (leaves.entries === FANOUT) this.#close(0, key, leaves.shared(key, length) + 1);
    leaves.add(key, length, this.values.length);
    this.count++;
  }

  /** Returns the bytes of the levels, from the root down to the leaves. Call it once. */
  levels(): Uint8Array[] {
    for (let height = 0; height + 1 < this.#levels.length; height++) {
      this.#close(height, BEHIND_ALL, BEHIND_ALL.length);
    }
    return this.#levels.map(({ nodes }) => nodes.written()).reverse();
  }

  /** Ends a node and adds it to its parent under a separator, which sorts after all strings of the node. */
  #close(height: number, key: Uint8Array, length: number): void {
    const level = this.#levels[height] ?? this.#leaves;
    const parent = (this.#levels[height + 1] ??= new Level());
    if (parent.entries === FANOUT) this.#close(height + 1, parent.lastKey, parent.lastLength);
    parent.add(key, length, level.nodes.length);
    level.entries = 0;
  }
}
