/** Writes segments of any number of documents, in chunks of some thousand that are merged at the end. */
import { Chunk } from './chunk.js';
import { merge } from './merge.js';
import { bytesSource } from './paged.js';
import { openSegment } from './reader.js';
import type { IndexedDocument } from '../../engine.js';

const NONE = new Uint32Array();

export class SegmentWriter {
  readonly #segments: Uint8Array[] = [];
  #chunk = new Chunk();

  /** Adds a document; it replaces an earlier one at its path. `prepareLanguages` must have loaded its language. */
  add(document: IndexedDocument): void {
    if (this.#chunk.has(document.path)) this.#flush();
    this.#chunk.add(document);
    if (this.#chunk.full) this.#flush();
  }

  /** Returns the bytes of the segment. Call it once. */
  finish(): Uint8Array {
    const [only] = this.#segments;
    if (!only) return this.#chunk.toSegment(NONE);
    if (this.#chunk.size > 0) this.#flush();
    return merge(this.#segments.map((bytes) => ({ segment: openSegment(bytesSource(bytes)), dead: NONE })));
  }

  #flush(): void {
    this.#segments.push(this.#chunk.toSegment(NONE));
    this.#chunk = new Chunk();
  }
}

/** Returns the bytes of a segment of these documents, see {@link SegmentWriter.add}. */
export function writeSegment(documents: Iterable<IndexedDocument>): Uint8Array {
  const writer = new SegmentWriter();
  for (const document of documents) writer.add(document);
  return writer.finish();
}
