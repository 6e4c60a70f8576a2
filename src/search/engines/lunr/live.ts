/** The live documents of a base segment and its delta. They are numbered across both, those of the base first. */
import { Damaged, type Segment } from './segment.js';

/** A base segment and the delta above it. If the two do not fit together, LiveDocuments throws Damaged. */
export interface Parts {
  readonly base: Segment;
  readonly delta: Segment | null;
}

export class LiveDocuments {
  readonly base: Segment;
  readonly delta: Segment | null;
  /** Number of live documents. */
  readonly size: number;
  /** All document numbers are below it. */
  readonly end: number;
  /** A 1 for each dead document of the base; null if there are none. */
  readonly dead: Uint8Array | null;
  readonly #marks: (Uint32Array | undefined)[] = [];
  readonly #averages: (number | undefined)[] = [];

  constructor({ base, delta }: Parts) {
    this.base = base;
    this.delta = delta;
    const dead = delta?.dead ?? NONE;
    if ((dead.at(-1) ?? -1) >= base.size) throw new Damaged('a deleted document does not exist');
    this.size = base.size - dead.length + (delta?.size ?? 0);
    this.end = base.size + (delta?.size ?? 0);
    this.dead = dead.length > 0 ? new Uint8Array(base.size) : null;
    for (const document of dead) if (this.dead) this.dead[document] = 1;
  }

  /** Returns the average length of a field in terms. */
  average(field: number): number {
    return (this.#averages[field] ??= this.#total(field) / this.size);
  }

  #total(field: number): number {
    const total = (this.base.totals[field] ?? 0) + (this.delta?.totals[field] ?? 0);
    if (!this.dead || !this.delta) return total;
    const lengths = this.base.lengths(field);
    return this.delta.dead.reduce((sum, document) => sum - (lengths[document] ?? 0), total);
  }

  stored(document: number): string {
    const { base, delta } = this;
    return document < base.size ? base.stored(document) : (delta?.stored(document - base.size) ?? '');
  }

  /** Returns `stored` for many documents, asked in the order of their paths; see {@link Segment}. */
  storedInOrder(mayBe: (stored: string) => boolean): (document: number) => string | null {
    const { base, delta } = this;
    const [below, above] = [base.storedInOrder(mayBe), delta?.storedInOrder(mayBe)];
    return (document) => (document < base.size ? below(document) : (above?.(document - base.size) ?? null));
  }

  mark(document: number): number {
    const { base, delta } = this;
    const of = (segment: Segment, at: 0 | 1): Uint32Array => (this.#marks[at] ??= segment.marks());
    if (document < base.size) return of(base, 0)[document] ?? 0;
    return (delta && of(delta, 1)[document - base.size]) ?? 0;
  }

  /** Returns the number of live documents of each language. */
  languages(): Map<string, number> {
    const { base, delta } = this;
    const counts = new Map(base.languages);
    const add = (language: string, count: number): unknown =>
      counts.set(language, (counts.get(language) ?? 0) + count);
    for (const document of delta?.dead ?? NONE) add(base.language(document), -1);
    for (const [language, count] of delta?.languages ?? []) add(language, count);
    for (const [language, count] of counts) if (count === 0) counts.delete(language);
    return counts;
  }

  /** Returns the numbers of all live documents, ascending. */
  numbers(): Uint32Array {
    const numbers = new Uint32Array(this.size);
    let at = 0;
    for (let document = 0; document < this.end; document++) {
      if (this.dead?.[document] !== 1) numbers[at++] = document;
    }
    return numbers;
  }

  /** Sorts ascending numbers by path, which means to merge those of the delta into those of the base. */
  inOrder(numbers: Uint32Array): Uint32Array {
    const { base, delta } = this;
    let ofBase = numbers.length;
    while (ofBase > 0 && (numbers[ofBase - 1] ?? 0) >= base.size) ofBase--;
    if (ofBase === numbers.length || ofBase === 0 || !delta) return numbers;
    const sorted = new Uint32Array(numbers.length);
    let from = 0;
    let to = 0;
    for (let at = ofBase; at < numbers.length; at++) {
      const number = numbers[at] ?? 0;
      const place = base.before(delta.path(number - base.size));
      let end = from;
      while (end < ofBase && (numbers[end] ?? 0) < place) end++;
      sorted.set(numbers.subarray(from, end), to);
      to += end - from;
      from = end;
      sorted[to++] = number;
    }
    sorted.set(numbers.subarray(from, ofBase), to);
    return sorted;
  }
}

const NONE = new Uint32Array(0);
