/** Brings the index of a base up to date, and tells what became of it. */
import type { Reindexed } from '../format/reindex.js';
import type { Environment } from '../io.js';
import { refreshGitIndex } from '../repo/freshness/refresh.js';
import { keepingAt } from '../repo/keeping.js';
import { storeFolder } from '../repo/store.js';
import { whyUnkept } from '../repo/unkept.js';
import { FORMAT_VERSION, segmentStats } from '../search/engines/lunr/stats.js';
import type { Base } from './base.js';

/** @param anew uses nothing of what is kept */
export async function reindex(
  base: Base,
  anew: boolean,
  { env, home }: { readonly env: Environment; readonly home: string },
): Promise<Reindexed> {
  const { name, index } = base;
  const { root } = base.repo;
  const gitRefreshed = await refreshGitIndex(root);
  const update = await index.update(anew);
  const [first, second] = update.segments;
  const { engine, summary } = update.index;
  const languages = [...(await engine.languages())].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return {
    name,
    root,
    cards: summary.cards,
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
      base: segmentStats(first),
      delta: second ? segmentStats(second) : null,
      languages,
    },
  };
}
