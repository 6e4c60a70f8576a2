/** `kb stats` in a pipe: one fact per line, its kind first, tab-separated; nothing is left out. */
import type { Health } from '../../stats/health.js';
import type { Trend } from '../../stats/trend.js';
import { TRUST_REASONS, TRUST_STATES } from '../../trust/trust.js';
import { printed, type Style } from '../style.js';
import { formatTable } from '../table.js';
import { ACTIVE } from './states.js';

export function statsLines(health: Health, trend: Trend | null, style: Style): string {
  const { score, active, states, reasons, due, stale, age, flags, withoutOwner, orphans, tags, untagged } =
    health;
  const facts: (string | number | null)[][] = [
    ['score', score],
    ['active', active],
    ...TRUST_STATES.map((state) => ['state', state, states[state]]),
    ...TRUST_REASONS.map((reason) => ['reason', reason, reasons[reason]]),
    ['due', due.cards, due.until],
    ...due.owners.map(({ owner, cards, known }) => ['due-owner', owner, cards, known ? '' : 'unknown']),
    ...stale.owners.map(({ owner, cards, known }) => ['stale-owner', owner, cards, known ? '' : 'unknown']),
    ['age', age.median, age.cards],
    ['flags', flags.open, flags.cards.length, flags.oldest],
    ['without-owner', withoutOwner.length],
    ['orphans', orphans.length],
    ...tags.map(({ tag, cards, verified, score }) => ['tag', tag, cards, verified, score]),
    ['untagged', untagged],
    ...(trend?.points ?? []).map((point) => [
      'month',
      point.day,
      point.score,
      point.active,
      ...ACTIVE.map((state) => point.states[state]),
    ]),
  ];
  const rows = facts.map((row) => row.map((value) => ({ text: value === null ? '' : String(value) })));
  return printed(formatTable(rows, [], style), style);
}
