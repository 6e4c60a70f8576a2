/** The interface of a segment: documents with their terms, immutable. Its bytes are described in docs/index-format.md. */

/** The bytes of a segment: a file of the store, or memory. */
export interface Source {
  /** Size in bytes. */
  readonly size: number;
  /** Throws if the range is not in the source, or the system cannot read it. */
  read(at: number, length: number): Uint8Array;
}

/** The documents that have one term, field by field (in the order of SEARCH_FIELDS), each with a count. */
export interface Postings {
  /** Document numbers, ascending within a field. */
  documents: Uint32Array;
  /** How often the term occurs in the field of the document. */
  counts: Uint32Array;
  /** Where the postings of each field end in the two arrays above. */
  readonly ends: Uint32Array;
}

/** A cursor over a sorted dictionary. Strings are encoded by strings.ts and sorted by bytes, which is by UTF-16 units. */
export interface DictionaryCursor {
  /** The string that the cursor is at: the first `length` bytes. A move overwrites the bytes or replaces the array. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** After `next`, the length of a prefix that is known to be shared with the previous string; 0 after `seek`. */
  readonly shared: number;
  /** Number of the string in the dictionary, from 0. */
  readonly ordinal: number;
  /** Moves to the next string, at first to the first. Returns false after the last one; then the cursor is at no string. */
  next(): boolean;
  /** Moves to the first string that is not before these bytes. Returns false if there is none. */
  seek(bytes: Uint8Array): boolean;
}

/** A cursor over the index terms. */
export interface TermCursor extends DictionaryCursor {
  /** Moves to the term with this ordinal. */
  to(ordinal: number): void;
  /** Reads the postings of the term into a buffer, which grows if needed. */
  postings(into: Postings): void;
}

/**
 * A cursor over the words, folded but not stemmed. After a merge that dropped dead documents, a word that only those had may
 * still be listed as long as a document has one of its terms.
 */
export interface WordCursor extends DictionaryCursor {
  /** How often the documents of the segment have it; after such a merge an estimate, never 0. */
  readonly count: number;
  /** Ordinals of its terms; none for a stop word. */
  readonly terms: readonly number[];
}

export interface Segment {
  /** Number of documents, which are numbered from 0 in the order of their paths (by code unit). */
  readonly size: number;
  /** For each field, the sum of its lengths in terms. */
  readonly totals: readonly number[];
  /** Returns, for each document, the number of terms of a field. */
  lengths(field: number): Uint32Array;
  path(document: number): string;
  /** Returns the number of the document at a path; -1 if there is none. */
  find(path: string): number;
  /** Returns how many documents have paths before this one. */
  before(path: string): number;
  language(document: number): string;
  /** Number of documents of each language. */
  readonly languages: ReadonlyMap<string, number>;
  stored(document: number): string;
  /**
   * Returns a faster `stored` for many documents, which must be asked in ascending order.
   * @param mayBe gets the texts of several documents as one; if it returns false, each of them is given as null
   */
  storedInOrder(mayBe: (stored: string) => boolean): (document: number) => string | null;
  /** Returns the mark of each document. */
  marks(): Uint32Array;
  terms(): TermCursor;
  words(): WordCursor;
  /** Documents of the segment below that are gone or replaced by this segment, sorted. Empty in a base segment. */
  readonly dead: Uint32Array;
}

/** The bytes are not those that were written. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}
