/** The search index of a base: asked as it was kept while the disk is looked at, and brought up to date where it is old. */
import { startCheck, type Check } from '../repo/freshness/check.js';
import { findWorkTree } from '../repo/place.js';
import { Damaged } from '../search/engines/lunr/segment.js';
import { indexOver, type CardIndex, type IndexSource } from './search-index/card-index.js';
import { openSegments } from './search-index/parts.js';
import type { Update } from './search-index/update.js';

export interface SearchIndex {
  /** There is one on disk, be it old. */
  readonly isKept: boolean;
  /**
   * What the index answers. It is asked at once, while the disk is looked at; where it turns out to be old, it is asked again.
   * @param work does nothing but answer
   * @param exact looks at every file itself
   */
  ask<T>(work: (index: CardIndex) => Promise<T>, exact?: boolean): Promise<T>;
  /**
   * Looks at every file, and brings the index up to date.
   * @param anew makes it of the cards alone, whatever is kept
   */
  update(anew?: boolean): Promise<Update>;
  /**
   * Whether the disk still is what the last answer was made of: an index that has answered once is not compared again.
   * True if nobody can tell.
   */
  isCurrent(): Promise<boolean>;
}

export function searchIndex(source: IndexSource): SearchIndex {
  let opened: Opened | null = null;
  let current: Promise<Update> | undefined;
  let anew: Promise<Update> | undefined;
  const make = async (isAnew: boolean): Promise<Update> => {
    const { updateIndex } = await import('./search-index/update.js');
    return updateIndex(source, isAnew);
  };
  const update = (isAnew = false): Promise<Update> =>
    anew ?? (isAnew ? (anew = make(true)) : (current ??= make(false)));
  return {
    isKept: source.kept.manifest !== null,
    update,
    isCurrent: async () => {
      const { repo, kept } = source;
      const made = anew ?? current;
      const state = made ? (await made).state : opened && kept.manifest ? kept.manifest.state : null;
      return state === null || startCheck(repo.root, findWorkTree(repo.root), state).isFresh();
    },
    ask: async (work, exact = false) => {
      try {
        if (!exact && current === undefined && anew === undefined) {
          const kept = (opened ??= openKept(source));
          if (kept) {
            const answer = await work(kept.index);
            if (await kept.isFresh()) return answer;
            opened = null;
          }
        }
        return await work((await update()).index);
      } catch (error) {
        opened?.stop();
        opened = null;
        if (!(error instanceof Damaged)) throw error;
      }
      // Without a word. What an update did not need of the files it would not have missed.
      return work((await update(true)).index);
    },
  };
}

interface Opened extends Check {
  readonly index: CardIndex;
}

/** Null where none is kept, or where a file of it is gone. Throws Damaged. */
function openKept({ repo, keeping, kept: { manifest, isOfConfig }, config }: IndexSource): Opened | null {
  if (!manifest || !isOfConfig) return null;
  const { segments, summary, state } = manifest;
  // First of all: git may run meanwhile.
  const check = startCheck(repo.root, findWorkTree(repo.root), state);
  let fresh: Promise<boolean> | undefined;
  try {
    const parts = openSegments(keeping.store, segments);
    if (parts) {
      const index = indexOver(parts.base, parts.delta, summary, config);
      return { ...check, index, isFresh: () => (fresh ??= check.isFresh()) };
    }
  } catch (error) {
    check.stop();
    throw error;
  }
  check.stop();
  return null;
}
