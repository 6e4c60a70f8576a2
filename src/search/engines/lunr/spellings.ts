/** Finds words of the documents that are similar to a word, in the dictionaries of unstemmed words. */
import { EditWalk } from './edit-walk.js';
import type { LiveDocuments } from './live.js';
import { newPostings } from './postings.js';
import type { TermCursor, WordCursor } from './segment.js';
import { decode } from './strings.js';
import { sideBySide } from './walk.js';

interface SimilarWord {
  readonly word: string;
  readonly edits: number;
  readonly count: number;
  /** Terms of the base: the word may still be in use if a live document has one. Null if it certainly is. */
  readonly terms: readonly number[] | null;
}

/**
 * Returns the words closest to `word`, without itself: fewest edits first, then the most frequent, then by code unit.
 * @param most most edits
 */
export function nearest(word: string, live: LiveDocuments, most: number, limit: number): string[] {
  if (most <= 0 || limit <= 0) return [];
  const { base, delta, dead } = live;
  const found: SimilarWord[] = [];
  const walk = (cursor: WordCursor): EditWalk<WordCursor> => new EditWalk(cursor, word, most, 'closed');
  const ofBase = walk(base.words());
  const ofDelta = delta && walk(delta.words());
  sideBySide(ofBase, ofDelta, (one, other) => {
    const cursor = one ?? other;
    const edits = one ? ofBase.edits : (ofDelta?.edits ?? 0);
    if (!cursor || edits === 0) return;
    const count = (one?.count ?? 0) + (other?.count ?? 0);
    const terms = dead && one && !other ? one.terms : null;
    found.push({ word: decode(cursor.bytes, cursor.length), edits, count, terms });
  });
  found.sort((a, b) => a.edits - b.edits || b.count - a.count || (a.word < b.word ? -1 : 1));
  const nearest: string[] = [];
  const isAlive = dead ? aliveIn(base.terms(), dead) : () => true;
  for (const { word, terms } of found) {
    if (nearest.length === limit) break;
    // A stop word has no terms, so it is unknown whether a live document has it.
    if (terms === null || terms.length === 0 || terms.some(isAlive)) nearest.push(word);
  }
  return nearest;
}

/** Returns a test whether a document that is not dead has a term. */
function aliveIn(cursor: TermCursor, dead: Uint8Array): (term: number) => boolean {
  const postings = newPostings();
  return (term) => {
    cursor.to(term);
    cursor.postings(postings);
    const { documents, ends } = postings;
    return documents.subarray(0, ends.at(-1)).some((document) => dead[document] !== 1);
  };
}
