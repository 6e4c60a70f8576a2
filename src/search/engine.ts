/** The port for search engines: clauses in, documents with Lunr's exact scores out. */
import type { SearchDocument } from './document.js';
import type { SearchField } from './field.js';

/** One term to search for, like lunr.Query.Clause. The pipeline (stemming etc.) has already run. */
export interface Clause {
  /** An index term; `*` matches any run of characters if `wildcard` is set. */
  readonly term: string;
  /** Fields to search; all by default. */
  readonly fields?: readonly SearchField[];
  /** Weight of the term; 1 by default. */
  readonly boost?: number;
  readonly presence: 'optional' | 'required' | 'prohibited';
  readonly wildcard?: boolean;
  /** Most edits by which an index term may differ; 0 by default, at most 2. Ignored with a wildcard. */
  readonly editDistance?: number;
}

/** What an engine gets of a card. */
export interface IndexedDocument extends SearchDocument {
  /** Returned unchanged with each match; opaque to the engine. */
  readonly stored: string;
  /** Likewise, but a number below 2³², which is very fast to read; 0 by default. */
  readonly mark?: number;
}

/** The documents that match the clauses, in the order of their paths (by code unit). */
export interface Matches {
  readonly length: number;
  /** Lunr's score of each match. */
  readonly scores: Float64Array;
  /** Whether the match at an index satisfies a clause by any term; never true for a prohibited clause. */
  has(at: number, clause: number): boolean;
  /** The index terms by which it satisfies the clause, sorted by code unit. */
  terms(at: number, clause: number): readonly string[];
  /** The text that was stored with it. */
  stored(at: number): string;
  mark(at: number): number;
}

/** A fixed set of documents, ready to be searched. */
export interface SearchEngine {
  /** Number of documents. */
  readonly size: number;
  /** Without clauses nothing matches; with only prohibited ones, all other documents do. */
  match(clauses: readonly Clause[]): Promise<Matches>;
  /**
   * Returns words of the documents (unstemmed) that are similar to a word but not equal: the closest first, then the most
   * frequent.
   * @param distance most edits; that of search/spelling.ts by default
   */
  spellings(word: string, limit: number, distance?: number): Promise<readonly string[]>;
  /** The languages of the documents, each with its share (0 to 1). */
  languages(): Promise<ReadonlyMap<string, number>>;
  /**
   * Maps the stored text of each document, in the order of their paths; documents that map to undefined are left out. A
   * callback, because keeping many thousands of texts in memory costs more than reading them.
   * @param mayBe a quick test. It may get the texts of several documents joined together: if false, all of them are left
   *   out, which is faster than splitting them
   */
  stored<T>(map: (stored: string) => T | undefined, mayBe?: (stored: string) => boolean): Promise<T[]>;
}
