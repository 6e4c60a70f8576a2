/** The search index of a base: asked as it was kept while the disk is looked at, and brought up to date where it is old. */
import { startCheck } from '../repo/freshness/check.js';
import { findWorkTree } from '../repo/place.js';
import { Damaged } from '../search/engines/lunr/segment.js';
import { indexOver, type CardIndex, type IndexSource } from './search-index/card-index.js';
import { openPart } from './search-index/parts.js';
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
}

export function searchIndex(source: IndexSource): SearchIndex {
  let opened: Opened | null | undefined;
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
    ask: async (work, exact = false) => {
      try {
        if (!exact && current === undefined && anew === undefined) {
          opened ??= openKept(source);
          if (opened) {
            const answer = await work(opened.index);
            if (await opened.isFresh()) return answer;
          }
        }
        return await work((await update()).index);
      } catch (error) {
        if (!(error instanceof Damaged)) throw error;
      }
      // Without a word. What an update did not need of the files it would not have missed.
      return work((await update(true)).index);
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
  const base = openPart(keeping.store, segments.base);
  const delta = segments.delta === null ? null : openPart(keeping.store, segments.delta);
  if (!base || (segments.delta !== null && !delta)) {
    check.stop();
    return null;
  }
  let fresh: Promise<boolean> | undefined;
  return {
    index: indexOver(base, delta, summary, config),
    isFresh: () => (fresh ??= check.isFresh()),
  };
}
