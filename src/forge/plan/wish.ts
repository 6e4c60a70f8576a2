/** Whether a card wants an issue, and what for. */
import type { Call } from '../../config.js';
import type { Trust, TrustReason } from '../../trust/trust.js';
import type { Wish } from './case.js';

const CALL_OF: Partial<Record<TrustReason, Call>> = {
  flagged: 'flagged',
  expired: 'stale',
  'code-changed': 'code-changed',
};

export interface Wanted {
  readonly wish: Wish;
  /** The gravest first; empty where it wants none. */
  readonly calls: readonly Call[];
}

/**
 * All reasons count, not the first alone: a card with a wrong date may be flagged all the same. What only its author can mend
 * (never verified, edited since, no owner) is told by the linter.
 * @param kinds for what a card may get an issue
 */
export function wishOf({ reasons }: Pick<Trust, 'reasons'>, kinds: readonly Call[]): Wanted {
  const has = (...some: TrustReason[]): boolean => some.some((reason) => reasons.includes(reason));
  if (has('archived', 'superseded')) return { wish: 'retired', calls: [] };
  if (has('draft')) return { wish: 'leave', calls: [] };
  const calls = reasons.flatMap((reason) => CALL_OF[reason] ?? []).filter((call) => kinds.includes(call));
  if (calls.length > 0) return { wish: 'issue', calls };
  return { wish: has('unreadable', 'bad-date') ? 'leave' : 'none', calls };
}
