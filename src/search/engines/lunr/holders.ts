/** Records the index terms that match a clause, and which documents have each of them in the clause's fields. */
import { ByteSink } from './bytes.js';
import { decode } from './strings.js';

/** From this many documents on, a typed-array copy is faster than a loop. */
const LONG = 16;

export class Holders {
  readonly #ids: number[] = [];
  readonly #text = new ByteSink();
  readonly #textEnds: number[] = [];
  #documents = new Uint32Array(64);
  #end = 0;
  readonly #documentEnds: number[] = [];
  #sorted: Int32Array | undefined;

  /** @param several false if there is at most one term: then documents need not be recorded */
  constructor(private readonly several: boolean) {}

  /** Number of terms. */
  get length(): number {
    return this.#ids.length;
  }

  /** Begins a term. Terms must come in order, each with a unique id. */
  begin(id: number, bytes: Uint8Array, length: number): void {
    this.#ids.push(id);
    this.#text.append(bytes, 0, length);
    this.#textEnds.push(this.#text.length);
    this.#documentEnds.push(this.#end);
  }

  /** Adds the documents in [from, to) of an array, which have the current term; `offset` is added to each number. */
  add(documents: Uint32Array, from: number, to: number, offset: number): void {
    if (!this.several) return;
    let end = this.#end;
    if (end + to - from > this.#documents.length) {
      const larger = new Uint32Array(2 * (end + to - from));
      larger.set(this.#documents);
      this.#documents = larger;
    }
    const own = this.#documents;
    if (offset === 0 && to - from > LONG) {
      own.set(documents.subarray(from, to), end);
      end += to - from;
    } else for (let at = from; at < to; at++) own[end++] = (documents[at] ?? 0) + offset;
    this.#end = end;
    this.#documentEnds[this.#documentEnds.length - 1] = end;
  }

  /** Returns the terms that a document has, sorted. It must have at least one. */
  of(document: number): string[] {
    if (!this.several) return [this.#term(0)];
    const documents = this.#documents.subarray(0, this.#end);
    const found: string[] = [];
    let term = 0;
    for (let at = documents.indexOf(document); at >= 0; at = documents.indexOf(document, at)) {
      while ((this.#documentEnds[term] ?? 0) <= at) term++;
      found.push(this.#term(term));
      at = this.#documentEnds[term] ?? 0;
    }
    return found;
  }

  #term(term: number): string {
    return decode(this.#text.bytes.subarray(this.#textEnds[term - 1] ?? 0, this.#textEnds[term]));
  }

  /** Returns the number of terms that match another clause too. */
  shared(other: Holders): number {
    const [few, many] = this.length < other.length ? [this, other] : [other, this];
    const ids = (many.#sorted ??= Int32Array.from(many.#ids).sort());
    let count = 0;
    for (const id of few.#ids) if (contains(ids, id)) count++;
    return count;
  }
}

function contains(sorted: Int32Array, id: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === id;
}
