/** What the clone knows of itself: its state against the upstream, and the files of HEAD. */
import { CodeFiles } from './code.js';
import { isShallow, lastFetch, readHead, readRef, upstreamOf, type RefId } from './git-dir.js';
import { countCommits, listTree, resolveCommit } from './git-read.js';
import type { CloneState, Repo } from './repo.js';

/** Read from git's files; git itself is run only where HEAD is not its upstream, or where files cannot tell. */
export async function cloneState(root: string, gitDir: string): Promise<CloneState> {
  const { branch, id } = readHead(gitDir);
  const head = await known(root, 'HEAD', id);
  const upstream = branch === null ? null : upstreamOf(gitDir, branch);
  const there = upstream === null ? null : await known(root, upstream, readRef(gitDir, upstream));
  const fetched = lastFetch(gitDir, upstream);
  return {
    head,
    fetchedAt: fetched === null ? null : new Date(fetched).toISOString(),
    behind:
      head === null || there === null ? null : there === head ? 0 : await countCommits(root, head, there),
    shallow: isShallow(gitDir),
  };
}

/** The files of HEAD in a git work tree, read once for each commit. */
export function blobReader(root: string, gitDir: string): Repo['blobs'] {
  let read: { readonly head: string; readonly tree: Promise<CodeFiles | null> } | undefined;
  return async (globs) => {
    const head = await known(root, 'HEAD', readHead(gitDir).id);
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

function known(root: string, name: string, id: RefId): Promise<string | null> {
  return id === undefined ? resolveCommit(root, name) : Promise.resolve(id);
}
