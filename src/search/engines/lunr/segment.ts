/** A segment: documents with their terms, written once and never changed. What readers see of it; docs/index-format.md has the bytes. */

/** The bytes of a segment, wherever they lie: a file of the store, or memory. */
export interface Source {
  /** Bytes. */
  readonly size: number;
  /** Throws where there is no such part, and what the system throws. */
  read(at: number, length: number): Uint8Array;
}

/** The documents that hold one term, field after field (in the order of SEARCH_FIELDS), each with how often. */
export interface Postings {
  /** Document numbers, ascending within a field. */
  documents: Uint32Array;
  /** Times that the term stands in the field of the document. */
  counts: Uint32Array;
  /** Where the part of each field ends in the two above. */
  readonly ends: Uint32Array;
}

/** Goes over a sorted dictionary. Its strings are those of strings.ts: sorted by bytes, which is by UTF-16 units. */
export interface DictionaryCursor {
  /** The string the cursor is at: the first `length` bytes. A move overwrites them, or puts another array here. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** Bytes at the beginning that are known to be those of the string before, after `next`; 0 after `seek`. */
  readonly shared: number;
  /** Number of the string in the dictionary, from 0. */
  readonly ordinal: number;
  /** To the first string for the first call. False behind the last one, where the cursor then is at no string. */
  next(): boolean;
  /** To the first string that is not before these bytes. False where there is none. */
  seek(bytes: Uint8Array): boolean;
}

/** Over the index terms. */
export interface TermCursor extends DictionaryCursor {
  /** To the term with this number. */
  to(ordinal: number): void;
  /** Reads the postings of the term into a buffer, which grows where it is too small. */
  postings(into: Postings): void;
}

/**
 * Over the words as they are written, folded and not stemmed. After a merge without dead documents they are what these left:
 * one that only they had may be listed while a document has one of its terms.
 */
export interface WordCursor extends DictionaryCursor {
  /** How often the documents of the segment have it; after such a merge a guess, never 0. */
  readonly count: number;
  /** Ordinals of the terms that stand for it; none for a stop word. */
  readonly terms: readonly number[];
}

export interface Segment {
  /** Number of documents; they are numbered from 0 in the order of their paths (code units). */
  readonly size: number;
  /** Sum of the field lengths by field, in terms. */
  readonly totals: readonly number[];
  /** Terms of a field by document. */
  lengths(field: number): Uint32Array;
  path(document: number): string;
  /** Number of the document at a path; -1 where there is none. */
  find(path: string): number;
  /** Number of documents whose paths are before this one. */
  before(path: string): number;
  language(document: number): string;
  /** Number of documents by language. */
  readonly languages: ReadonlyMap<string, number>;
  stored(document: number): string;
  /**
   * The same for many documents, each behind the one before.
   * @param mayBe asked of the texts of some documents in one; where it says no, null stands for each of them
   */
  storedInOrder(mayBe: (stored: string) => boolean): (document: number) => string | null;
  /** By document. */
  marks(): Uint32Array;
  terms(): TermCursor;
  words(): WordCursor;
  /** Documents of the segment below this one that are gone or stand here anew; sorted. Empty in a base segment. */
  readonly dead: Uint32Array;
}

/** What was read is not what was written. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}
