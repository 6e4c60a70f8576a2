/** The cards as last indexed, for shell completion: reads no card, runs no git and makes no index. */
import path from 'node:path';
import type { BaseFolder, Account } from '../base.js';
import { asKept, decodeNames, type RowNames } from '../../catalog/kept-row.js';
import { keepingAt } from '../../repo/keeping.js';
import { findRoot } from '../../repo/place.js';
import { Damaged } from '../../search/engines/lunr/segment.js';
import { indexOver } from '../search-index/card-index.js';
import { readManifest } from '../search-index/manifest.js';
import { openSegments } from '../search-index/parts.js';
import { fold } from '../../text/fold.js';

/**
 * Maps the rows of the base around a folder, sorted by path. Returns nothing if no index is kept, or if it is damaged.
 * @param from the folder that the paths of the rows are made relative to
 * @param like keeps only the rows that contain this text, in whatever case
 */
export async function keptRows<T>(
  { folder }: BaseFolder,
  from: string,
  { env, home }: Account,
  like: string,
  map: (row: RowNames) => T,
): Promise<readonly T[]> {
  const { root } = findRoot(folder);
  const { store, version } = keepingAt(root, env, home);
  const manifest = await readManifest({ store, version });
  if (!manifest) return [];
  const { segments, summary, config } = manifest;
  const parts = openSegments(store, segments);
  if (!parts) return [];
  // A path such as `../a.md` is not part of the row's path, which counts from the root.
  const isAll = like === '' || like.startsWith('.');
  const written = fold(asKept(like));
  const toRelative = relativeTo(from, root);
  try {
    return await indexOver(parts.base, parts.delta, summary, config).engine.stored(
      (kept) => {
        const row = decodeNames(kept);
        return map(toRelative === null ? row : { ...row, path: toRelative(row.path) });
      },
      (kept) => isAll || fold(kept).includes(written),
    );
  } catch (error) {
    if (error instanceof Damaged) return [];
    throw error;
  }
}

/**
 * Makes paths relative to a folder instead of the root; null if both are the same. Compares the two folders only once,
 * because there may be thousands of paths.
 */
function relativeTo(place: string, root: string): ((file: string) => string) | null {
  const up = path.relative(place, root).split(path.sep).join('/');
  const down = path.relative(root, place).split(path.sep).join('/');
  if (up === '') return null;
  const isInside = down !== '..' && !down.startsWith('../');
  return (file) => (isInside && file.startsWith(`${down}/`) ? file.slice(down.length + 1) : `${up}/${file}`);
}
