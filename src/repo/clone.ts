/** The state of the clone compared with its upstream, as far as the clone knows. */
import { isShallow, lastFetch, readHead, readRef, upstreamOf, type RefId } from './git-dir.js';
import { countCommits, resolveCommit } from './git-read.js';
import type { CloneState } from './repo.js';

/** Read from git's files; git itself is run only if HEAD and its upstream differ, or if the files cannot tell. */
export async function cloneState(root: string, gitDir: string): Promise<CloneState> {
  const { branch, id } = readHead(gitDir);
  const head = await idOf(root, 'HEAD', id);
  const upstream = branch === null ? null : upstreamOf(gitDir, branch);
  const there = upstream === null ? null : await idOf(root, upstream, readRef(gitDir, upstream));
  const fetched = lastFetch(gitDir, upstream);
  return {
    head,
    fetchedAt: fetched === null ? null : new Date(fetched).toISOString(),
    behind:
      head === null || there === null ? null : there === head ? 0 : await countCommits(root, head, there),
    shallow: isShallow(gitDir),
  };
}

/** The id of a commit; asks git if its files could not tell (`id` is undefined). */
export function idOf(root: string, name: string, id: RefId): Promise<string | null> {
  return id === undefined ? resolveCommit(root, name) : Promise.resolve(id);
}
