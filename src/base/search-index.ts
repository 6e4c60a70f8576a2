/** The search index of a base: answers from the kept index while the disk is checked, and updates it if it is outdated. */
import { startCheck, type Check } from '../repo/freshness/check.js';
import { findWorkTree } from '../repo/place.js';
import { Damaged } from '../search/engines/lunr/segment.js';
import { indexOver, type CardIndex, type IndexSource } from './search-index/card-index.js';
import { openSegments } from './search-index/parts.js';
import type { Update } from './search-index/update.js';

export interface SearchIndex {
  /** Whether there is an index on disk, even an outdated one. */
  readonly isKept: boolean;
  /**
   * Runs `work` on the kept index while the disk is checked, and again on an updated index if the kept one is outdated.
   * @param work must have no side effects, because it may run more than once
   * @param exact checks every file itself instead of relying on git
   */
  ask<T>(work: (index: CardIndex) => Promise<T>, exact?: boolean): Promise<T>;
  /**
   * Checks every file, and brings the index up to date.
   * @param rebuild rebuilds it from the cards, ignoring the kept index
   */
  update(rebuild?: boolean): Promise<Update>;
  /**
   * Whether the disk is still as it was for the last answer, which `ask` checks only the first time. True if that is unknown.
   */
  isCurrent(): Promise<boolean>;
}

export function searchIndex(source: IndexSource): SearchIndex {
  let opened: Opened | null = null;
  let current: Promise<Update> | undefined;
  let rebuilt: Promise<Update> | undefined;
  const make = async (rebuild: boolean): Promise<Update> => {
    const { updateIndex } = await import('./search-index/update.js');
    return updateIndex(source, rebuild);
  };
  const update = (rebuild = false): Promise<Update> =>
    rebuilt ?? (rebuild ? (rebuilt = make(true)) : (current ??= make(false)));
  return {
    isKept: source.kept.manifest !== null,
    update,
    isCurrent: async () => {
      const { repo, kept } = source;
      const updating = rebuilt ?? current;
      const state = updating ? (await updating).state : opened && kept.manifest ? kept.manifest.state : null;
      return state === null || startCheck(repo.root, findWorkTree(repo.root), state).isFresh();
    },
    ask: async (work, exact = false) => {
      try {
        if (!exact && current === undefined && rebuilt === undefined) {
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
      // Rebuilds silently from the cards: a plain update might not read the damaged part, and would keep it.
      return work((await update(true)).index);
    },
  };
}

interface Opened extends Check {
  readonly index: CardIndex;
}

/** Returns null if no index with today's config is kept, or if one of its files is gone. Throws Damaged. */
function openKept({ repo, keeping, kept: { manifest, isOfConfig }, config }: IndexSource): Opened | null {
  if (!manifest || !isOfConfig) return null;
  const { segments, summary, state } = manifest;
  // Started first, so that git runs while the segments are opened.
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
