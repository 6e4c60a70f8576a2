/** What the clone knows of itself: its state against the upstream, and the files of HEAD. */
import { isShallow, lastFetch, readHead, readRef, upstreamOf, type RefId } from './git-dir.js';
import { countCommits, listTree, resolveCommit } from './git-read.js';
import type { CloneState, Repo } from './repo.js';
import { globProblem, select } from './select.js';

type Blob = readonly [path: string, id: string];

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
  let read: { readonly head: string; readonly tree: Promise<readonly Blob[] | null> } | undefined;
  return async (globs) => {
    const head = await known(root, 'HEAD', readHead(gitDir).id);
    if (head === null) return [];
    if (read?.head !== head) read = { head, tree: treeOf(root, head) };
    const selects = codeSelector(globs);
    return (await read.tree)?.filter(([file]) => selects(file)) ?? null;
  };
}

/** Which paths, from the root of a work tree, globs of code select (see `blobs` of Repo). */
export function codeSelector(globs: readonly string[]): (path: string) => boolean {
  const valid = globs.filter((glob) => globProblem(glob) === null);
  return select(valid.flatMap(withContent), { hidden: true }).selects;
}

async function treeOf(root: string, commit: string): Promise<readonly Blob[] | null> {
  const answer = await listTree(root, commit);
  if (!answer.ok) return null;
  return answer.text
    .split('\0')
    .slice(0, -1)
    .map((line): Blob => [line.slice(line.indexOf('\t') + 1), line.split(/[ \t]/, 3)[2] ?? ''])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `src/billing` stands for the folder's content as well. */
function withContent(glob: string): string[] {
  return /[*?[\]{}]|\/$/.test(glob) ? [glob] : [glob, `${glob}/**`];
}

function known(root: string, name: string, id: RefId): Promise<string | null> {
  return id === undefined ? resolveCommit(root, name) : Promise.resolve(id);
}
