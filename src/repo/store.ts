/**
 * Keeps data between runs: named files outside the work tree that may disappear at any time and that only this user may
 * write.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomic } from './atomic.js';
import { ownCommonDir, ownGitDir } from './own-git-dir.js';
import { lstatOf, openRegular, readRegular } from './open.js';
import { findWorkTree, pathSegments, type WorkTree } from './place.js';

export interface Store {
  /**
   * Null if there is no such file, or it cannot or must not be read.
   * @param limit bytes; a larger file is not read
   */
  read(name: string, limit?: number): Promise<Uint8Array | null>;
  /** Opens a large file to read parts of it; null as with `read`. The caller must close it. */
  open(name: string): StoredFile | null;
  /** Sorted. */
  list(): Promise<readonly string[]>;
  /** Readers see the old bytes or the new ones. False if nothing could be written, which is no error: it will be made again. */
  writeAtomic(name: string, bytes: Uint8Array): Promise<boolean>;
  /**
   * Removes a file; does nothing if that fails.
   * @param age milliseconds since it was last written, at least; 0 by default
   */
  remove(name: string, age?: number): Promise<void>;
}

/** A file of a store as it was when opened, even if it has been replaced since. */
export interface StoredFile {
  /** Bytes. */
  readonly size: number;
  /**
   * Set by the file system (ctime in milliseconds): neither part can be chosen, or predicted on another computer.
   * A file that is moved keeps both; a copied or unpacked one has others.
   */
  readonly stamp: readonly [inode: number, changed: number];
  /** Throws the system's error, or a RangeError if the file has no such part. */
  read(at: number, length: number): Uint8Array;
  close(): void;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Bytes of the largest file that is read. */
const LONGEST = 1024 * 1024 * 1024;
/** Cannot lead out of the folder, and excludes dot files, which are temporary ones. */
const NAME = /^[a-z0-9][a-z0-9.-]*$/;

/** A store that keeps nothing. */
export const noStore: Store = {
  read: () => Promise.resolve(null),
  open: () => null,
  list: () => Promise.resolve([]),
  writeAtomic: () => Promise.resolve(false),
  remove: () => Promise.resolve(),
};

/** The same store, but read-only. */
export function readOnly(store: Store): Store {
  return { ...store, writeAtomic: () => Promise.resolve(false), remove: () => Promise.resolve() };
}

/** Files in a folder, which is created when the first one is written. Links and entries of another user are not touched. */
export function diskStore(folder: string): Store {
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- an error of the disk is an answer
    read: async (name, limit = LONGEST) => {
      if (!NAME.test(name) || !isOurs(folder) || !isOurs(path.join(folder, name))) return null;
      try {
        return readRegular(path.join(folder, name), Math.min(limit, LONGEST), 'refuse');
      } catch {
        return null;
      }
    },
    open: (name) => {
      if (!NAME.test(name) || !isOurs(folder) || !isOurs(path.join(folder, name))) return null;
      try {
        return openRegular(path.join(folder, name));
      } catch {
        return null;
      }
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- as with read
    list: async () => {
      try {
        return isOurs(folder)
          ? readdirSync(folder)
              .filter((name) => NAME.test(name))
              .sort()
          : [];
      } catch {
        return [];
      }
    },
    writeAtomic: async (name, bytes) => {
      if (!NAME.test(name)) return false;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!isOurs(folder)) return false;
        await writeAtomic(path.join(folder, name), bytes, { mode: 0o600 });
        return true;
      } catch {
        return false;
      }
    },
    remove: async (name, age = 0) => {
      const file = path.join(folder, name);
      if (!NAME.test(name) || !isOurs(folder)) return;
      if (age > 0 && Date.now() - (lstatOf(file)?.mtimeMs ?? 0) < age) return;
      await rm(file, { force: true }).catch(() => undefined);
    },
  };
}

/** Whether a file or folder exists, is not a link, and belongs to this user (on systems that have users). */
export function isOurs(file: string): boolean {
  const stat = lstatOf(file);
  if (!stat || stat.isSymbolicLink()) return false;
  return process.getuid === undefined || stat.uid === process.getuid();
}

/**
 * Where the base at `root` has its store: in the git folder of its work tree, separate for each base below the root of the
 * tree; outside git, and if the git folder does not name the tree, in the user's cache folder.
 */
export function storeFolder(root: string, env: Environment, home: string): string {
  return folderFor(root, env, home, ownGitDir);
}

/** The same for data that all work trees of a clone share and that outlives each of them. */
export function sharedFolder(root: string, env: Environment, home: string): string {
  return folderFor(root, env, home, ownCommonDir);
}

function folderFor(
  root: string,
  env: Environment,
  home: string,
  choose: (tree: WorkTree) => string | null,
): string {
  const tree = findWorkTree(root);
  const gitDir = tree && choose(tree);
  if (tree && gitDir !== null) {
    const way = pathSegments(tree.root, root);
    return path.join(gitDir, way.length === 0 ? 'kb' : `kb-${digest(way.join('/'))}`);
  }
  return path.join(userFolder(env, home), digest(root));
}

/** kb's own folder in the user's cache folder. */
export function userFolder(env: Environment, home: string): string {
  // The XDG standard demands that a relative path be ignored.
  const given = [env['XDG_CACHE_HOME'], process.platform === 'win32' ? env['LOCALAPPDATA'] : undefined];
  return path.join(given.find((each) => each && path.isAbsolute(each)) ?? path.join(home, '.cache'), 'kb');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
