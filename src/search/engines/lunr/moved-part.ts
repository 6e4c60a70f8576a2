/** A segment whose documents become documents of another one, or nothing. */
import type { DocumentRow } from './assembly.js';
import { GrowingColumn } from './column.js';
import type { Postings, Segment, WordCursor } from './segment.js';
import { SEARCH_FIELDS } from '../../field.js';

export class MovedPart {
  /** By document the new number plus 1; 0 where it is gone. */
  readonly documents: Uint32Array;
  /** The same of terms, by ordinal. */
  readonly #terms = new GrowingColumn();
  /** How often the documents have each term, and those that stay. */
  readonly #before = new GrowingColumn();
  readonly #after = new GrowingColumn();
  readonly #lengths: readonly Uint32Array[];
  readonly #marks: Uint32Array;
  #staying = 0;

  constructor(readonly segment: Segment) {
    this.documents = new Uint32Array(segment.size);
    this.#lengths = SEARCH_FIELDS.map((_, field) => segment.lengths(field));
    this.#marks = segment.marks();
  }

  move(document: number, number: number): Omit<DocumentRow, 'path'> {
    this.documents[document] = number + 1;
    this.#staying++;
    return {
      language: this.segment.language(document),
      stored: this.segment.stored(document),
      mark: this.#marks[document] ?? 0,
      lengths: this.#lengths.map((column) => column[document] ?? 0),
    };
  }

  /** After all documents. */
  moveTerm(ordinal: number, { documents, counts, ends }: Postings, newOrdinal: number): void {
    let before = 0;
    let after = 0;
    const end = ends.at(-1) ?? 0;
    for (let at = 0; at < end; at++) {
      const count = counts[at] ?? 0;
      before += count;
      if (this.documents[documents[at] ?? 0]) after += count;
    }
    this.#before.set(ordinal, before);
    this.#after.set(ordinal, after);
    if (after > 0) this.#terms.set(ordinal, newOrdinal + 1);
  }

  /** The new ordinal of a term; -1 where none of its documents stays. After all terms. */
  term(ordinal: number): number {
    return this.#terms.at(ordinal) - 1;
  }

  /** How often the documents that stay have a word, as far as its terms tell; 0 only where they lack these. After all terms. */
  wordCount({ count, terms }: WordCursor): number {
    if (terms.length === 0) return Math.ceil((count * this.#staying) / this.segment.size);
    const sum = (column: GrowingColumn): number => terms.reduce((all, term) => all + column.at(term), 0);
    const after = sum(this.#after);
    return after === 0 ? 0 : Math.ceil((count * after) / sum(this.#before));
  }
}
