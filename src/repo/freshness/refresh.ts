/**
 * Has git refresh its index. After a clone or a copy of a tree, the index records other times than the files have, and git
 * would report all of them as different in each search.
 */
import { findWorkTree } from '../place.js';
import { isHarmless } from './harmless.js';
import { askDiffering } from './question.js';
import { startGit } from './start-git.js';

const REFRESH = ['update-index', '-q', '--ignore-submodules', '--refresh'];
/** Milliseconds: git reads every file whose times differ. */
const TIMEOUT = 120_000;

/** Returns whether git has updated its index: never if it was correct, or if git could be made to run a program. */
export async function refreshGitIndex(root: string): Promise<boolean> {
  const tree = findWorkTree(root);
  if (!tree || !isHarmless(tree)) return false;
  const differing = (): ReturnType<typeof askDiffering>['answer'] =>
    askDiffering({ tree, root: tree.root, folders: [''] }).answer;
  const before = (await differing())?.length ?? 0;
  if (before === 0) return false;
  await new Promise<void>((resolve) => {
    // Not SIGKILL: git would leave its lock behind.
    const child = startGit(tree, REFRESH, { timeout: TIMEOUT, killSignal: 'SIGTERM' });
    child.stdout.resume();
    child.on('error', () => {
      resolve();
    });
    child.on('close', () => {
      resolve();
    });
  });
  return ((await differing())?.length ?? before) < before;
}
