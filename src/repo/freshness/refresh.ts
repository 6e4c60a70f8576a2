/**
 * Lets git look at its files once and for all. After a clone or a copy of a tree its index has other times than the files, and
 * then each search would be told to look at all of these.
 */
import { findWorkTree } from '../place.js';
import { isHarmless } from './harmless.js';
import { askDiffering } from './question.js';
import { startGit } from './start-git.js';

const REFRESH = ['update-index', '-q', '--ignore-submodules', '--refresh'];
/** Milliseconds: git reads each file whose times are others. */
const PATIENCE = 120_000;

/** Whether git has written its index anew: never where it is right, or where git could be made to run something. */
export async function refreshGitIndex(root: string): Promise<boolean> {
  const tree = findWorkTree(root);
  if (!tree || !isHarmless(tree)) return false;
  const differing = (): ReturnType<typeof askDiffering>['answer'] =>
    askDiffering({ tree, root: tree.root, folders: [''] }).answer;
  const before = (await differing())?.length ?? 0;
  if (before === 0) return false;
  await new Promise<void>((resolve) => {
    // Not SIGKILL: git would leave its lock behind.
    const child = startGit(tree, REFRESH, { timeout: PATIENCE, killSignal: 'SIGTERM' });
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
