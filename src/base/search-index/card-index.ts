/** The index of cards over its segments, and what it is made from. */
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
  /** All rows, sorted by path. */
  rows(): Promise<readonly KeptRow[]>;
  /** The rows that contain one of the texts in any value; much faster than decoding all rows. */
  rowsWith(texts: readonly string[]): Promise<readonly KeptRow[]>;
  /**
   * Maps the rows, sorted by path; `undefined` leaves one out. Rows that are left out take no memory, so many thousands are fine.
   * @param mayBe false for the encoded text of a row that need not be decoded
   */
  pick<T>(map: (row: KeptRow) => T | undefined, mayBe: (kept: string) => boolean): Promise<readonly T[]>;
}

/** What an index is made from. */
export interface IndexSource {
  readonly repo: Repo;
  readonly config: Config;
  /** Surveys the repo, or a wrapper that records what is listed. */
  readonly survey: (repo: Repo) => Promise<Survey>;
  /** Where the index is kept; NOWHERE means that it is always made from the cards. */
  readonly keeping: Keeping;
  readonly kept: KeptIndex;
  readonly progress: Progress;
}

/** What is known about a kept index before it is opened. */
export interface KeptIndex {
  /** Null if no index is kept. */
  readonly manifest: Manifest | null;
  /** The stamp of the current config file, taken before it was read; null without a file. */
  readonly configStamp: Seen;
  /** Whether the index was made with the current config. */
  readonly isOfConfig: boolean;
}

export const NOT_KEPT: KeptIndex = { manifest: null, configStamp: null, isOfConfig: false };

/** Opens the index over its segments. Throws Damaged. */
export function indexOver(
  base: Source,
  delta: Source | null,
  summary: Summary,
  { ranking }: Config,
): CardIndex {
  const parts = { base: openSegment(base), delta: delta && openSegment(delta) };
  const engine = lunrEngine(parts, ranking.boosts);
  const pick: CardIndex['pick'] = (map, mayBe) => engine.stored((text) => map(decodeRow(text)), mayBe);
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
