/** Statistics of a segment: what it contains and the size of each part. */
import { readLayout, type Layout } from './layout.js';
import { PagedReader } from './paged.js';
import type { Source } from './segment.js';

export { FORMAT_VERSION } from './layout.js';

export interface SegmentStats {
  readonly documents: number;
  /** Documents of the segment below that are gone or replaced by this segment. */
  readonly dead: number;
  readonly terms: number;
  readonly words: number;
  readonly bytes: number;
  /** Bytes of each part, without checksums and header. */
  readonly parts: Readonly<Record<SegmentPart, number>>;
}

export type SegmentPart = 'documents' | 'terms' | 'words' | 'lengths' | 'languages' | 'dead';

/** Returns the statistics of a segment. Throws Damaged if its layout cannot be read. */
export function segmentStats(source: Source): SegmentStats {
  const { documents, terms, words, lengths, languages, dead } = readLayout(new PagedReader(source));
  return {
    documents: documents.count,
    dead: dead.size / 4,
    terms: terms.count,
    words: words.count,
    bytes: source.size,
    parts: {
      documents: bytesOf(documents),
      terms: bytesOf(terms),
      words: bytesOf(words),
      lengths: sum(lengths),
      languages: languages.size,
      dead: dead.size,
    },
  };
}

function bytesOf({ levels, values }: Layout['terms']): number {
  return sum(levels) + values.size;
}

function sum(parts: readonly { readonly size: number }[]): number {
  return parts.reduce((total, { size }) => total + size, 0);
}
