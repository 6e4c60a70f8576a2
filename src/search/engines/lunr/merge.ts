/** Merges several segments into one, without the documents that are gone. */
import { Assembly } from './assembly.js';
import { GatheredRows } from './gathered-rows.js';
import { inOrder } from './in-order.js';
import { MovedPart } from './moved-part.js';
import { newPostings } from './postings.js';
import type { Segment } from './segment.js';

export interface MergePart {
  readonly segment: Segment;
  /** Documents to leave out, besides those that a later part has at the same path. */
  readonly dead: Iterable<number>;
}

/**
 * Returns the bytes of a segment of the remaining documents, the same as if it was made from them, except for words:
 * segments do not record which documents have a word, so its count shrinks in proportion to those of its terms.
 * @param dead numbers of dead documents of the segment below, sorted
 */
export function merge(parts: readonly MergePart[], dead = new Uint32Array()): Uint8Array {
  const moved = parts.map(({ segment }) => new MovedPart(segment));
  const places = staying(parts, moved);
  const languages = new Set(places.map(({ part, document }) => part.segment.language(document)));
  const assembly = new Assembly([...languages].sort());
  places.forEach(({ path, part, document }, number) => {
    assembly.document({ path, ...part.move(document, number) });
  });
  mergeTerms(moved, assembly);
  mergeWords(moved, assembly);
  return assembly.finish(dead);
}

interface Place {
  readonly path: string;
  readonly part: MovedPart;
  readonly document: number;
}

/** Returns the documents that stay, sorted by path. */
function staying(parts: readonly MergePart[], moved: readonly MovedPart[]): Place[] {
  const places = new Map<string, Place>();
  moved.forEach((part, at) => {
    const gone = new Set(parts[at]?.dead);
    for (let document = 0; document < part.segment.size; document++) {
      const path = part.segment.path(document);
      if (!gone.has(document)) places.set(path, { path, part, document });
    }
  });
  return [...places.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function mergeTerms(parts: readonly MovedPart[], assembly: Assembly): void {
  const rows = new GatheredRows();
  let ordinal = 0;
  inOrder(
    parts.map((part) => ({ part, cursor: part.segment.terms(), postings: newPostings() })),
    ({ cursor }, same) => {
      for (const each of same) each.cursor.postings(each.postings);
      rows.gather(same);
      if (rows.isEmpty) return;
      for (const each of same) each.part.moveTerm(each.cursor.ordinal, each.postings, ordinal);
      assembly.term(cursor.bytes, cursor.length, rows, 0);
      ordinal++;
    },
  );
}

function mergeWords(parts: readonly MovedPart[], assembly: Assembly): void {
  inOrder(
    parts.map((part) => ({ part, cursor: part.segment.words() })),
    ({ cursor }, same) => {
      let count = 0;
      const terms = new Set<number>();
      for (const each of same) {
        count += each.part.wordCount(each.cursor);
        for (const term of each.cursor.terms) {
          const ordinal = each.part.term(term);
          if (ordinal >= 0) terms.add(ordinal);
        }
      }
      if (count > 0) {
        assembly.word(
          cursor.bytes,
          cursor.length,
          count,
          [...terms].sort((a, b) => a - b),
        );
      }
    },
  );
}
