/** Commits the files of a new base, and creates the git repository if there is none. */
import path from 'node:path';
import { KbError } from '../../errors.js';
import type { NewFile } from '../../init/start.js';
import type { Environment } from '../../io.js';
import { makeChanges } from '../../repo/commit.js';
import { diskRepo } from '../../repo/disk.js';
import { openGit, type Git } from '../../repo/git.js';
import { lstatOf } from '../../repo/open.js';

/** The author of the commit if git does not know the user. */
const NOBODY = {
  GIT_AUTHOR_NAME: 'kb',
  GIT_AUTHOR_EMAIL: 'kb@acme.example',
  GIT_COMMITTER_NAME: 'kb',
  GIT_COMMITTER_EMAIL: 'kb@acme.example',
};

/** The commands that tell git who the user is. */
const INTRODUCTION = [
  'git config --global user.email you@example.com',
  'git config --global user.name "Your Name"',
];

/** The outcome of the first commit. */
export interface FirstCommit {
  /** Id of the commit; null if git is not installed: the files are written, but there is no repository. */
  readonly commit: string | null;
  /** What the user should know, one line each. */
  readonly remarks: readonly string[];
}

/** Writes the files, and commits them if git is installed. Throws KbError `io` if that fails; the files are then as before. */
export async function beginRepository(
  root: string,
  files: readonly NewFile[],
  subject: string,
  env: Environment,
): Promise<FirstCommit> {
  const { git, remarks } = await gitIn(root, env);
  const changes = files.map(({ path: file, text }) => ({ path: file, before: null, after: text }));
  const result = await makeChanges(diskRepo(root), changes, git && { git, message: { subject } });
  return { commit: result.commit, remarks: [...result.remarks, ...remarks] };
}

/** Opens git in the folder, creating the repository if needed; `git` is null if git is not installed. */
async function gitIn(
  root: string,
  env: Environment,
): Promise<{ readonly git: Git | null; readonly remarks: readonly string[] }> {
  const git = openGit(root, env);
  if ((await git.version()) === null) return { git: null, remarks: [] };
  if (!lstatOf(path.join(root, '.git'))) await initRepository(git);
  if ((await git.nameless()) === null && (await git.identity()).email !== null) return { git, remarks: [] };
  const remarks = ['git does not know who you are, and kb verify will need it:', ...INTRODUCTION];
  return { git: openGit(root, { ...env, ...NOBODY }), remarks };
}

async function initRepository(git: Git): Promise<void> {
  try {
    await git.init();
  } catch (error) {
    const why = error instanceof Error ? error.message.trim() : String(error);
    const hint = 'mkdir ~/kb-example && cd ~/kb-example && kb init --example';
    throw new KbError('io', `git cannot turn this folder into a repository: ${why}`, hint);
  }
}
