/** Reads blobs in the order in which they are listed, many per git process: a process for each one would take 5 ms. */
import { KbError } from '../errors.js';
import { blobContents, blobSizes, type GitTrouble } from './git-read.js';

/** Bytes and number of blobs that are read ahead, at most. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_BLOBS = 512;

/** Bytes that are cached: an identical file may come later. */
const MOST_HELD = 2 * MOST_BYTES;

export class Blobs {
  readonly #root: string;
  readonly #sizes = new Map<string, number>();
  /** Ids in the order in which they will be read, and the position of each. */
  #order: readonly string[] = [];
  #places: ReadonlyMap<string, number> = new Map();
  /** Number of blobs to fetch at once, doubled with every process: few reads fetch little, many reads take few processes. */
  #ahead = 1;
  /** Cache, least recently used first. */
  readonly #held = new Map<string, Uint8Array>();
  #bytes = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(root: string) {
    this.#root = root;
  }

  /** Bytes of a blob. Throws KbError `io` if it is not in this clone. */
  async size(id: string): Promise<number> {
    if (!this.#sizes.has(id)) await this.#measure([id]);
    return this.#sizes.get(id) ?? 0;
  }

  /** Sizes of the blobs that are in this clone; null if git stops at one that is not. */
  async present(ids: readonly string[]): Promise<ReadonlyMap<string, number> | null> {
    return (await this.#ask(ids)) === null ? this.#sizes : null;
  }

  /**
   * Announces blobs that will be read in about this order, and finds out their sizes. Throws KbError `io` if one is not in
   * this clone.
   */
  async expect(ids: readonly string[]): Promise<void> {
    await this.#measure(ids);
    this.#order = [...new Set(ids)];
    this.#places = new Map(this.#order.map((id, place) => [id, place]));
  }

  async #measure(ids: readonly string[]): Promise<void> {
    const trouble = await this.#ask(ids);
    if (trouble || ids.some((id) => !this.#sizes.has(id))) throw incomplete(trouble);
  }

  async #ask(ids: readonly string[]): Promise<GitTrouble | null> {
    const unknown = [...new Set(ids)].filter((id) => !this.#sizes.has(id));
    if (unknown.length === 0) return null;
    const answer = await blobSizes(this.#root, unknown);
    if (!answer.ok) return answer;
    for (const line of answer.text.split('\n')) {
      const [id = '', size = ''] = line.split(' ');
      if (/^\d+$/.test(size)) this.#sizes.set(id, Number(size));
    }
    return null;
  }

  /** The content of a blob of known, moderate size. Reads wait for each other: one may fetch the blob of the next. */
  read(id: string): Promise<Uint8Array> {
    const turn = this.#last.then(() => this.#read(id));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #read(id: string): Promise<Uint8Array> {
    const bytes = this.#held.get(id) ?? (await this.#fetch(this.#next(id))).get(id);
    if (!bytes) throw incomplete(null);
    this.#hold(id, bytes);
    return bytes;
  }

  /** Caches a blob as the most recently used one. */
  #hold(id: string, bytes: Uint8Array): void {
    this.#bytes += this.#held.delete(id) ? 0 : bytes.length;
    this.#held.set(id, bytes);
    for (const [oldest, { length }] of this.#held) {
      if (this.#bytes <= MOST_HELD) break;
      this.#held.delete(oldest);
      this.#bytes -= length;
    }
  }

  /** The blob and those to read ahead with it. */
  #next(id: string): readonly string[] {
    const ids = [id];
    let bytes = this.#sizes.get(id) ?? 0;
    const place = this.#places.get(id) ?? this.#order.length;
    for (const next of this.#order.slice(place + 1, place + this.#ahead)) {
      bytes += this.#sizes.get(next) ?? Infinity;
      if (bytes > MOST_BYTES) break;
      if (!this.#held.has(next)) ids.push(next);
    }
    this.#ahead = Math.min(2 * this.#ahead, MOST_BLOBS);
    return ids;
  }

  async #fetch(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const answer = await blobContents(this.#root, ids);
    if (!answer.ok) throw incomplete(answer);
    const { bytes } = answer;
    const contents = new Map<string, Uint8Array>();
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf('\n', at);
      const [id = '', , size = ''] = bytes.toString('latin1', at, end).split(' ');
      at = end + 1 + Number(size);
      if (!/^\d+$/.test(size)) throw incomplete(null);
      // A copy, so that one file does not keep the whole answer in memory.
      contents.set(id, Uint8Array.from(bytes.subarray(end + 1, at)));
      at += 1;
    }
    for (const [id, content] of contents) this.#hold(id, content);
    return contents;
  }
}

/** The error for objects that git cannot read: a partial clone may not have fetched them, and kb fetches nothing. */
export function incomplete(trouble: GitTrouble | null): KbError {
  return new KbError(
    'io',
    `git cannot read all of an earlier commit: ${trouble?.message.trim() || 'a file is not in this clone'}`,
    'in a partial clone, git diff --stat COMMIT HEAD fetches what differs',
  );
}
