/** States and reasons in words, and the bar that shows the states of the active cards side by side. */
import type { Tally } from '../../stats/tally.js';
import type { TrustReason, TrustState } from '../../trust/trust.js';
import { ASCII_MARKS, type Paint, type Style } from '../style.js';

/** The states of active cards, best first. */
export const ACTIVE = ['verified', 'due', 'unverified', 'stale'] as const satisfies readonly TrustState[];
/** The states of all other cards. */
export const AT_REST = ['draft', 'superseded', 'archived'] as const satisfies readonly TrustState[];

export const REASON_WORDS: Readonly<Record<TrustReason, string>> = {
  archived: 'archived',
  superseded: 'superseded',
  draft: 'draft',
  unreadable: 'unreadable',
  'bad-date': 'with an invalid date',
  flagged: 'flagged',
  never: 'never verified',
  expired: 'expired',
  'edited-since': 'edited since',
  'owner-missing': 'without owner',
  'code-changed': 'code changed',
  soon: 'due soon',
  current: 'current',
  'date-only': 'by date only',
};

type Active = (typeof ACTIVE)[number];

const SHADES: Readonly<Record<Active, readonly [unicode: string, ascii: string]>> = {
  verified: ['█', '#'],
  due: ['▓', '!'],
  unverified: ['▒', '?'],
  stale: ['░', 'x'],
};

/** The character for a state in the bar. */
export function shadeOf(state: Active, style: Style): string {
  return SHADES[state][isAscii(style) ? 1 : 0];
}

/** Whether only ASCII may be drawn. */
export function isAscii({ marks }: Style): boolean {
  return marks === ASCII_MARKS;
}

export function paintOf(state: Active, { paint }: Style): Paint {
  return { verified: paint.green, due: paint.yellow, unverified: paint.yellow, stale: paint.red }[state];
}

/** One line of `columns` characters; '' if no card is active. */
export function stackedBar({ states }: Tally, columns: number, style: Style): string {
  const cells = shares(
    ACTIVE.map((state) => states[state]),
    columns,
  );
  return ACTIVE.map((state, at) => [state, cells[at] ?? 0] as const)
    .filter(([, columns]) => columns > 0)
    .map(([state, columns]) => paintOf(state, style)(shadeOf(state, style).repeat(columns)))
    .join('');
}

/**
 * Divides `room` into whole numbers in proportion to the counts, by the largest remainder method. Each count above zero gets at
 * least 1, if there is room for one each. All results are zero if all counts are.
 */
export function shares(counts: readonly number[], room: number): number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  const some = counts.filter((count) => count > 0).length;
  if (sum === 0) return counts.map(() => 0);
  const least = some <= room ? 1 : 0;
  const exact = counts.map((count) => (count / sum) * (room - least * some));
  const whole = exact.map(Math.floor);
  const left = room - least * some - whole.reduce((total, each) => total + each, 0);
  const first = exact
    .map((each, at) => ({ at, rest: each - Math.floor(each) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
    .slice(0, left)
    .map(({ at }) => at);
  return whole.map((each, at) => each + (first.includes(at) ? 1 : 0) + ((counts[at] ?? 0) > 0 ? least : 0));
}
