/**
 * Whether git can look at a work tree without running anything. `git diff-files` compares file metadata with git's index; but
 * a file as recent as the index is read, and passed through the filter that its attributes name. A config decides which
 * program that is. Git is not shown the user's config (start-git.ts); the repository's is checked here.
 */
import path from 'node:path';
import { readText, statOf } from '../open.js';
import type { WorkTree } from '../place.js';

/** Bytes of a config, at most; real ones are far shorter. */
const LONGEST = 256 * 1024;
/** Bytes of a file that holds one path. */
const POINTER = 16 * 1024;
/** Sections that name programs or other config files, and keys that move the work tree or its attributes. */
const HARMFUL = /\[\s*(?:filter|include|hook)|\b(?:attributesfile|worktree)\b/i;

/** True only if git is certain to use the same git folder and the same config files as this check. */
export function isHarmless({ root, gitDir }: WorkTree): boolean {
  if (gitDir === null) return false;
  // If `.git` were invalid, git would take a folder with a `HEAD` for a bare repository.
  if (statOf(path.join(root, 'HEAD')) !== undefined) return false;
  const isOwn = gitDir === path.join(root, '.git');
  if (!isOwn && pointerIn(path.join(root, '.git'), /^gitdir: ([^\0\r\n]*[^\0\s])\r?\n?$/) === null)
    return false;
  const common = commonOf(gitDir);
  if (common === null) return false;
  return [path.join(common, 'config'), path.join(gitDir, 'config.worktree')].every((file) => {
    const text = statOf(file) === undefined ? '' : readText(file, LONGEST);
    return text !== null && !HARMFUL.test(text);
  });
}

/** The folder of the config, parsed as strictly as git does; null if git might resolve it differently. */
function commonOf(gitDir: string): string | null {
  const file = path.join(gitDir, 'commondir');
  if (statOf(file) === undefined) return gitDir;
  const shared = pointerIn(file, /^([^\0\s](?:[^\0\r\n]*[^\0\s])?)\r?\n?$/);
  return shared === null ? null : path.resolve(gitDir, shared);
}

function pointerIn(file: string, form: RegExp): string | null {
  return form.exec(readText(file, POINTER) ?? '')?.[1] ?? null;
}
