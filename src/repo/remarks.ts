/** What to tell the user beside a commit: that it is on no branch, who else must record it, what is new, what a hook changed. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { contentOf } from './content.js';
import { readHead } from './git-dir.js';
import type { Git } from './git.js';
import { findWorkTree, isSubmodule } from './place.js';
import type { Repo } from './repo.js';
import type { Change } from './rewrite.js';
import { oneLine, quoted } from '../text/shell.js';
import { places } from './tracked.js';
import { heldIn } from './uncommitted.js';

/** What the next commit in the folder's work tree needs so that it does not get lost. */
export function commitRemarks(folder: string): string[] {
  const tree = findWorkTree(folder);
  if (!tree?.gitDir) return [];
  const remarks: string[] = [];
  const head = readHead(tree.gitDir);
  if (head.branch === null && typeof head.id === 'string') {
    const why = existsSync(path.join(tree.gitDir, 'BISECT_LOG')) ? ' by a bisect' : '';
    remarks.push(`HEAD is detached${why}: this commit is on no branch; git switch -c NAME keeps it`);
  }
  const around = isSubmodule(tree.gitDir) ? findWorkTree(path.dirname(tree.root)) : null;
  if (around) {
    const way = quoted(path.relative(around.root, tree.root).split(path.sep).join('/'));
    remarks.push(`this is a submodule: git -C ${quoted(around.root)} add ${way} records the commit there`);
  }
  return remarks;
}

/** Reports files that existed before and are in git from this commit on. */
export function newRemarks(paths: readonly string[]): string[] {
  const [first, ...more] = paths;
  if (first === undefined) return [];
  return [`new in git: ${oneLine(first)}${more.length > 0 ? ` and ${more.length} more` : ''}`];
}

/** Reports which files a hook changed after kb wrote them. If the hook left the index behind the commit, it is made to match. */
export async function hookRemarks(
  repo: Repo,
  git: Git,
  commit: string,
  changes: readonly Change[],
): Promise<string[]> {
  const paths = changes.map((change) => change.path);
  const { committed, index } = await places(git.root, commit, paths);
  const behind = paths.filter((path) => index.get(path)?.id !== committed.get(path));
  if (behind.length > 0) await git.stageAsCommitted(behind).catch(() => undefined);
  const now = await Promise.all(
    changes.map(async ({ path, after }) => ({ path, wrote: after, after: await textOf(repo, path) })),
  );
  const changed = now.filter(({ wrote, after }) => wrote !== after);
  const held = changed.length > 0 ? await heldIn(git.root, committed, changed) : new Set();
  return changed.map((file) =>
    held.has(file.path)
      ? `a hook changed ${oneLine(file.path)}: the commit contains its version`
      : `a hook changed ${oneLine(file.path)}, which is not committed: git diff -- ${quoted(file.path)}`,
  );
}

/** The text of a file; null if it does not exist. */
async function textOf(repo: Repo, file: string): Promise<string | null> {
  const bytes = await contentOf(repo, file);
  return bytes && Buffer.from(bytes).toString('utf8');
}
