/** The main line of the history: the commits that HEAD and its first parents made, with their times. */
import { KbError } from '../errors.js';
import { configOf, configValue, namesOf } from './git-config.js';
import { shallowCommits } from './git-dir.js';
import { ask } from './git-read.js';
import { findWorkTree } from './place.js';

export interface Timeline {
  /** The oldest first. */
  readonly commits: readonly { readonly id: string; readonly seconds: number }[];
  /** The clone is shallow, and the first of the commits has parents that are not here. */
  readonly isCut: boolean;
  /** The clone is partial: it may lack files of the commits. */
  readonly isPartial: boolean;
}

/** Throws KbError `io` where git cannot tell. @param head id of the commit to begin with */
export async function timelineOf(root: string, head: string): Promise<Timeline> {
  const answer = await ask(root, [
    ...['rev-list', '--first-parent', '--timestamp', '--end-of-options', head, '--'],
  ]);
  if (!answer.ok) {
    const hint = answer.why === 'dubious' ? 'another user owns the repository: kb doctor' : null;
    throw new KbError('io', `git cannot tell the history: ${answer.message.trim()}`, hint);
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
 * Seconds since 1970 at which a commit came to be where it is; null where git cannot tell. That is the committer's time: the
 * author's stays that of the first draft when a commit is rebased or picked.
 */
export async function committedAt(root: string, commit: string): Promise<number | null> {
  const answer = await ask(root, [
    ...['rev-list', '--max-count=1', '--timestamp', '--end-of-options', commit, '--'],
  ]);
  return answer.ok ? Number(answer.text.split(' ')[0]) : null;
}

/** Whether a remote keeps for the clone what it lacks. */
function hasPromisor(config: string): boolean {
  return namesOf(config, 'remote').some((name) => configValue(config, 'remote', name, 'promisor') === 'true');
}
