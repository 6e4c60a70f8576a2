/** Whether the clone is too old to be trusted, in one line. */
import type { CloneState } from './repo.js';
import { counted } from '../text/counted.js';

/** Days after which a clone that did not ask its remote is worth a word. */
const OLD = 7;

export interface Lag {
  /** `12 commits behind, fetched 9d ago` */
  readonly found: string;
  /** The command that mends it. */
  readonly fix: string;
}

/** Null where the clone is neither behind its upstream nor long without a fetch. */
export function lagOf(clone: CloneState | null, now: Date): Lag | null {
  if (!clone) return null;
  const days =
    clone.fetchedAt === null ? null : Math.floor((now.getTime() - Date.parse(clone.fetchedAt)) / 86_400_000);
  const behind = clone.behind ?? 0;
  if (behind === 0 && (days === null || days < OLD)) return null;
  const commits = behind === 0 ? [] : [`${counted(behind, 'commit')} behind`];
  const fetched = days === null ? [] : [days < 1 ? 'fetched today' : `fetched ${days}d ago`];
  // Without an upstream there is nothing to pull from.
  return {
    found: [...commits, ...fetched].join(', '),
    fix: clone.behind === null ? 'git fetch' : 'git pull',
  };
}

/** `12 commits behind, fetched 9d ago: git pull`; null where all is well. */
export function behindNote(clone: CloneState | null, now: Date): string | null {
  const lag = lagOf(clone, now);
  return lag && `${lag.found}: ${lag.fix}`;
}
