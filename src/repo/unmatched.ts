/** Finds globs that no longer match any code. */
import { plainStart } from '../card/glob.js';
import { prefixOf } from './place.js';
import type { Repo } from './repo.js';

/**
 * Those of the globs (see `blobs` of Repo) that match no file of HEAD; none if HEAD has no files. A glob of a file or folder
 * that is on disk but not in HEAD is left out: it may match new files.
 */
export async function unmatchedGlobs(repo: Repo, globs: Iterable<string>): Promise<ReadonlySet<string>> {
  const isEmpty = async (glob: string): Promise<boolean> => (await repo.blobs([glob]))?.length === 0;
  /** Glob → a place in which HEAD has no file either; '' if it has some. */
  const unmatched = new Map<string, string>();
  for (const glob of new Set(globs)) {
    if (glob.startsWith('!') || !(await isEmpty(glob))) continue;
    const place = /[*?[\]{}]/.test(glob) ? plainStart(glob).slice(0, -1) : glob;
    unmatched.set(glob, place !== '' && (await isEmpty(place)) ? place : '');
  }
  if (unmatched.size === 0 || (await isEmpty('**'))) return new Set();
  const up = '../'.repeat(prefixOf(repo.root).split('/').length - 1);
  const places = [...unmatched.values()].filter(Boolean).map((place) => up + place);
  const there = await repo.existing(places);
  return new Set([...unmatched].flatMap(([glob, place]) => (there.has(up + place) ? [] : [glob])));
}
