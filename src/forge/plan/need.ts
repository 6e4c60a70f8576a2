/** Decides whether a card needs an issue, and why. */
import type { Call } from '../../config.js';
import type { Trust, TrustReason } from '../../trust/trust.js';
import type { IssueNeed } from './case.js';

const CALL_OF: Partial<Record<TrustReason, Call>> = {
  flagged: 'flagged',
  expired: 'stale',
  'code-changed': 'code-changed',
};

export interface NeedAndCalls {
  readonly need: IssueNeed;
  /** Most serious first; empty if it needs none. */
  readonly calls: readonly Call[];
}

/**
 * Considers all reasons, not only the first: a card with a bad date may also be flagged. Problems that only the author can fix
 * (never verified, edited since, no owner) are reported by lint instead.
 * @param kinds the reasons for which the config allows issues
 */
export function issueNeed({ reasons }: Pick<Trust, 'reasons'>, kinds: readonly Call[]): NeedAndCalls {
  const has = (...some: TrustReason[]): boolean => some.some((reason) => reasons.includes(reason));
  if (has('archived', 'superseded')) return { need: 'retired', calls: [] };
  if (has('draft')) return { need: 'leave', calls: [] };
  const calls = reasons.flatMap((reason) => CALL_OF[reason] ?? []).filter((call) => kinds.includes(call));
  if (calls.length > 0) return { need: 'issue', calls };
  return { need: has('unreadable', 'bad-date') ? 'leave' : 'none', calls };
}
