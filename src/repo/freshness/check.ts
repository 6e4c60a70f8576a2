/** Whether the index is still what the disk says, in a few milliseconds: begun first thing in a search, answered when needed. */
import path from 'node:path';
import { LONGEST_CARD } from '../../card/decode.js';
import { readHead } from '../git-dir.js';
import { lstatOf } from '../open.js';
import type { WorkTree } from '../place.js';
import type { FileEntry } from '../repo.js';
import { isHarmless } from './harmless.js';
import { askDiffering, indexStamp, type Question } from './question.js';
import {
  isSame,
  settled,
  stampAt,
  stampOf,
  type Seen,
  type State,
  type Vouching,
  type Watched,
} from './state.js';

export type Verdict =
  | { readonly fresh: true }
  /** Anything may have changed: list, and compare with what is kept. */
  | { readonly fresh: false; readonly changed: null }
  /** Nothing has changed but these files. Where the index knows one of them as no card, take it for `changed: null`. */
  | {
      readonly fresh: false;
      /** To be read again: regular files, as they are now. */
      readonly changed: readonly FileEntry[];
      readonly gone: readonly string[];
      /** The state once that is done. */
      readonly next: State;
    };

export interface Check {
  /** The answer. @param shown cards that will be shown, with the stamps that the index has of them */
  verdict(shown?: readonly Watched[]): Promise<Verdict>;
  /** Where nobody wants to know any more. */
  stop(): void;
}

const ANYTHING: Verdict = { fresh: false, changed: null };

/**
 * Begins to compare. Where the state needs git, it runs meanwhile.
 * @param tree the work tree around the root; null outside git
 */
export function startCheck(root: string, tree: WorkTree | null, state: State): Check {
  const { git, watched } = state;
  const question = git && tree ? ask(root, tree, git) : null;
  return {
    stop: () => question?.stop(),
    verdict: async (shown = []) => {
      const now = Date.now();
      if ((git && !question) || !isAsBefore(root, tree, state)) {
        question?.stop();
        return ANYTHING;
      }
      const differs = ([file, seen]: Watched): boolean => !isSame(seen, stampAt(`${root}/${file}`));
      const others = [...watched.filter(differs), ...shown.filter(differs)];
      if (git && tree && question) {
        const differing = await question.answer;
        // Had an edit been staged since we looked, git would not call the file different.
        if (differing === null || !isIndex(tree, git)) return ANYTHING;
        others.push(...newlyDiffering(differing, state));
      }
      return others.length === 0 ? { fresh: true } : verdictOn(others, root, state, now);
    },
  };
}

/** Null where git cannot vouch. Its index must be the same: what it does not name is then as it was. */
function ask(root: string, tree: WorkTree, git: Vouching): Question | null {
  if (!isIndex(tree, git) || !isHarmless(tree)) return null;
  return askDiffering({ tree, root, folders: git.roots });
}

function isIndex(tree: WorkTree, { index }: Vouching): boolean {
  return isSame(index, indexStamp(tree));
}

function isAsBefore(root: string, tree: WorkTree | null, { inputs, folders, head }: State): boolean {
  if (!inputs.every(([file, seen]) => isSame(seen, stampAt(path.resolve(root, file))))) return false;
  if (!folders.every(([folder, seen]) => isSame(seen, stampAt(`${root}/${folder}`)))) return false;
  return head === undefined || (tree?.gitDir != null && readHead(tree.gitDir).id === head);
}

/** What git names now and did not name at first; cards that it named then are watched. */
function newlyDiffering(differing: readonly string[], { git, watched }: State): Watched[] {
  if (differing.length === 0) return [];
  const known = new Set([...(git?.known ?? []), ...watched.map(([file]) => file)]);
  return differing.filter((file) => !known.has(file)).map((file) => [file, 'young']);
}

/** The files again, so that they can be read, or why that is not enough. */
function verdictOn(others: readonly Watched[], root: string, state: State, now: number): Verdict {
  const changed: FileEntry[] = [];
  const gone: string[] = [];
  const seen = new Map<string, Seen>(state.watched);
  for (const [path, before] of new Map(others)) {
    const stat = lstatOf(`${root}/${path}`);
    // Only a listing can say what is new, and why something cannot be read.
    if (stat && (before === null || !stat.isFile() || stat.size > LONGEST_CARD)) return ANYTHING;
    if (!stat && path.includes('\uFFFD')) return ANYTHING;
    if (stat) changed.push({ path, size: stat.size, stamp: stampOf(stat), refused: null });
    else gone.push(path);
    seen.set(path, stat ? settled(stampOf(stat), now) : null);
  }
  return { fresh: false, changed, gone, next: { ...state, watched: [...seen] } };
}
