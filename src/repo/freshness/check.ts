/**
 * Checks within milliseconds whether the index still matches the disk: started at the very beginning of a search, awaited
 * when needed.
 */
import path from 'node:path';
import { readHead } from '../git-dir.js';
import type { WorkTree } from '../place.js';
import { isHarmless } from './harmless.js';
import { askDiffering, indexStamp, type Question } from './question.js';
import { isSame, stampAt, type State, type Vouching, type Watched } from './state.js';

export interface Check {
  /** False if anything may have changed: the caller must then list the files and compare them with the index. */
  isFresh(): Promise<boolean>;
  /** Ends the check if its answer is not needed. */
  stop(): void;
}

/**
 * Starts the comparison. If the state relies on git, git runs in the background.
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
      // The index is checked again: if an edit was staged in the meantime, git does not report its file.
      return differing !== null && isIndex(tree, git) && namesNothingNew(differing, state);
    },
  };
}

/** Null if git cannot vouch. Its index must be the recorded one: files that git does not report are then unchanged. */
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

/** Whether git reported all of these from the start; cards it reported then are watched. */
function namesNothingNew(differing: readonly string[], { git, watched }: State): boolean {
  if (differing.length === 0) return true;
  const known = new Set([...(git?.known ?? []), ...watched.map(([file]) => file)]);
  return differing.every((file) => known.has(file));
}
