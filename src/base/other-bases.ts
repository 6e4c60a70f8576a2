/** Tells which paths belong to another base: several bases in one repository share its issue tracker. */
import path from 'node:path';
import type { Base } from './base.js';
import { pathProblem } from '../repo/below.js';
import { findRoot, findWorkTree, prefixOf } from '../repo/place.js';

const LONGEST_PATH = 4096;

/**
 * Returns a test of whether a path, from the root of the git work tree, is in another base. The paths come from issues: they
 * may be anything, and their files may be gone. A card of this base is never in another one, wherever there are configs.
 */
export async function isInOtherBase({
  repo,
  survey,
}: Pick<Base, 'repo' | 'survey'>): Promise<(file: string) => boolean> {
  const top = findWorkTree(repo.root)?.root;
  const lead = prefixOf(repo.root);
  const own = new Set((await survey()).files.map((file) => lead + file.path));
  const answers = new Map<string, boolean>();
  return (file) => {
    if (
      top === undefined ||
      own.has(file) ||
      file.length > LONGEST_PATH ||
      pathProblem(file, path.sep === '\\') !== null
    )
      return false;
    const folder = path.dirname(path.join(top, file));
    const known = answers.get(folder);
    if (known !== undefined) return known;
    const { root, config } = findRoot(folder);
    const isOtherBase = config !== null && root !== repo.root;
    answers.set(folder, isOtherBase);
    return isOtherBase;
  };
}
