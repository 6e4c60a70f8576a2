/** Checks that a work tree and its git folder name each other: the content of `.git` alone could come from an archive. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { configOf } from './git-config.js';
import { lstatOf, readText } from './open.js';
import { commonDir, type WorkTree } from './place.js';

/** Bytes of a file that holds one path. */
const POINTER = 16 * 1024;

/**
 * The git folder of a work tree if it is inside the tree, or belongs to a linked work tree or a submodule and names the tree;
 * else null. A `.git` that is a link is refused: it may lead anywhere.
 */
export function ownGitDir({ root, gitDir }: WorkTree): string | null {
  if (gitDir === null || lstatOf(path.join(root, '.git'))?.isSymbolicLink() !== false) return null;
  if (gitDir === path.join(root, '.git')) return gitDir;
  const back = readText(path.join(gitDir, 'gitdir'), POINTER)?.trim();
  if (back) return isSame(path.resolve(gitDir, back), path.join(root, '.git')) ? gitDir : null;
  const tree = /^[ \t]*worktree[ \t]*=(.*)$/im.exec(configOf(gitDir))?.[1]?.trim();
  return tree && isSame(path.resolve(gitDir, unquoted(tree)), root) ? gitDir : null;
}

/** The git folder that all work trees of the clone share, if its folder of work trees contains this one; else null. */
export function ownCommonDir(tree: WorkTree): string | null {
  const gitDir = ownGitDir(tree);
  const common = gitDir === null ? null : commonDir(gitDir);
  if (gitDir === null || common === null || common === gitDir) return common;
  return isSame(path.dirname(gitDir), path.join(common, 'worktrees')) ? common : null;
}

/** Decodes a value in the syntax that `git config` writes. */
function unquoted(value: string): string {
  return value.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1');
}

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
