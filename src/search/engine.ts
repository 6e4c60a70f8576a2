/** The port of a search engine: documents in, hits with Lunr's exact scores out. */
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

export interface Match {
  readonly path: string;
  /** Lunr's score for the clauses. */
  readonly score: number;
  /** Index terms of the clauses that the document has, by clause: `terms[i]` belongs to `clauses[i]`. */
  readonly terms: readonly (readonly string[])[];
}

/** What changed in the set of documents since the engine last looked. */
export interface Changes {
  readonly put: readonly SearchDocument[];
  /** Paths. */
  readonly removed: readonly string[];
}

export interface SearchEngine {
  apply(changes: Changes): Promise<void>;
  /** Every document that the clauses select, best first (then by path). No clause: no match; prohibited ones only: all others. */
  match(clauses: readonly Clause[]): Promise<readonly Match[]>;
  /**
   * Words of the documents (unstemmed) close to a word and other than it: the nearest, then the most frequent.
   * @param distance largest number of edits; that of search/spelling.ts by default
   */
  spellings(word: string, limit: number, distance?: number): Promise<readonly string[]>;
  /** Languages of the documents with the share (0 to 1) of each. */
  languages(): Promise<ReadonlyMap<string, number>>;
}
