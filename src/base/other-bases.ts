/** Several bases in one repository share its tracker: which paths are those of another base. */
import path from 'node:path';
import type { Base } from './base.js';
import { pathProblem } from '../repo/below.js';
import { findRoot, findWorkTree, prefixOf } from '../repo/place.js';

const LONGEST_PATH = 4096;

/**
 * For paths from the root of the git work tree, of files that may be gone; an issue may name any. A card of this base is never
 * one of another, wherever a config lies.
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
    const isOther = config !== null && root !== repo.root;
    answers.set(folder, isOther);
    return isOther;
  };
}
