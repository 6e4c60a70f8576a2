/** The base's files on disk: a Repo over a folder, in git or not. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LONGEST_CARD } from '../card/decode.js';
import { KbError } from '../errors.js';
import { LONGEST_CODEOWNERS, withoutPart } from '../trust/codeowners-part.js';
import { CODEOWNERS_FILES, parseCodeowners, type Codeowners } from '../trust/codeowners.js';
import { blobReader, cloneState } from './clone.js';
import { causeOf, codeOf } from './errno.js';
import { lstatOf, NotReadable, readRegular } from './open.js';
import { findWorkTree, wayDown } from './place.js';
import type { Repo } from './repo.js';
import { listFiles } from './walk.js';

/** Reading is synchronous, which takes a fifth of the time; after so many files in a row others get a turn. */
const READS_IN_A_ROW = 64;

/** The Repo port on a folder. Links are not followed, and only regular files are opened. */
export function diskRepo(root: string): Repo {
  const tree = findWorkTree(root);
  const gitDir = tree?.gitDir ?? null;
  let reads = 0;
  /** Folders that are no links. Forgotten when the event loop turns, so that no answer is old. */
  const folders = new Set<string>();
  return {
    root,
    // eslint-disable-next-line @typescript-eslint/require-await -- an error of listFiles is a rejection
    list: async (globs, observer) => listFiles(root, tree, globs, { observer }),
    read: async (file, limit = LONGEST_CARD) => {
      reads += 1;
      if (reads % READS_IN_A_ROW === 0) await nextTurn();
      if (folders.size === 0)
        setImmediate(() => {
          folders.clear();
        });
      return readFile(root, file, folders, limit);
    },
    codeowners: () => {
      const top = tree?.root ?? root;
      return readCodeowners((file) => readFile(top, file, new Set(), LONGEST_CODEOWNERS), wayDown(top, root));
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- as with list
    existing: async (paths) => existing(root, tree?.root ?? root, paths),
    clone: () => (gitDir === null ? Promise.resolve(null) : cloneState(root, gitDir)),
    blobs: gitDir === null ? () => Promise.resolve(null) : blobReader(root, gitDir),
  };
}

/** Why a path is none of a file below the root; null where it is one. */
export function pathProblem(file: string, windows: boolean): string | null {
  const names = file.split(windows ? /[/\\]/ : '/');
  if (file.includes('\0')) return 'the path holds a NUL';
  // A colon opens a drive or a second stream of a file there.
  if (windows && file.includes(':')) return 'the path holds a colon';
  if (names.some((name) => name === '' || name === '.' || name === '..')) {
    return 'the path must lead from the root of the base to a file below it';
  }
  return null;
}

function readFile(root: string, file: string, folders: Set<string>, limit: number): Uint8Array {
  const problem = pathProblem(file, path.sep === '\\');
  if (problem !== null) throw unreadable(file, problem);
  try {
    refuseLinks(root, file, folders);
    return readRegular(path.join(root, file), limit, 'refuse');
  } catch (error) {
    if (error instanceof NotReadable) throw unreadable(file, error.message);
    if (codeOf(error) === undefined) throw error;
    throw unreadable(file, causeOf(error));
  }
}

/** @param top the folder that no path leaves */
function existing(root: string, top: string, paths: readonly string[]): ReadonlySet<string> {
  // The way down to the base was chosen, whatever it is made of.
  const folders = new Set(wayDown(top, root).map((_, depth, names) => names.slice(0, depth + 1).join('/')));
  return new Set(
    paths.filter((each) => {
      const file = path.resolve(root, each);
      if (each.includes('\0') || (file !== top && !file.startsWith(top + path.sep))) return false;
      const stat = lstatOf(file);
      if (stat === undefined || !(stat.isFile() || stat.isDirectory())) return false;
      return !hasLink(top, file.slice(top.length + 1).replaceAll(path.sep, '/'), folders);
    }),
  );
}

function hasLink(top: string, file: string, folders: Set<string>): boolean {
  try {
    refuseLinks(top, file, folders);
    return false;
  } catch {
    return true;
  }
}

/**
 * What CODEOWNERS says, with paths that count from the base.
 * @param read a file from the folder in which forges look
 * @param way from that folder down to the base
 */
export async function readCodeowners(
  read: (file: string) => Uint8Array | Promise<Uint8Array>,
  way: readonly string[],
): Promise<Codeowners> {
  const lead = way.map((name) => `${name}/`).join('');
  for (const file of CODEOWNERS_FILES) {
    try {
      const { names, ownersOf } = parseCodeowners(withoutPart(new TextDecoder().decode(await read(file))));
      return { names, ownersOf: (path) => ownersOf(lead + path) };
    } catch (error) {
      if (!(error instanceof KbError)) throw error;
    }
  }
  return { names: new Set(), ownersOf: () => [] };
}

/** O_NOFOLLOW guards the last name only, and on Windows not even that. */
function refuseLinks(root: string, file: string, folders: Set<string>): void {
  for (let at = file.indexOf('/'); at !== -1; at = file.indexOf('/', at + 1)) {
    const folder = file.slice(0, at);
    if (folders.has(folder)) continue;
    if (lstatSync(path.join(root, folder)).isSymbolicLink()) {
      throw new NotReadable(`${folder} is a symbolic link, which is not followed`);
    }
    folders.add(folder);
  }
  if (path.sep === '\\' && lstatSync(path.join(root, file)).isSymbolicLink()) {
    throw new NotReadable('it is a symbolic link, which is not followed');
  }
}

/** The error for a file that must not or cannot be read. */
export function unreadable(file: string, why: string): KbError {
  return new KbError('io', `${file} cannot be read: ${why}`);
}
