/** Whether the index is still what the disk says, in a few milliseconds: begun first thing in a search, answered when needed. */
import path from 'node:path';
import { readHead } from '../git-dir.js';
import type { WorkTree } from '../place.js';
import { isHarmless } from './harmless.js';
import { askDiffering, indexStamp, type Question } from './question.js';
import { isSame, stampAt, type State, type Vouching, type Watched } from './state.js';

export interface Check {
  /** False where anything may have changed: list, and compare with what is kept. */
  isFresh(): Promise<boolean>;
  /** Where nobody wants to know any more. */
  stop(): void;
}

/**
 * Begins to compare. Where the state needs git, it runs meanwhile.
 * @param tree the work tree around the root; null outside git
 */
export function startCheck(root: string, tree: WorkTree | null, state: State): Check {
  const { git } = state;
  const question = git && tree ? ask(root, tree, git) : null;
  return {
    stop: () => question?.stop(),
    isFresh: async () => {
      if (git === null) return isAsBefore(root, tree, state);
      if (!tree || !question) return false;
      if (!isAsBefore(root, tree, state)) {
        question.stop();
        return false;
      }
      const differing = await question.answer;
      // Had an edit been staged since we looked, git would not call the file different.
      return differing !== null && isIndex(tree, git) && namesNothingNew(differing, state);
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

function isAsBefore(root: string, tree: WorkTree | null, { inputs, folders, watched, head }: State): boolean {
  if (!inputs.every(([file, seen]) => isSame(seen, stampAt(path.resolve(root, file))))) return false;
  if (head !== undefined && (tree?.gitDir == null || readHead(tree.gitDir).id !== head)) return false;
  const isUnchanged = ([file, seen]: Watched): boolean => isSame(seen, stampAt(`${root}/${file}`));
  return folders.every(isUnchanged) && watched.every(isUnchanged);
}

/** Whether git named all of these at first, too; cards that it named then are watched. */
function namesNothingNew(differing: readonly string[], { git, watched }: State): boolean {
  if (differing.length === 0) return true;
  const known = new Set([...(git?.known ?? []), ...watched.map(([file]) => file)]);
  return differing.every((file) => known.has(file));
}
