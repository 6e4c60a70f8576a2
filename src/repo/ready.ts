/** Whether git can commit here at all: which operation is in progress, who owns the folder, who the author would be. */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { indexLockedSince, operationUnderWay } from './git-dir.js';
import { ask } from './git-read.js';
import type { Git } from './git.js';
import { findWorkTree } from './place.js';
import { oneLine, quoted } from '../text/shell.js';

export interface Committing {
  readonly git: Git;
  readonly gitDir: string;
}

/** Why a commit is impossible, and what to do about it. */
export interface Obstacle {
  readonly message: string;
  readonly hint: string;
}

/** Milliseconds to wait for another git process, and between two checks. */
export const LOCK_TIMEOUT = 3000;
export const PAUSE = 50;

/** What prevents a commit of the paths; null if nothing does. Runs no program that the repository's config names. */
export async function obstacle(
  { git, gitDir }: Committing,
  paths: readonly string[],
): Promise<Obstacle | null> {
  const { root } = git;
  const operation = operationUnderWay(gitDir);
  if (operation !== null) {
    const one = operation === 'am' ? 'an' : 'a';
    return { message: `${one} ${operation} is in progress here`, hint: `git ${operation} --continue` };
  }
  const tree = await ask(root, ['rev-parse', '--is-inside-work-tree']);
  if (!tree.ok && tree.why === 'dubious') return distrusted(root, tree.message);
  if (!tree.ok) return { message: `git cannot commit here: ${tree.message.trim()}`, hint: 'kb doctor' };
  if (tree.text.trim() !== 'true') {
    return { message: 'git has no work tree here', hint: 'git config --show-origin --get-regexp core' };
  }
  const foreign = foreignRepository(root, paths);
  if (foreign !== null) return foreign;
  if ((await git.identity()).email === null) {
    return { message: 'git does not know who you are', hint: 'git config user.email you@example.com' };
  }
  const nameless = await git.nameless();
  if (nameless !== null) {
    return {
      message: `git does not know who you are: ${nameless}`,
      hint: 'git config user.name "Your Name"',
    };
  }
  if (await lockGone(gitDir)) return null;
  const lock = path.join(gitDir, 'index.lock');
  return {
    message: `another git process is running here: ${lock} exists`,
    hint: `try again; if git is not running: rm ${quoted(lock)}`,
  };
}

/** Waits for a recent lock to go away: a commit holds it for a moment. False if it is old or stays. */
async function lockGone(gitDir: string): Promise<boolean> {
  for (;;) {
    const since = indexLockedSince(gitDir);
    if (since === null) return true;
    if (Math.abs(Date.now() - since) > LOCK_TIMEOUT) return false;
    await setTimeout(PAUSE);
  }
}

function distrusted(root: string, message: string): Obstacle {
  const command = /git config --global --add safe\.directory [^\n]+/.exec(message)?.[0];
  return {
    message: 'git does not trust this folder: it belongs to another user',
    hint: command ?? `git config --global --add safe.directory ${quoted(findWorkTree(root)?.root ?? root)}`,
  };
}

/** Cards in a submodule are listed with those around it, but must be committed in the submodule. */
function foreignRepository(root: string, paths: readonly string[]): Obstacle | null {
  const own = findWorkTree(root)?.root;
  for (const folder of new Set(paths.map((file) => path.dirname(path.join(root, file))))) {
    const other = findWorkTree(folder)?.root;
    if (other === own || other === undefined) continue;
    const file = paths.find((each) => path.dirname(path.join(root, each)) === folder) ?? '';
    return {
      message: `${oneLine(file)} is in another repository`,
      hint: `kb -C ${quoted(path.relative(root, other))} … commits there`,
    };
  }
  return null;
}
