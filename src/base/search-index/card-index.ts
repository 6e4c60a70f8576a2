/** An index of cards over its segments, and what one is made from. */
import { asKept, decodeRow, type KeptRow } from '../../catalog/kept-row.js';
import type { Config } from '../../config.js';
import type { Progress, Survey } from '../../repo/cards.js';
import type { Seen } from '../../repo/freshness/state.js';
import type { Keeping } from '../../repo/keeping.js';
import type { Repo } from '../../repo/repo.js';
import { lunrEngine } from '../../search/engines/lunr/lunr.js';
import { openSegment } from '../../search/engines/lunr/reader.js';
import type { Source } from '../../search/engines/lunr/segment.js';
import type { SearchEngine } from '../../search/engine.js';
import type { Manifest, Summary } from './manifest.js';

/** Cards that can be searched and listed without being read. */
export interface CardIndex {
  readonly engine: SearchEngine;
  readonly summary: Summary;
  /** Sorted by path. */
  rows(): Promise<readonly KeptRow[]>;
  /** The rows that have one of the texts in any of their values: much sooner than all of them. */
  rowsWith(texts: readonly string[]): Promise<readonly KeptRow[]>;
  /**
   * What is made of each row, sorted by path; undefined leaves one out. Of many thousands, those that are not kept in memory
   * cost little.
   * @param mayBe false of the text that a row is kept as: it need not be decoded
   */
  pick<T>(made: (row: KeptRow) => T | undefined, mayBe: (kept: string) => boolean): Promise<readonly T[]>;
}

/** What an index is made from. */
export interface IndexSource {
  readonly repo: Repo;
  readonly config: Config;
  /** Of the repo, or of one that notes what is listed in it. */
  readonly survey: (repo: Repo) => Promise<Survey>;
  /** Where the index is kept; a store that keeps nothing makes it anew. */
  readonly keeping: Keeping;
  readonly kept: KeptIndex;
  readonly progress: Progress;
}

/** What is known of a kept index before it is opened. */
export interface KeptIndex {
  /** Null where none is kept. */
  readonly manifest: Manifest | null;
  /** Of the file of today's config, from before it was read. */
  readonly configStamp: Seen;
  /** Today's config is that of the index. */
  readonly isOfConfig: boolean;
}

export const NOT_KEPT: KeptIndex = { manifest: null, configStamp: null, isOfConfig: false };

/** Throws Damaged. */
export function indexOver(
  base: Source,
  delta: Source | null,
  summary: Summary,
  { ranking }: Config,
): CardIndex {
  const parts = { base: openSegment(base), delta: delta && openSegment(delta) };
  const engine = lunrEngine(parts, ranking.boosts);
  const pick: CardIndex['pick'] = (made, mayBe) => engine.stored((text) => made(decodeRow(text)), mayBe);
  let rows: Promise<readonly KeptRow[]> | undefined;
  return {
    engine,
    summary,
    rows: () => (rows ??= engine.stored(decodeRow)),
    rowsWith: (texts) => {
      const written = texts.map(asKept);
      return pick(
        (row) => row,
        (kept) => written.some((text) => kept.includes(text)),
      );
    },
    pick,
  };
}
