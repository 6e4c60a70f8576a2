/** A segment during a merge: maps its documents and terms to those of the new segment. */
import type { DocumentRow } from './assembly.js';
import { GrowingColumn } from './column.js';
import type { Postings, Segment, WordCursor } from './segment.js';
import { SEARCH_FIELDS } from '../../field.js';

export class MovedPart {
  /** For each document, its new number plus 1; 0 if it is gone. */
  readonly documents: Uint32Array;
  /** For each term, its new ordinal plus 1; 0 if it is gone. */
  readonly #terms = new GrowingColumn();
  /** How often all documents have each term, and how often those that stay do. */
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

  /** Records the new ordinal of a term. Call it after all documents have been moved. */
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

  /** Returns the new ordinal of a term; -1 if none of its documents stays. Call it after all terms have been moved. */
  term(ordinal: number): number {
    return this.#terms.at(ordinal) - 1;
  }

  /**
   * Estimates from its terms how often the documents that stay have a word; 0 only if they have none of its terms. Call it
   * after all terms have been moved.
   */
  wordCount({ count, terms }: WordCursor): number {
    if (terms.length === 0) return Math.ceil((count * this.#staying) / this.segment.size);
    const sum = (column: GrowingColumn): number => terms.reduce((all, term) => all + column.at(term), 0);
    const after = sum(this.#after);
    return after === 0 ? 0 : Math.ceil((count * after) / sum(this.#before));
  }
}
