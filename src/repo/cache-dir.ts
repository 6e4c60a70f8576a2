/** Where derived files go. A search never writes into anybody's tree. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Place } from './place.js';

/** `kb/` in the git folder of the work tree; outside git a folder of the user's cache, named by the root. */
export function cacheDir(
  place: Place,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (place.gitDir !== null) return path.join(place.gitDir, 'kb');
  const named = [env['XDG_CACHE_HOME'], env['LOCALAPPDATA']].find(
    (folder) => folder && path.isAbsolute(folder),
  );
  const name = createHash('sha256').update(place.root).digest('hex').slice(0, 16);
  return path.join(named ?? path.join(home, '.cache'), 'kb', name);
}
