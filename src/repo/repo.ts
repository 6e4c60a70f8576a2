/** The port to the place where cards live: a folder of files, in git or not. */
import type { Codeowners } from '../trust/codeowners.js';

/** A file below the root that the globs select. */
export interface FileEntry {
  /** From the root, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** What changes with every write to the file, where the place knows: enough to tell a file that is the same as before unopened. */
  readonly stamp?: Stamp;
  /** The git id of the content, where the place knows it unopened. */
  readonly blob?: string;
  /** Why the entry must not be opened (`it is a symbolic link, …`, `it has 300000 bytes, …`); null where it may be. */
  readonly refused: string | null;
}

/** Bytes; milliseconds since 1970 of the last change to the content, and to the entry; the number of the file on its disk. */
export type Stamp = readonly [size: number, modified: number, changed: number, inode: number];

/** How far the clone may be from the truth; nothing here asks the network. */
export interface CloneState {
  /** Commit id of HEAD; null on an unborn branch. */
  readonly head: string | null;
  /** ISO 8601 time of the last fetch, or of the clone where there was none since; null where nothing was ever fetched. */
  readonly fetchedAt: string | null;
  /** Commits of the upstream that HEAD lacks; null without an upstream, and where git cannot tell. */
  readonly behind: number | null;
  readonly shallow: boolean;
}

/** Is told what a listing depends on, each thing just before it is looked at. Paths count from the root and may leave it. */
export interface Observer {
  /** A folder whose entries are listed. */
  folder(path: string): void;
  /** A file of rules about which others are listed. It may not be there. */
  rules(path: string): void;
}

export interface Repo {
  /** Absolute path: the folder of the config, else the git work tree's root, else where the search for them began. */
  readonly root: string;
  /**
   * Files that the globs select and git does not ignore, sorted by path (code units); `!glob` takes away. Names that start
   * with `_` or `.`, and `node_modules`, only where a glob spells them: `_templates/*.md`. What cannot be opened (a link, a
   * device, a folder that is closed to us) is an entry with `refused`. Throws KbError `config` on a glob that is none.
   * @param observer is told nothing where files lie on no disk
   */
  list(globs: readonly string[], observer?: Observer): Promise<readonly FileEntry[]>;
  /**
   * Whole file, regular and of at most `limit` bytes (256 KiB). Throws KbError `io` where it is not, and where it cannot be
   * read.
   */
  read(path: string, limit?: number): Promise<Uint8Array>;
  /**
   * What CODEOWNERS says of paths from the base's root, apart from the part that kb writes there: that repeats the cards. The
   * file lies where forges look for it: from the root of the git work tree, outside git from the base's. Nobody where no such
   * file can be read.
   */
  codeowners(): Promise<Codeowners>;
  /**
   * Those of the paths that are a file or a folder. A path counts from the base's root and may leave it (`../src/a.ts`), but
   * not the git work tree; links are not followed. Nothing is opened.
   */
  existing(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** Null outside git. */
  clone(): Promise<CloneState | null>;
  /**
   * (path, blob id) of HEAD's files that match the globs, sorted by path; null outside git, and where git cannot answer.
   * Paths and globs count from the root of the git work tree, above the base where the base is a folder in it.
   * A plain path selects what lies below it too; wildcards reach hidden names; a link's id is that of its target's name, a
   * submodule's that of its commit. A glob that is none selects nothing.
   */
  blobs(globs: readonly string[]): Promise<readonly (readonly [path: string, id: string])[] | null>;
}
