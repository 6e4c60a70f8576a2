/** The interface to where the cards are: a folder of files, in git or not. */
import type { Codeowners } from '../trust/codeowners.js';

/** A file below the root that the globs select. */
export interface FileEntry {
  /** Path from the root, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Changes with every write to the file, so that an unchanged file can be recognized without opening it; absent if unknown. */
  readonly stamp?: Stamp;
  /** The git id of the content, if it is known without opening the file. */
  readonly blob?: string;
  /** Why the entry must not be opened (`it is a symbolic link, …`, `it has 300000 bytes, …`); null if it may be. */
  readonly refused: string | null;
}

/** Bytes; milliseconds since 1970 of the last change to the content and to the entry (ctime); inode number. */
export type Stamp = readonly [size: number, modified: number, changed: number, inode: number];

/** How far the clone may be behind its remote, as far as it knows: nothing here uses the network. */
export interface CloneState {
  /** Commit id of HEAD; null on an unborn branch. */
  readonly head: string | null;
  /** ISO 8601 time of the last fetch, or of the clone if there was none since; null if nothing was ever fetched. */
  readonly fetchedAt: string | null;
  /** Number of commits of the upstream that HEAD does not have; null without an upstream, or if git cannot tell. */
  readonly behind: number | null;
  readonly shallow: boolean;
}

/**
 * Receives everything a listing depends on, each just before it is looked at. Paths are relative to the root and may leave
 * it.
 */
export interface Observer {
  /** A folder whose entries are listed. */
  folder(path: string): void;
  /** A file of rules that decide which files are listed. It may not exist. */
  rules(path: string): void;
}

export interface Repo {
  /**
   * Absolute path: the folder of the config, else the root of the git work tree, else the folder where the search for them
   * began.
   */
  readonly root: string;
  /**
   * Files that the globs select and git does not ignore, sorted by path (code units); `!glob` excludes. Names that start with
   * `_` or `.`, and `node_modules`, are listed only if a glob spells them out: `_templates/*.md`. What cannot be opened (a
   * link, a device, an unreadable folder) is an entry with `refused`. Throws KbError `config` if a glob is invalid.
   * @param observer is not called if the files are not on disk
   */
  list(globs: readonly string[], observer?: Observer): Promise<readonly FileEntry[]>;
  /**
   * Reads a whole regular file of at most `limit` bytes (256 KiB by default). Throws KbError `io` if it is not such a file or
   * cannot be read.
   */
  read(path: string, limit?: number): Promise<Uint8Array>;
  /**
   * The owners that CODEOWNERS names for paths from the root of the base, without the part that kb writes, which repeats the
   * cards. The file is looked up where GitHub and GitLab look for it: from the root of the git work tree, or outside git from
   * that of the base. No owners if there is no such file or it cannot be read.
   */
  codeowners(): Promise<Codeowners>;
  /**
   * Those of the paths that are a file or a folder. A path is relative to the root of the base and may leave it
   * (`../src/a.ts`), but not the git work tree; links are not followed. Nothing is opened.
   */
  existing(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** Null outside git. */
  clone(): Promise<CloneState | null>;
  /**
   * (path, blob id) of HEAD's files that match the globs, sorted by path; null outside git, or if git cannot answer. Paths
   * and globs are relative to the root of the git work tree, which is above the base if the base is a folder in it. A plain
   * path also selects everything below it; wildcards match hidden names; the id of a link is that of its target's name, the
   * id of a submodule is that of its commit. An invalid glob selects nothing.
   */
  blobs(globs: readonly string[]): Promise<readonly (readonly [path: string, id: string])[] | null>;
}
