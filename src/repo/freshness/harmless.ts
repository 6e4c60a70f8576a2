/**
 * Whether git can look at a work tree without running anything. `git diff-files` compares what the disk tells of files with
 * git's index; but a file that is as young as the index it reads, and sends through the filter that its attributes name. Which
 * program that is, a config says. The user's own is kept from git (question.ts); the repository's is looked through here.
 */
import path from 'node:path';
import { readText, statOf } from '../open.js';
import type { WorkTree } from '../place.js';

/** Bytes of a config; nobody writes a longer one. */
const LONGEST = 256 * 1024;
/** Bytes of a file that holds one path. */
const POINTER = 16 * 1024;
/** Sections that name programs, or files that do; keys that put the work tree or its attributes elsewhere. */
const HARMFUL = /\[\s*(?:filter|include|hook)|\b(?:attributesfile|worktree)\b/i;

/** Only where git is sure to take the same folder for its own, and the same files for its config. */
export function isHarmless({ root, gitDir }: WorkTree): boolean {
  if (gitDir === null) return false;
  // Without a `.git` that git believes in, it would take such a folder itself for a repository.
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

/** The folder with the config, read as strictly as git does; null where the two might not agree. */
function commonOf(gitDir: string): string | null {
  const file = path.join(gitDir, 'commondir');
  if (statOf(file) === undefined) return gitDir;
  const shared = pointerIn(file, /^([^\0\s](?:[^\0\r\n]*[^\0\s])?)\r?\n?$/);
  return shared === null ? null : path.resolve(gitDir, shared);
}

function pointerIn(file: string, form: RegExp): string | null {
  return form.exec(readText(file, POINTER) ?? '')?.[1] ?? null;
}
