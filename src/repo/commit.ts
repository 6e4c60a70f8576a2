/** Changes of files as one commit, or none of them: what cannot be committed is put back. */
import path from 'node:path';
import { KbError } from '../errors.js';
import { writeAtomic } from './atomic.js';
import { causeOf } from './errno.js';
import { indexLockedSince, operationUnderWay } from './git-dir.js';
import type { Git } from './git.js';
import type { Repo } from './repo.js';
import { rewriteCard } from './rewrite.js';

/** A file as it is and as it shall be. */
export interface Change {
  /** From the root of the base, with `/`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface Committing {
  readonly git: Git;
  readonly gitDir: string;
  /** Whom the environment names as author; else the config must. */
  readonly email: string | null;
}

/**
 * Throws KbError `io` where a commit of the paths could not be made, or would hold more than kb's own changes. Nothing is
 * changed.
 */
export async function refuseCommit(
  paths: readonly string[],
  { git, gitDir, email }: Committing,
): Promise<void> {
  const refuse = (message: string, hint: string): never => {
    throw new KbError('io', message, `${hint}\n--no-commit writes the files and commits nothing`);
  };
  const operation = operationUnderWay(gitDir);
  if (operation !== null) refuse(`a ${operation} is under way here`, `git ${operation} --continue`);
  if (indexLockedSince(gitDir) !== null) {
    const lock = path.join(gitDir, 'index.lock');
    refuse(`another git is at work here: ${lock} exists`, `try again; if no git runs: rm ${lock}`);
  }
  if (email === null && (await git.identity()).email === null) {
    refuse('git does not know who you are', 'git config user.email you@example.com');
  }
  const [first, ...more] = await git.changed(paths).catch((error: unknown): never => {
    return refuse(`git cannot tell what has changed: ${said(error)}`, 'kb doctor');
  });
  if (first === undefined) return;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  refuse(`not committed yet: ${first}${others}`, 'git status');
}

/**
 * Writes the changes and, where `committing` is given, makes one commit of them; answers its id. Where anything fails, every
 * file is as before, and a KbError `io` says why.
 */
export async function makeChanges(
  repo: Repo,
  changes: readonly Change[],
  committing: { readonly git: Git; readonly message: string } | null,
): Promise<string | null> {
  const written: Change[] = [];
  try {
    for (const change of changes) {
      await rewriteCard(repo, change.path, change.before, change.after);
      written.push(change);
    }
    if (committing === null) return null;
    return await committing.git.commit(
      changes.map((change) => change.path),
      committing.message,
    );
  } catch (error) {
    const lost: string[] = [];
    for (const { path: file, before } of written) {
      await writeAtomic(path.join(repo.root, file), Buffer.from(before)).catch(() => lost.push(file));
    }
    const state = lost.length > 0 ? `not put back: ${lost.join(', ')}` : 'the files are as they were';
    if (error instanceof KbError) throw new KbError('io', error.message, state);
    if (written.length < changes.length) throw error;
    throw new KbError('io', `git did not commit: ${said(error)}`, state);
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message.trim() : causeOf(error);
}
