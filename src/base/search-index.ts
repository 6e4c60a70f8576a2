/** The search index of a base: asked as it was kept while the disk is looked at, and brought up to date where it is old. */
import { decodeRow, type KeptRow } from '../catalog/kept-row.js';
import type { Config } from '../config.js';
import type { Progress, Survey } from '../repo/cards.js';
import { startCheck } from '../repo/freshness/check.js';
import type { Seen } from '../repo/freshness/state.js';
import type { Keeping } from '../repo/keeping.js';
import { findWorkTree } from '../repo/place.js';
import type { Repo } from '../repo/repo.js';
import { lunrEngine } from '../search/engines/lunr/lunr.js';
import { openSegment } from '../search/engines/lunr/reader.js';
import { Damaged, type Source } from '../search/engines/lunr/segment.js';
import type { SearchEngine } from '../search/engine.js';
import type { Manifest, Summary } from './search-index/manifest.js';

/** Cards that can be searched and listed without being read. */
export interface CardIndex {
  readonly engine: SearchEngine;
  readonly summary: Summary;
  /** Sorted by path. */
  rows(): Promise<readonly KeptRow[]>;
}

export interface SearchIndex {
  /**
   * What the index answers. It is asked at once, while the disk is looked at; where it turns out to be old, it is asked again.
   * @param work does nothing but answer
   * @param exact looks at every file itself
   */
  ask<T>(work: (index: CardIndex) => Promise<T>, exact?: boolean): Promise<T>;
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

export function searchIndex(source: IndexSource): SearchIndex {
  let opened: Opened | null | undefined;
  let current: Promise<CardIndex> | undefined;
  const update = async (): Promise<CardIndex> => {
    const { updateIndex } = await import('./search-index/update.js');
    return updateIndex(source);
  };
  return {
    ask: async (work, exact = false) => {
      if (!exact && current === undefined) {
        try {
          opened ??= openKept(source);
          if (opened) {
            const answer = await work(opened.index);
            if (await opened.isFresh()) return answer;
          }
        } catch (error) {
          // Made anew, without a word.
          if (!(error instanceof Damaged)) throw error;
        }
      }
      return work(await (current ??= update()));
    },
  };
}

interface Opened {
  readonly index: CardIndex;
  readonly isFresh: () => Promise<boolean>;
}

/** Null where none is kept, or where a file of it is gone. Throws Damaged. */
function openKept({ repo, keeping, kept: { manifest, isOfConfig }, config }: IndexSource): Opened | null {
  if (!manifest || !isOfConfig) return null;
  const { segments, summary, state } = manifest;
  // First of all: git may run meanwhile.
  const check = startCheck(repo.root, findWorkTree(repo.root), state);
  const base = keeping.store.open(segments.base);
  const delta = segments.delta === null ? null : keeping.store.open(segments.delta);
  if (!base || (segments.delta !== null && !delta)) {
    check.stop();
    return null;
  }
  let fresh: Promise<boolean> | undefined;
  return {
    index: indexOver(base, delta, summary, config),
    isFresh: () => (fresh ??= check.verdict().then((verdict) => verdict.fresh)),
  };
}

/** Throws Damaged. */
export function indexOver(
  base: Source,
  delta: Source | null,
  summary: Summary,
  { ranking }: Config,
): CardIndex {
  const parts = { base: openSegment(base), delta: delta && openSegment(delta) };
  const engine = lunrEngine(parts, ranking.boosts);
  let rows: Promise<readonly KeptRow[]> | undefined;
  return {
    engine,
    summary,
    rows: () => (rows ??= engine.stored().then((stored) => stored.map(decodeRow))),
  };
}
