/** Cards and issues as the planner sees them, each a small change of a usual one. */
import type { CardId } from '../../src/card/card.js';
import { addDays, type Day } from '../../src/day.js';
import { writeBody } from '../../src/forge/block.js';
import type { CardCase } from '../../src/forge/plan/case.js';
import type { Issue } from '../../src/forge/forge.js';
import { shortHash } from '../../src/forge/block/hash.js';
import type { Marker } from '../../src/forge/block/marker.js';
import type { TrustReason } from '../../src/trust/trust.js';

export const TODAY = '2026-11-21' as Day;
export const DUE = '2026-10-11' as Day;
export const LABEL = 'kb-stale';
export const US = 'kb[bot]';

export type CardChange = Partial<Omit<CardCase, 'id' | 'trust' | 'calls'>> & {
  readonly id?: string;
  readonly days?: number | null;
  readonly reasons?: readonly TrustReason[];
};

/** A card 41 days past its date. */
export function aCard({ id = 'refund', days = 41, reasons, ...change }: CardChange): CardCase {
  const { need = 'issue', due = DUE } = change;
  const usual: Record<CardCase['need'], readonly TrustReason[]> = {
    issue: ['expired'],
    none: ['current'],
    retired: ['archived'],
    leave: ['unreadable'],
  };
  const [reason = 'current', ...more] = reasons ?? usual[need];
  return {
    aliases: [],
    path: `cards/${id}.md`,
    title: `Title of ${id}`,
    candidates: [['ana']],
    ...change,
    id: id as CardId,
    need,
    due,
    calls: need === 'issue' ? ['stale'] : [],
    trust: {
      state: 'stale',
      reason,
      reasons: [reason, ...more],
      days,
      owner: ['@ana'],
      verifiedOn: null,
      verifiedBy: null,
      verifyBy: due,
    },
  };
}

export type IssueSample = Partial<Omit<Issue, 'body'>> & {
  /** `null` if it has none. */
  readonly marker?: Partial<Marker> | null;
  readonly body?: string;
};

/** An open issue of ours about the card `refund`; a closed one has kb's mark unless somebody else closed it. */
export function anIssue({ marker, body, number = 1, ...change }: IssueSample): Issue {
  const isClosed = change.state === 'closed';
  const isOurEnd = isClosed && (change.closedBy ?? US) === US;
  return {
    number,
    url: `https://forge.example/issues/${number}`,
    title: 'Verify: refund',
    state: 'open',
    reason: isClosed ? 'completed' : null,
    author: US,
    closedBy: isClosed ? US : null,
    closedAt: isClosed ? ago(30) : null,
    createdAt: ago(60),
    labels: [LABEL],
    assignees: [],
    locked: false,
    ...change,
    body: body ?? (marker === null ? 'Text of people' : bodyOf({ closed: isOurEnd, ...marker })),
  };
}

export function bodyOf(marker: Partial<Marker>): string {
  const id = marker.id ?? 'refund';
  const hash = shortHash('');
  const whole: Marker = {
    path: `cards/${id}.md`,
    due: DUE,
    on: '2026-10-12' as Day,
    reopened: false,
    closed: false,
    asked: hash,
    title: hash,
    previous: null,
    ...marker,
    id,
  };
  return writeBody(null, { text: 'Due.', marker: whole }) ?? '';
}

/** The time of a day in the past. */
export function ago(days: number): string {
  return `${addDays(TODAY, -days)}T08:00:00Z`;
}
