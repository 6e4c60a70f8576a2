/** What an index was made of, as the disk tells it without anything being opened: kept with the index, compared at each search. */
import { lstatSync, type Stats } from 'node:fs';
import type { Stamp } from '../repo.js';

/** A file or folder when it was looked at: null where it was not there; `young` where the next change could leave the same stamp. */
export type Seen = Stamp | null | 'young';

/** Paths count from the base's root, with `/`, and may leave it (`../.gitignore`). */
export type Watched = readonly [path: string, seen: Seen];

/** JSON. */
export interface State {
  /** What decides which files are cards, and what holds for them: config, `_kb.yaml`, CODEOWNERS, ignore files; absence counts. */
  readonly inputs: readonly Watched[];
  /** Folders that were listed, shallowest first: a card that comes, goes or is renamed changes its folder. */
  readonly folders: readonly Watched[];
  /** The cards that git does not vouch for; without git all of them. */
  readonly watched: readonly Watched[];
  readonly git: Vouching | null;
  /** The commit of HEAD (null on an unborn branch), where the index depends on it; else absent. */
  readonly head?: string | null;
}

/** What lets git vouch for the other cards: as long as its index is the same, it names the files that are not as they were. */
export interface Vouching {
  /** Of git's index file. */
  readonly index: Seen;
  /** The folders that git is asked about, from the base's root, with `/` at the end; '' is the root. */
  readonly roots: readonly string[];
  /** Files that are no cards and that git named from the start. */
  readonly known: readonly string[];
}

/** Milliseconds: a file that changed so shortly before it was looked at may change again within one tick of the disk's clock. */
const TOO_YOUNG = 2500;
/** Milliseconds that the clock of another computer, which keeps the files, may be ahead. A time beyond that was made up. */
const AHEAD = 24 * 60 * 60 * 1000;

export function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): Stamp {
  return [size, mtimeMs, ctimeMs, ino];
}

/** The stamp of an entry, be it a link; null where it is not there, or closed to us. */
export function stampAt(file: string): Stamp | null {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    return stat ? stampOf(stat) : null;
  } catch {
    return null;
  }
}

/** A stamp as it may be kept. @param now a time before the file's content was read */
export function settled(stamp: Stamp | null, now: number): Seen {
  if (stamp === null) return null;
  const [, modified, changed] = stamp;
  return [modified, changed].some((time) => time >= now - TOO_YOUNG && time < now + AHEAD) ? 'young' : stamp;
}

/** Whether an entry is what it was. What was young may be anything. */
export function isSame(seen: Seen, stamp: Stamp | null): boolean {
  if (seen === null || stamp === null) return seen === stamp;
  if (seen === 'young') return false;
  // Thousands of times in a search, before the engine has made it quick: no loop, no function.
  return seen[0] === stamp[0] && seen[1] === stamp[1] && seen[2] === stamp[2] && seen[3] === stamp[3];
}
