/** Reads files below a folder without following links. Kept light, because a search reads the cards it shows through it. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LONGEST_CARD } from '../card/decode.js';
import { KbError } from '../errors.js';
import { causeOf, codeOf } from './errno.js';
import { NotReadable, readRegular } from './open.js';
import type { Repo } from './repo.js';

/** Synchronous reads take a fifth of the time of asynchronous ones; after this many in a row, other tasks get a turn. */
const READS_IN_A_ROW = 64;

/** Returns a function that implements `Repo.read` on a disk. */
export function readerBelow(root: string): Repo['read'] {
  let reads = 0;
  /** Folders that are not links. Cleared at the end of the event loop's turn, so that no answer is outdated. */
  const folders = new Set<string>();
  return async (file, limit = LONGEST_CARD) => {
    reads += 1;
    if (reads % READS_IN_A_ROW === 0) await nextTurn();
    if (folders.size === 0)
      setImmediate(() => {
        folders.clear();
      });
    return readBelow(root, file, limit, folders);
  };
}

/** Why a path does not name a file below the root; null if it does. */
export function pathProblem(file: string, windows: boolean): string | null {
  const names = file.split(windows ? /[/\\]/ : '/');
  if (file.includes('\0')) return 'the path contains a NUL';
  // On Windows, a colon names a drive or an alternate stream of a file.
  if (windows && file.includes(':')) return 'the path contains a colon';
  if (names.some((name) => name === '' || name === '.' || name === '..')) {
    return 'the path must lead from the root of the base to a file below it';
  }
  return null;
}

/**
 * Reads a regular file below a folder, with no link on the way. Throws KbError `io`.
 * @param folders below the root that are known not to be links; those on the way are added
 */
export function readBelow(
  root: string,
  file: string,
  limit: number,
  folders = new Set<string>(),
): Uint8Array {
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

/** Whether there is a link, or something is missing, on the way to a file below a folder. @param folders as with readBelow */
export function hasLink(top: string, file: string, folders: Set<string>): boolean {
  try {
    refuseLinks(top, file, folders);
    return false;
  } catch {
    return true;
  }
}

/** O_NOFOLLOW checks only the last name, and on Windows not even that. */
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
