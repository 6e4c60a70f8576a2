/** A Repo over a folder that loads its parts on first use: a search with an index lists no files and needs no globs. */
import { readerBelow } from './below.js';
import { cloneState } from './clone.js';
import { findWorkTree } from './place.js';
import type { Repo } from './repo.js';

/** The same Repo as `diskRepo` (disk.ts) returns. */
export function repoAt(root: string): Repo {
  const gitDir = findWorkTree(root)?.gitDir ?? null;
  let opened: Promise<Repo> | undefined;
  const disk = (): Promise<Repo> => (opened ??= import('./disk.js').then(({ diskRepo }) => diskRepo(root)));
  return {
    root,
    list: async (...args) => (await disk()).list(...args),
    read: readerBelow(root),
    codeowners: async () => (await disk()).codeowners(),
    existing: async (...args) => (await disk()).existing(...args),
    clone: () => (gitDir === null ? Promise.resolve(null) : cloneState(root, gitDir)),
    blobs: async (...args) => (await disk()).blobs(...args),
  };
}
