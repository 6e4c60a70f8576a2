/** The ports to the place where cards live: a folder of files, in git or not. */

/** A file under the root that the globs select. */
export interface FileEntry {
  /** From the root, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Why the entry must not be opened (a link, a device, too large); null where it may be. */
  readonly refused: string | null;
}

/** How far the clone may be from the truth; nothing here asks the network. */
export interface CloneState {
  /** Commit id of HEAD; null on an unborn branch. */
  readonly head: string | null;
  /** ISO 8601 time of the last fetch; null where there was none. */
  readonly fetchedAt: string | null;
  /** Commits of the upstream that HEAD lacks; null without an upstream. */
  readonly behind: number | null;
  readonly shallow: boolean;
}

export interface Repo {
  /** Absolute path of the root: the git work tree's, else the folder of the config. */
  readonly root: string;
  /** Files that match one of the globs and none of the `_`-prefixed or ignored ones, sorted by path. */
  list(globs: readonly string[]): Promise<readonly FileEntry[]>;
  /** Whole file. Throws where it cannot be read. */
  read(path: string): Promise<Uint8Array>;
  /** Null outside git, and where git cannot answer. */
  clone(): Promise<CloneState | null>;
  /** (path, blob id) of HEAD's files that match the globs, sorted by path; null outside git. */
  blobs(globs: readonly string[]): Promise<readonly (readonly [path: string, id: string])[] | null>;
}
