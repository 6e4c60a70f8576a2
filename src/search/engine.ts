/** The port of a search engine: clauses in, documents with Lunr's exact scores out. */
import type { SearchDocument } from './document.js';
import type { SearchField } from './field.js';

/** One term to look for, in Lunr's terms (lunr.Query.Clause). The pipeline has already run. */
export interface Clause {
  /** An index term; `*` stands for any run of characters where `wildcard` is set. */
  readonly term: string;
  /** Where to look; all fields by default. */
  readonly fields?: readonly SearchField[];
  /** Weight of the term; 1 by default. */
  readonly boost?: number;
  readonly presence: 'optional' | 'required' | 'prohibited';
  readonly wildcard?: boolean;
  /** Largest number of edits by which an index term may differ; 0 by default, never more than 2. Not with a wildcard. */
  readonly editDistance?: number;
}

/** What an engine is given of a card. */
export interface IndexedDocument extends SearchDocument {
  /** Comes back with a match as it was given; the engine does not look into it. */
  readonly stored: string;
  /** The same in a number below 2³², which takes next to no time to read; 0 where it is not given. */
  readonly mark?: number;
}

/** The documents that clauses select, in the order of their paths (code units). */
export interface Matches {
  readonly length: number;
  /** Lunr's score of each. */
  readonly scores: Float64Array;
  /** Whether the document at an index has a clause by any term; never true of a prohibited one. */
  has(at: number, clause: number): boolean;
  /** The index terms by which it has the clause, sorted by code units. */
  terms(at: number, clause: number): readonly string[];
  /** What was stored with it. */
  stored(at: number): string;
  /** Its mark. */
  mark(at: number): number;
}

/** A fixed set of documents, ready to be asked. */
export interface SearchEngine {
  /** Number of documents. */
  readonly size: number;
  /** No clause: no match; prohibited ones only: all other documents. */
  match(clauses: readonly Clause[]): Promise<Matches>;
  /**
   * Words of the documents (unstemmed) close to a word and other than it: the nearest, then the most frequent.
   * @param distance largest number of edits; that of search/spelling.ts by default
   */
  spellings(word: string, limit: number, distance?: number): Promise<readonly string[]>;
  /** Languages of the documents with the share (0 to 1) of each. */
  languages(): Promise<ReadonlyMap<string, number>>;
  /**
   * What is made of what was stored with each document, in the order of their paths; undefined leaves one out. Of many
   * thousands, to keep them in memory costs more than to read them.
   * @param mayBe no, of the texts of some documents in one: they are left out, which takes less time than to take them apart
   */
  stored<T>(made: (stored: string) => T | undefined, mayBe?: (stored: string) => boolean): Promise<T[]>;
}
