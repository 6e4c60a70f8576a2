/** Contents of blobs in the order in which they are listed, many to a git process: one each would take 5 ms. */
import { KbError } from '../errors.js';
import { blobContents, blobSizes, type GitTrouble } from './git-read.js';

/** Bytes and blobs that are read ahead, at most. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_BLOBS = 512;

/** Bytes that are kept: an identical file may come later. */
const MOST_HELD = 2 * MOST_BYTES;

export class Blobs {
  readonly #root: string;
  readonly #sizes = new Map<string, number>();
  /** Ids in the order in which they will be asked for, and where each stands in it. */
  #order: readonly string[] = [];
  #places: ReadonlyMap<string, number> = new Map();
  /** Doubled with every process, so that a few reads fetch little and many reads take few processes. */
  #ahead = 1;
  /** The least used first. */
  readonly #held = new Map<string, Uint8Array>();
  #bytes = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(root: string) {
    this.#root = root;
  }

  /** Bytes of a blob. Throws KbError `io` where it is not in this clone. */
  async size(id: string): Promise<number> {
    if (!this.#sizes.has(id)) await this.#measure([id]);
    return this.#sizes.get(id) ?? 0;
  }

  /** Bytes of those that are in this clone; null where git stops at one that is not. */
  async present(ids: readonly string[]): Promise<ReadonlyMap<string, number> | null> {
    return (await this.#ask(ids)) === null ? this.#sizes : null;
  }

  /** Finds out how large the blobs are, which will be read in about this order. Throws KbError `io` where one is not here. */
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

  /** The content of a blob of a size that is known, and not large. Reads wait for each other: one may fetch the next one's. */
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

  /** Puts it last in the line of those that go. */
  #hold(id: string, bytes: Uint8Array): void {
    this.#bytes += this.#held.delete(id) ? 0 : bytes.length;
    this.#held.set(id, bytes);
    for (const [oldest, { length }] of this.#held) {
      if (this.#bytes <= MOST_HELD) break;
      this.#held.delete(oldest);
      this.#bytes -= length;
    }
  }

  /** The blob and those after it. */
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
      // A copy, so that one file does not keep the whole answer.
      contents.set(id, Uint8Array.from(bytes.subarray(end + 1, at)));
      at += 1;
    }
    for (const [id, content] of contents) this.#hold(id, content);
    return contents;
  }
}

/** What git cannot read here, a partial clone may have left with its remote; nothing is fetched. */
export function incomplete(trouble: GitTrouble | null): KbError {
  return new KbError(
    'io',
    `git cannot read all of an earlier commit: ${trouble?.message.trim() || 'a file is not in this clone'}`,
    'in a partial clone, git diff --stat COMMIT HEAD fetches what differs',
  );
}
