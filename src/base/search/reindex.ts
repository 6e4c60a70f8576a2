/** Brings the index of a base up to date, and reports what was done. */
import type { Reindexed } from '../../format/reindex.js';
import type { Environment } from '../../io.js';
import { refreshGitIndex } from '../../repo/freshness/refresh.js';
import { keepingAt } from '../../repo/keeping.js';
import { storeFolder } from '../../repo/store.js';
import { whyUnkept } from '../../repo/unkept.js';
import { Damaged } from '../../search/engines/lunr/segment.js';
import { FORMAT_VERSION, segmentStats } from '../../search/engines/lunr/stats.js';
import type { Base } from '../base.js';
import type { Update } from '../search-index/update.js';

/** Updates the index, and rebuilds it if it is damaged. @param rebuild ignores the kept index */
export async function reindex(
  base: Base,
  rebuild: boolean,
  { env, home }: { readonly env: Environment; readonly home: string },
): Promise<Reindexed> {
  const { name, index } = base;
  const { root } = base.repo;
  const gitRefreshed = await refreshGitIndex(root);
  const { update, ...stats } = await index
    .update(rebuild)
    .then(withStats)
    .catch(async (error: unknown) => {
      if (!(error instanceof Damaged)) throw error;
      return withStats(await index.update(true));
    });
  const [first, second] = update.segments;
  return {
    name,
    root,
    cards: update.index.summary.cards,
    put: update.put,
    removed: update.removed,
    folder: storeFolder(root, env, home),
    bytes: first.size + (second?.size ?? 0),
    kept: update.isKept,
    reason: update.isKept ? null : await whyUnkept(root, env, home),
    gitRefreshed,
    stats: {
      format: FORMAT_VERSION,
      build: keepingAt(root, env, home).version,
      ...stats,
    },
  };
}

/** Reads the statistics of the segments. Throws Damaged. */
async function withStats(update: Update) {
  const [first, second] = update.segments;
  const languages = [...(await update.index.engine.languages())];
  return {
    update,
    base: segmentStats(first),
    delta: second ? segmentStats(second) : null,
    languages: languages.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
  };
}
