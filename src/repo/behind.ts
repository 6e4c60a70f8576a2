/** Says in one line whether the clone is too old to rely on. */
import type { CloneState } from './repo.js';
import { counted } from '../text/counted.js';

/** Days without a fetch after which a clone is worth a remark. */
const OLD = 7;

export interface Lag {
  /** `12 commits behind, fetched 9d ago` */
  readonly found: string;
  /** The command that fixes it. */
  readonly fix: string;
}

/** Null if the clone is not behind its upstream and its last fetch, if any, is recent. */
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

/** `12 commits behind, fetched 9d ago: git pull`; null if all is well. */
export function behindNote(clone: CloneState | null, now: Date): string | null {
  const lag = lagOf(clone, now);
  return lag && `${lag.found}: ${lag.fix}`;
}
