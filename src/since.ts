/** Where a branch began: the commit that it has in common with another one, and the base as it was there. */
import type { Base } from './base.js';
import { KbError } from './errors.js';
import {
  askCommit,
  changedPaths,
  mergeBase,
  refProblem,
  resolveCommit,
  type GitTrouble,
} from './repo/git-read.js';

/** How the user named the ref, for what is said about a wrong one: by the option, or to the command that takes it alone. */
export type Asked = '--since' | 'kb diff' | 'kb affected';

/** The base as it was where the branch began. Throws as startCommit does. */
export async function startOf(base: Base, ref: string, asked?: Asked): Promise<Base> {
  return base.at(await startCommit(base, ref, asked));
}

/** The id of the commit where the branch began, and the paths (from the root of the work tree) that differ in HEAD. */
export async function changedSince(
  base: Base,
  ref: string,
  asked: Asked = '--since',
): Promise<{ readonly commit: string; readonly paths: readonly string[] }> {
  const commit = await startCommit(base, ref, asked);
  const answer = await changedPaths(base.repo.root, commit, 'HEAD');
  if (!answer.ok) throw cannotSay(answer, asked);
  return { commit, paths: answer.text.split('\0').slice(0, -1) };
}

/**
 * The id of the last commit that HEAD has in common with a branch, tag or commit.
 * Throws KbError `usage` for a name that git is not shown and where there is no commit, `not-found` where nothing has the
 * name or there is nothing in common, `io` where git cannot answer.
 */
export async function startCommit(
  { repo, clone }: Base,
  ref: string,
  asked: Asked = '--since',
): Promise<string> {
  const problem = refProblem(ref);
  if (problem !== null) {
    const message = `${asked} takes a branch, tag or commit; “${ref}” ${problem}`;
    throw new KbError('usage', message, `${asked} origin/main`);
  }
  const state = await clone();
  if (state === null) {
    throw new KbError('usage', `${asked} needs git, and ${repo.root} is in no git work tree`, 'git init');
  }
  const [head, other] = await Promise.all([askCommit(repo.root, 'HEAD'), askCommit(repo.root, ref)]);
  if (!head.ok) throw head.why === 'refused' ? noCommit(asked) : cannotSay(head, asked);
  if (!other.ok) {
    throw other.why === 'refused'
      ? await unknown(repo.root, ref, state.shallow, asked)
      : cannotSay(other, asked);
  }
  const start = await mergeBase(repo.root, head.text, other.text);
  if (start.ok) return start.text;
  throw start.why === 'refused' ? apart(ref, state.shallow) : cannotSay(start, asked);
}

/** The error where git was not asked, or could not even look. */
function cannotSay({ why, message }: GitTrouble, asked: Asked): KbError {
  const hint = why === 'dubious' ? 'another user owns the repository: kb doctor' : null;
  return new KbError('io', `${asked} needs git: ${message.trim()}`, hint);
}

function noCommit(asked: Asked): KbError {
  const hint = 'git add . && git commit -m "First cards"';
  return new KbError('usage', `${asked} needs a commit to compare with, and there is none yet`, hint);
}

async function unknown(root: string, ref: string, shallow: boolean, asked: Asked): Promise<KbError> {
  const message = `“${ref}” names no branch, tag or commit of this clone`;
  if ((await resolveCommit(root, `origin/${ref}`)) !== null) {
    return new KbError('not-found', message, `${asked} origin/${ref} is there`);
  }
  const branch = /^origin\/([\w./-]+)$/.exec(ref)?.[1];
  const fetch =
    branch === undefined ? 'git fetch' : `git fetch origin +${branch}:refs/remotes/origin/${branch}`;
  return new KbError(
    'not-found',
    message,
    shallow ? deepen() : `${fetch}\ngit branch --all lists what is there`,
  );
}

function apart(ref: string, shallow: boolean): KbError {
  if (shallow) {
    return new KbError(
      'not-found',
      `this clone is shallow: the commit that HEAD and “${ref}” have in common is not in it`,
      deepen(),
    );
  }
  return new KbError(
    'not-found',
    `HEAD and “${ref}” have no commit in common`,
    'git log --oneline --graph --all',
  );
}

function deepen(): string {
  return 'git fetch --unshallow\nin GitHub Actions: fetch-depth: 0 for actions/checkout';
}
