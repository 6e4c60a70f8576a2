/**
 * Files that git has but the work tree does not: left out by a sparse checkout, deleted but not committed, or in a submodule
 * that is not fetched.
 */
import path from 'node:path';
import { ask, listTree, type GitTrouble } from './git-read.js';
import { findWorkTree, prefixOf } from './place.js';
import type { Repo } from './repo.js';
import { select } from './select.js';

/** What is missing from the work tree, as sorted paths from the root of the base. */
export interface MissingFiles {
  readonly files: readonly string[];
  /** Folders that are another repository and are not checked out here. */
  readonly submodules: readonly string[];
}

/**
 * Those of the files in a commit or in the index that the globs select and that are not on disk.
 * @param present paths that are known to be on disk and need no check
 */
export async function missingFiles(
  repo: Repo,
  commit: string,
  globs: readonly string[],
  present: ReadonlySet<string>,
): Promise<({ readonly ok: true } & MissingFiles) | GitTrouble> {
  const top = findWorkTree(repo.root)?.root ?? repo.root;
  const committed = await listTree(top, commit);
  if (!committed.ok) return committed;
  const staged = await ask(top, ['ls-files', '--stage', '-z', '--']);
  if (!staged.ok) return staged;
  const lead = prefixOf(repo.root);
  const selection = select(globs);
  const isOpen = select(['**', ...globs.filter((glob) => glob.startsWith('!'))], { hidden: true }).selects;
  const files = new Set<string>();
  const submodules = new Set<string>();
  for (const line of `${committed.text}${staged.text}`.split('\0')) {
    const whole = line.slice(line.indexOf('\t') + 1);
    if (line === '' || !whole.startsWith(lead)) continue;
    const file = whole.slice(lead.length);
    if (line.startsWith('160000 ')) {
      // The names inside are unknown: it counts if a glob may reach into it and no `!glob` excludes all of it.
      const mayHave = selection.enters(file) && isOpen(`${file}/any`);
      if (mayHave && !isWorkTree(path.join(repo.root, file))) submodules.add(file);
    } else if (!present.has(file) && selection.selects(file)) files.add(file);
  }
  const there = await repo.existing([...files]);
  return {
    ok: true,
    files: [...files].filter((file) => !there.has(file)).sort(),
    submodules: [...submodules].sort(),
  };
}

function isWorkTree(folder: string): boolean {
  return findWorkTree(folder)?.root === folder;
}
