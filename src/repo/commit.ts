/** Makes changes of files in one commit, or not at all: what cannot be committed is undone. */
import { setTimeout } from 'node:timers/promises';
import { KbError } from '../errors.js';
import { causeOf } from './errno.js';
import { askCommit } from './git-read.js';
import type { Git } from './git.js';
import { messageText } from './message.js';
import { putBack, type Step } from './put-back.js';
import { LOCK_TIMEOUT, PAUSE } from './ready.js';
import { commitRemarks, hookRemarks, newRemarks } from './remarks.js';
import type { Repo } from './repo.js';
import { makeChange, type Change } from './rewrite.js';
import { places, treeOf } from './tracked.js';
import type { CommitMessage } from '../trust/commit-message.js';
import { heldIn } from './uncommitted.js';

/** The result of the changes in git. */
export interface CommitResult {
  /** The id of the commit; null if none was made. */
  readonly commit: string | null;
  /** Whether HEAD already has all of the changes, so that there was nothing to commit. */
  readonly already: boolean;
  /** What the user should know about the commit: that it is on no branch, that a hook changed a file. */
  readonly remarks: readonly string[];
}

/**
 * Makes the changes and, if `committing` is given, one commit of them. If anything fails up to the commit, the files and the
 * index are restored, and a KbError `io` says why; only what somebody else saved meanwhile is left as it is.
 */
export async function makeChanges(
  repo: Repo,
  changes: readonly Change[],
  committing: { readonly git: Git; readonly message: CommitMessage } | null,
): Promise<CommitResult> {
  const plan = committing && (await planCommit(committing.git, changes));
  const steps: Step[] = [];
  // Files are written before any is deleted, so that a run that is killed in between loses nothing.
  const inOrder = [...changes].sort((a, b) => Number(a.after === null) - Number(b.after === null));
  const remarks: string[] = [];
  try {
    for (const change of inOrder) {
      steps.push(await makeChange(repo, change));
    }
    if (plan && !plan.already) {
      const { git, fresh } = plan;
      if (fresh.length > 0) steps.push(staging(git, fresh));
      remarks.push(
        ...(await commit(plan, changes, messageText(committing.message))),
        ...newRemarks(plan.found),
      );
    }
  } catch (error) {
    if (steps.length === 0) throw error;
    const state = await putBack(steps);
    throw error instanceof KbError ? new KbError('io', error.message, state) : error;
  }
  // From here on nothing is undone, whatever fails.
  if (!plan) return { commit: null, already: false, remarks };
  const { git, already } = plan;
  const head = await askCommit(git.root, 'HEAD');
  if (head.ok) remarks.push(...(await hookRemarks(repo, git, head.text, changes)));
  else if (!already) {
    throw new KbError('io', `git cannot tell what it committed: ${head.message.trim()}`, 'git log');
  }
  return { commit: head.ok && !already ? head.text : null, already, remarks };
}

/** What to do in git. */
interface Plan {
  readonly git: Git;
  readonly paths: readonly string[];
  /** Those that git does not know yet. */
  readonly fresh: readonly string[];
  /** Those that existed before but are in no commit. */
  readonly found: readonly string[];
  /** Whether there is nothing to commit. */
  readonly already: boolean;
}

async function planCommit(git: Git, changes: readonly Change[]): Promise<Plan> {
  const head = await askCommit(git.root, 'HEAD');
  const all = changes.map((change) => change.path);
  const { committed, index } = await places(git.root, head.ok ? head.text : null, all);
  const isKnown = (path: string): boolean => committed.has(path) || index.has(path);
  const fresh = changes.filter(({ path, after }) => after !== null && !isKnown(path)).map(({ path }) => path);
  const found = changes.filter(
    ({ path, before, after }) => before !== null && after !== null && !committed.has(path),
  );
  const held = await heldIn(git.root, committed, changes);
  return {
    git,
    paths: [...all.filter(isKnown), ...fresh],
    fresh,
    found: found.map(({ path }) => path),
    already: held.size === changes.length,
  };
}

/** Returns what to tell the user beside the commit. Throws KbError `io` if there is none. */
async function commit(
  { git, paths, fresh }: Plan,
  changes: readonly Change[],
  message: string,
): Promise<string[]> {
  const remarks = commitRemarks(git.root);
  try {
    if (fresh.length > 0) await patiently(() => git.add(fresh));
    let head: string | null = null;
    const commitOnce = async (): Promise<void> => {
      head = await headOf(git);
      await git.commit(paths, message);
    };
    // Another git process committed at the same moment: its commit becomes the parent.
    const isOvertaken = async (): Promise<boolean> =>
      (await headOf(git)) !== head && !(await isCommitted(git, changes));
    await patiently(commitOnce, isOvertaken);
  } catch (error) {
    if (!(await isCommitted(git, changes)))
      throw new KbError('io', `git did not commit: ${messageOf(error)}`);
    remarks.push(`git made the commit, but reported a problem: ${messageOf(error)}`);
  }
  return remarks;
}

async function headOf({ root }: Git): Promise<string | null> {
  const head = await askCommit(root, 'HEAD');
  return head.ok ? head.text : null;
}

async function isCommitted({ root }: Git, changes: readonly Change[]): Promise<boolean> {
  const head = await askCommit(root, 'HEAD');
  if (!head.ok) return false;
  const all = changes.map((change) => change.path);
  return (await heldIn(root, await treeOf(root, head.text, all), changes)).size === changes.length;
}

/** A step that adds files to the index; undoing it removes them again. */
function staging(git: Git, paths: readonly string[]): Step {
  const undo = async (): Promise<boolean> => {
    const { index } = await places(git.root, null, paths);
    if (index.size > 0) await patiently(() => git.forget([...index.keys()]));
    return true;
  };
  return { what: 'what is staged', kind: 'changes', undo };
}

/**
 * Retries while another git process holds the index: it will soon finish, or it is dead.
 * @param isPassing whether there is another reason to retry
 */
async function patiently(
  act: () => Promise<void>,
  isPassing: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<void> {
  for (const end = Date.now() + LOCK_TIMEOUT; ;) {
    try {
      await act();
      return;
    } catch (error) {
      // The only part of git's message that is not translated.
      const isBusy = messageOf(error).includes('index.lock') || (await isPassing());
      if (Date.now() > end || !isBusy) throw error;
      await setTimeout(PAUSE * (1 + Math.random()));
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.trim() : causeOf(error);
}
