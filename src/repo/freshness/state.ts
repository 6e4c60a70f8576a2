/**
 * The state of the disk that an index was made from, as seen without opening files: kept with the index, and compared at each
 * search.
 */
import { lstatSync, type Stats } from 'node:fs';
import type { Stamp } from '../repo.js';

/** A file or folder when it was looked at: null if it was missing; `young` if the next change could leave the same stamp. */
export type Seen = Stamp | null | 'young';

/** Paths are relative to the root of the base, with `/`, and may leave it (`../.gitignore`). */
export type Watched = readonly [path: string, seen: Seen];

/** What an index depends on. Plain JSON. */
export interface State {
  /**
   * Files that decide which files are cards and what applies to them: config, `_kb.yaml`, CODEOWNERS, ignore files; a missing
   * file counts, too.
   */
  readonly inputs: readonly Watched[];
  /** Folders that were listed, shallowest first: a card that is added, deleted or renamed changes its folder. */
  readonly folders: readonly Watched[];
  /** The cards that git does not vouch for; without git, all cards. */
  readonly watched: readonly Watched[];
  readonly git: Vouching | null;
  /** The commit of HEAD (null on an unborn branch) if the index depends on it; else absent. */
  readonly head?: string | null;
}

/** What lets git vouch for the other cards: as long as its index is the same, it reports every file that has changed. */
export interface Vouching {
  /** The stamp of git's index file. */
  readonly index: Seen;
  /** The folders to ask git about, from the root of the base, with `/` at the end; '' is the root. */
  readonly roots: readonly string[];
  /** Files that are not cards and that git reported from the start. */
  readonly known: readonly string[];
}

/**
 * Milliseconds: a file that changed this shortly before it was looked at may change again within one tick of the disk's
 * clock.
 */
const TOO_YOUNG = 2500;
/** Milliseconds that the clock of a file server may be ahead. A time beyond that was made up. */
const AHEAD = 24 * 60 * 60 * 1000;

export function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): Stamp {
  return [size, mtimeMs, ctimeMs, ino];
}

/** The stamp of an entry, which may be a link; null if it does not exist or cannot be accessed. */
export function stampAt(file: string): Stamp | null {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    return stat ? stampOf(stat) : null;
  } catch {
    return null;
  }
}

/**
 * A stamp in the form to keep: `young` if a later write could leave the same one. @param now a time before the file's content
 * was read
 */
export function stableStamp(stamp: Stamp | null, now: number): Seen {
  if (stamp === null) return null;
  const [, modified, changed] = stamp;
  return [modified, changed].some((time) => time >= now - TOO_YOUNG && time < now + AHEAD) ? 'young' : stamp;
}

/** Whether an entry is unchanged. One that was young counts as changed. */
export function isSame(seen: Seen, stamp: Stamp | null): boolean {
  if (seen === null || stamp === null) return seen === stamp;
  if (seen === 'young') return false;
  // Called thousands of times per search, before the JIT has optimized it: no loop, no closure.
  return seen[0] === stamp[0] && seen[1] === stamp[1] && seen[2] === stamp[2] && seen[3] === stamp[3];
}
