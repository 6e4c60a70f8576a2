/** Records which documents satisfy which clauses, and which documents were found by any. */

export class ClauseBits {
  /** For each document `#stride` numbers, with one bit per clause. */
  readonly #bits: Uint32Array;
  readonly #stride: number;
  readonly #seen: Uint8Array;
  readonly #numbers: Uint32Array;
  #count = 0;

  /** @param end all document numbers are below it */
  constructor(clauses: number, end: number) {
    this.#stride = Math.ceil(clauses / 32);
    this.#bits = new Uint32Array(end * this.#stride);
    this.#seen = new Uint8Array(end);
    this.#numbers = new Uint32Array(end);
  }

  /** Records that the documents in [from, to) of an array satisfy a clause; `offset` is added to each number. */
  set(clause: number, documents: Uint32Array, from: number, to: number, offset: number): void {
    const bits = this.#bits;
    const stride = this.#stride;
    const place = offset * stride + (clause >> 5);
    const bit = 1 << (clause & 31);
    for (let at = from; at < to; at++) {
      const index = (documents[at] ?? 0) * stride + place;
      bits[index] = (bits[index] ?? 0) | bit;
    }
  }

  /** Records that these documents were found, except dead ones. */
  find(documents: Uint32Array, from: number, to: number, offset: number, dead: Uint8Array | null): void {
    const seen = this.#seen;
    const numbers = this.#numbers;
    let count = this.#count;
    for (let at = from; at < to; at++) {
      const document = documents[at] ?? 0;
      if (seen[document + offset] === 1 || (dead !== null && dead[document] === 1)) continue;
      seen[document + offset] = 1;
      numbers[count++] = document + offset;
    }
    this.#count = count;
  }

  /** Returns the found documents, ascending. */
  found(): Uint32Array {
    return this.#numbers.subarray(0, this.#count).sort();
  }

  has(document: number, clause: number): boolean {
    return ((this.#bits[document * this.#stride + (clause >> 5)] ?? 0) & (1 << (clause & 31))) !== 0;
  }
}
