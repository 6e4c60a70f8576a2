/** Joins the postings that a term has in several segments. */
import type { Rows } from './postings.js';
import type { Postings } from './segment.js';
import { SEARCH_FIELDS } from '../../field.js';

const FIELDS = SEARCH_FIELDS.length;

/** Postings of a segment, with the new number plus 1 of each of its documents, or 0 if the document is gone. */
interface Moved {
  readonly part: { readonly documents: Uint32Array };
  readonly postings: Postings;
}

export class GatheredRows implements Rows {
  documents = new Uint32Array(1024);
  counts = new Uint32Array(1024);
  readonly bounds = new Uint32Array(FIELDS + 1);

  get isEmpty(): boolean {
    return this.bounds[FIELDS] === 0;
  }

  gather(all: readonly Moved[]): void {
    this.#makeRoom(all.reduce((sum, { postings }) => sum + (postings.ends.at(-1) ?? 0), 0));
    let end = 0;
    for (let field = 0; field < FIELDS; field++) {
      const start = end;
      for (const each of all) end = this.#take(each, field, end);
      this.bounds[field + 1] = end;
      if (all.length > 1) this.#sort(start, end);
    }
  }

  #take({ part, postings }: Moved, field: number, end: number): number {
    const to = postings.ends[field] ?? 0;
    for (let at = field === 0 ? 0 : (postings.ends[field - 1] ?? 0); at < to; at++) {
      const number = part.documents[postings.documents[at] ?? 0] ?? 0;
      if (number === 0) continue;
      this.documents[end] = number - 1;
      this.counts[end++] = postings.counts[at] ?? 0;
    }
    return end;
  }

  /** Sorts by document, unless the segments hold successive ranges of paths, so that the postings are sorted already. */
  #sort(from: number, to: number): void {
    const documents = this.documents.subarray(from, to);
    if (documents.every((document, at) => at === 0 || document > (documents[at - 1] ?? 0))) return;
    const counts = this.counts.slice(from, to);
    // Numbers sort faster than pairs. The products are exact, because both factors are below 2 ** 26.
    const keys = Float64Array.from(documents, (document, at) => document * counts.length + at).sort();
    keys.forEach((key, at) => {
      documents[at] = Math.floor(key / counts.length);
      this.counts[from + at] = counts[key % counts.length] ?? 0;
    });
  }

  #makeRoom(length: number): void {
    if (length <= this.documents.length) return;
    this.documents = new Uint32Array(2 * length);
    this.counts = new Uint32Array(2 * length);
  }
}
