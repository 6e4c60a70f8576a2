/** The main line of the history: HEAD and its first parents, with their times. */
import { KbError } from '../errors.js';
import { configOf, configValue, namesOf } from './git-config.js';
import { shallowCommits } from './git-dir.js';
import { ask } from './git-read.js';
import { findWorkTree } from './place.js';

export interface Timeline {
  /** Oldest first. */
  readonly commits: readonly { readonly id: string; readonly seconds: number }[];
  /** The clone is shallow, and the first of the commits has parents that are not in it. */
  readonly isCut: boolean;
  /** The clone is partial: files of the commits may be missing. */
  readonly isPartial: boolean;
}

/** The first-parent history of a commit. Throws KbError `io` if git cannot tell. @param head id of the newest commit */
export async function timelineOf(root: string, head: string): Promise<Timeline> {
  const answer = await ask(root, [
    ...['rev-list', '--first-parent', '--timestamp', '--end-of-options', head, '--'],
  ]);
  if (!answer.ok) {
    const hint = answer.why === 'dubious' ? 'another user owns the repository: kb doctor' : null;
    throw new KbError('io', `git cannot read the history: ${answer.message.trim()}`, hint);
  }
  const commits = answer.text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [seconds, id = ''] = line.split(' ');
      return { id, seconds: Number(seconds) };
    })
    .reverse();
  const gitDir = findWorkTree(root)?.gitDir ?? null;
  const ends = gitDir === null ? null : shallowCommits(gitDir);
  const isPartial = gitDir !== null && hasPromisor(configOf(gitDir));
  return { commits, isCut: ends?.has(commits[0]?.id ?? '') === true, isPartial };
}

/**
 * Seconds since 1970 at which a commit was created in its present form; null if git cannot tell. This is the committer's
 * time: the author's time stays that of the first draft when a commit is rebased or cherry-picked.
 */
export async function committedAt(root: string, commit: string): Promise<number | null> {
  const answer = await ask(root, [
    ...['rev-list', '--max-count=1', '--timestamp', '--end-of-options', commit, '--'],
  ]);
  return answer.ok ? Number(answer.text.split(' ')[0]) : null;
}

/** Whether a promisor remote holds what the clone is missing. */
function hasPromisor(config: string): boolean {
  return namesOf(config, 'remote').some((name) => configValue(config, 'remote', name, 'promisor') === 'true');
}
