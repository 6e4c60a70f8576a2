/** Where a branch began: the commit that it has in common with another ref, and the base at that commit. */
import type { Base } from '../base.js';
import { KbError } from '../../errors.js';
import { findWorkTree } from '../../repo/place.js';
import { trackedBy } from '../../repo/remote.js';
import {
  askCommit,
  changedPaths,
  emptyTree,
  mergeBase,
  refProblem,
  resolveCommit,
  type GitTrouble,
} from '../../repo/git-read.js';

/** Where the user gave the ref, for error messages: the option, or the command that takes it as its argument. */
export type RefSource = '--since' | 'kb diff' | 'kb affected';

/** Returns the base where the branch began; it is empty for HEAD before the first commit. Throws as startCommit does. */
export async function startOf(base: Base, ref: string, source?: RefSource): Promise<Base> {
  return base.at((await nothing(base, ref)) ?? (await startCommit(base, ref, source)));
}

/** The id of the empty tree if the ref is HEAD and there is no commit yet; else null. */
async function nothing({ clone, repo }: Base, ref: string): Promise<string | null> {
  if (ref !== 'HEAD' || (await clone())?.head !== null) return null;
  const answer = await emptyTree(repo.root);
  return answer.ok ? answer.text : null;
}

/**
 * Returns the id of the commit where the branch began (before the first commit, of the empty tree), and the paths (from the
 * root of the work tree) that differ in HEAD. Throws as startCommit does.
 */
export async function changedSince(
  base: Base,
  ref: string,
  source: RefSource = '--since',
): Promise<{ readonly commit: string; readonly paths: readonly string[] }> {
  const empty = await nothing(base, ref);
  if (empty !== null) return { commit: empty, paths: [] };
  const commit = await startCommit(base, ref, source);
  const answer = await changedPaths(base.repo.root, commit, 'HEAD');
  if (!answer.ok) throw gitFailed(answer, source);
  return { commit, paths: answer.text.split('\0').slice(0, -1) };
}

/**
 * Returns the id of the last commit that HEAD has in common with a branch, tag or commit.
 * Throws KbError `usage` for a name that must not be passed to git, outside git, and if there is no commit yet; `not-found` if
 * the name is unknown or there is no common commit; `io` if git cannot answer.
 */
export async function startCommit(
  { repo, clone }: Base,
  ref: string,
  source: RefSource = '--since',
): Promise<string> {
  const problem = refProblem(ref);
  if (problem !== null) {
    const message = `${source} takes a branch, tag or commit; “${ref}” ${problem}`;
    throw new KbError('usage', message, `${source} origin/main`);
  }
  const state = await clone();
  if (state === null) {
    throw new KbError('usage', `${source} needs git, and ${repo.root} is not in a git work tree`, 'git init');
  }
  const [head, other] = await Promise.all([askCommit(repo.root, 'HEAD'), askCommit(repo.root, ref)]);
  if (!head.ok) throw head.why === 'refused' ? noCommit(source) : gitFailed(head, source);
  if (!other.ok) {
    throw other.why === 'refused'
      ? await unknown(repo.root, ref, state.shallow, source)
      : gitFailed(other, source);
  }
  const start = await mergeBase(repo.root, head.text, other.text);
  if (start.ok) return start.text;
  throw start.why === 'refused' ? apart(ref, state.shallow) : gitFailed(start, source);
}

/** The error if git cannot answer. */
function gitFailed({ why, message }: GitTrouble, source: RefSource): KbError {
  const hint = why === 'dubious' ? 'another user owns the repository: kb doctor' : 'kb doctor';
  return new KbError('io', `${source} needs git: ${message.trim()}`, hint);
}

function noCommit(source: RefSource): KbError {
  const hint = 'git add . && git commit -m "First cards"';
  return new KbError('usage', `${source} needs a commit to compare with, and there is none yet`, hint);
}

async function unknown(root: string, ref: string, shallow: boolean, source: RefSource): Promise<KbError> {
  const message = `“${ref}” is not a branch, tag or commit in this clone`;
  if ((await resolveCommit(root, `origin/${ref}`)) !== null) {
    return new KbError('not-found', message, `${source} origin/${ref} is there`);
  }
  const branch = TRACKED.exec(ref)?.[1];
  if (branch !== undefined && !hasRemote(root) && (await resolveCommit(root, branch)) !== null) {
    return new KbError('not-found', message, `there is no remote, but ${source} ${branch} is there`);
  }
  return new KbError('not-found', message, shallow ? ofShallow(ref) : `${fetching(ref)}\n${LIST}`);
}

function hasRemote(root: string): boolean {
  const gitDir = findWorkTree(root)?.gitDir ?? null;
  return gitDir !== null && trackedBy(gitDir) !== null;
}

const LIST = 'git branch --all lists the branches';

/** A name with `~` or `^`, or an id: a commit that may be missing in a shallow clone. */
const COMMIT = /[~^]|^[0-9a-f]{7,64}$/i;

/** How a shallow clone gets a ref; for a branch, lists the branches, because shallow clones often have only one. */
function ofShallow(ref: string): string {
  return COMMIT.test(ref) || TRACKED.test(ref) ? deepening(ref) : `${LIST}\n${deepening(ref)}`;
}

function apart(ref: string, shallow: boolean): KbError {
  if (shallow) {
    return new KbError(
      'not-found',
      `this clone is shallow: it does not contain the common commit of HEAD and “${ref}”`,
      deepening(ref),
    );
  }
  return new KbError(
    'not-found',
    `HEAD and “${ref}” have no commit in common`,
    'git log --oneline --graph --all',
  );
}

/** A remote-tracking branch. */
const TRACKED = /^origin\/([\w./-]+)$/;

function fetching(ref: string): string {
  const branch = TRACKED.exec(ref)?.[1];
  return branch === undefined ? 'git fetch' : `git fetch origin +${branch}:refs/remotes/origin/${branch}`;
}

function deepening(ref: string): string {
  const lines = ['git fetch --unshallow', ...(TRACKED.test(ref) ? [fetching(ref)] : [])];
  return [...lines, 'in GitHub Actions: fetch-depth: 0 for actions/checkout'].join('\n');
}
