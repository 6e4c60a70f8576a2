/** The files of HEAD in a git work tree. */
import { idOf } from './clone.js';
import { CodeFiles } from './code.js';
import { readHead } from './git-dir.js';
import { listTree } from './git-read.js';
import type { Repo } from './repo.js';

/** Returns a `blobs` for a Repo that reads the tree once per commit. */
export function blobReader(root: string, gitDir: string): Repo['blobs'] {
  let read: { readonly head: string; readonly tree: Promise<CodeFiles | null> } | undefined;
  return async (globs) => {
    const head = await idOf(root, 'HEAD', readHead(gitDir).id);
    if (head === null) return [];
    if (read?.head !== head) read = { head, tree: treeOf(root, head) };
    return (await read.tree)?.matching(globs) ?? null;
  };
}

async function treeOf(root: string, commit: string): Promise<CodeFiles | null> {
  const answer = await listTree(root, commit);
  if (!answer.ok) return null;
  const lines = answer.text.split('\0').slice(0, -1);
  return new CodeFiles(
    lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.split(/[ \t]/, 3)[2] ?? '']),
  );
}
