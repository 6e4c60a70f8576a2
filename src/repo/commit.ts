/** Changes of files as one commit, or none of them: what cannot be committed is put back. */
import { setTimeout } from 'node:timers/promises';
import { KbError } from '../errors.js';
import { causeOf } from './errno.js';
import { askCommit } from './git-read.js';
import type { Git } from './git.js';
import { messageText, type CommitMessage } from './message.js';
import { PATIENCE, PAUSE } from './ready.js';
import { commitRemarks, hookRemarks } from './remarks.js';
import type { Repo } from './repo.js';
import { makeChange, type Change, type Undo } from './rewrite.js';
import { places } from './tracked.js';
import { holds } from './uncommitted.js';

export type { CommitMessage } from './message.js';
export type { Committing } from './ready.js';
export { refuseCommit, type Edits } from './refuse.js';
export type { Change } from './rewrite.js';

/** A commit that was made. */
export interface Commit {
  readonly id: string;
  /** What the user should know of it: that it is on no branch, that a hook changed a file. */
  readonly remarks: readonly string[];
}

interface Step {
  /** What is not as before if it cannot be undone. */
  readonly what: string;
  readonly undo: Undo;
}

/**
 * Makes the changes and, where `committing` is given, one commit of them. Where anything fails, the files and what is staged
 * are as before, and a KbError `io` says why. Null where there is nothing to commit.
 */
export async function makeChanges(
  repo: Repo,
  changes: readonly Change[],
  committing: { readonly git: Git; readonly message: CommitMessage } | null,
): Promise<Commit | null> {
  const steps: Step[] = [];
  // What is made stands before anything goes: a run that is killed in between loses nothing.
  const inOrder = [...changes].sort((a, b) => Number(a.after === null) - Number(b.after === null));
  try {
    for (const change of inOrder) {
      steps.push({ what: change.path, undo: await makeChange(repo, change) });
    }
    return (
      committing && (await commit(repo, changes, committing.git, messageText(committing.message), steps))
    );
  } catch (error) {
    if (steps.length === 0) throw error;
    const lost: string[] = [];
    for (const { what, undo } of steps.reverse()) await undo().catch(() => lost.push(what));
    const state = lost.length > 0 ? `not put back: ${lost.join(', ')}` : 'the files are as they were';
    throw error instanceof KbError ? new KbError('io', error.message, state) : error;
  }
}

async function commit(
  repo: Repo,
  changes: readonly Change[],
  git: Git,
  message: string,
  steps: Step[],
): Promise<Commit | null> {
  const remarks = commitRemarks(git.root);
  const head = await askCommit(git.root, 'HEAD');
  const before = head.ok ? head.text : null;
  const paths = changes.map((change) => change.path);
  const { committed, index } = await places(git.root, before, paths);
  const isKnown = (path: string): boolean => committed.has(path) || index.has(path);
  const fresh = changes.filter(({ path, after }) => after !== null && !isKnown(path)).map(({ path }) => path);
  const all = [...paths.filter(isKnown), ...fresh];
  if (all.length === 0) return null;
  if (fresh.length > 0) steps.push({ what: 'what is staged', undo: () => forget(git, fresh) });
  try {
    if (fresh.length > 0) await patiently(() => git.add(fresh));
    await patiently(() => git.commit(all, message));
  } catch (error) {
    const now = await askCommit(git.root, 'HEAD');
    if (!now.ok || !(await holds(git.root, now.text, changes))) {
      throw new KbError('io', `git did not commit: ${said(error)}`);
    }
    const isNew = now.text !== before;
    remarks.push(
      isNew
        ? `git has committed, but not all went well: ${said(error)}`
        : 'the last commit has it all already',
    );
  }
  // From here on nothing is undone, whatever fails.
  steps.length = 0;
  const made = await askCommit(git.root, 'HEAD');
  if (!made.ok)
    throw new KbError('io', `git cannot tell what it committed: ${made.message.trim()}`, 'git log');
  remarks.push(...(await hookRemarks(repo, git, made.text, changes)));
  return { id: made.text, remarks };
}

/** Takes out of the index what came into it. */
async function forget(git: Git, paths: readonly string[]): Promise<void> {
  const { index } = await places(git.root, null, paths);
  if (index.size > 0) await patiently(() => git.forget([...index.keys()]));
}

/** Tries again while another git holds the index: it is done in a moment, or dead. */
async function patiently(act: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + PATIENCE; ;) {
    try {
      await act();
      return;
    } catch (error) {
      // The one word of the message that no language changes.
      if (Date.now() > end || !said(error).includes('index.lock')) throw error;
      await setTimeout(PAUSE * (1 + Math.random()));
    }
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message.trim() : causeOf(error);
}
