/** `kb stats` for a terminal: the score and its bar, the numbers behind it, and the owners with work to do. */
import { daysBetween } from '../../day.js';
import type { Coverage, Health, Work } from '../../stats/health.js';
import type { Trend } from '../../stats/trend.js';
import { counted } from '../../text/counted.js';
import { TRUST_REASONS } from '../../trust/trust.js';
import { printed, type Style } from '../style.js';
import { formatTable, type Cell, type Column } from '../table.js';
import { wrap } from '../wrap.js';
import { chartLines } from './chart.js';
import { ACTIVE, AT_REST, paintOf, REASON_WORDS, shadeOf, shares, stackedBar } from './states.js';

/** Maximum columns of the bar over all cards, and of the bars beside owners and tags. */
const LONG_BAR = 72;
const SHORT_BAR = 20;
/** How many owners and tags are shown without `--all`. */
const FEW = 10;

/** @param all show every owner and tag */
export function statsPage(health: Health, trend: Trend | null, all: boolean, style: Style): string {
  const sections = [
    headline(health, style),
    ...(trend === null ? [] : [chartLines(trend, style)]),
    numbers(health, style),
    staleLines(health, all, style),
    dueLines(health, all, style),
    tagLines(health, all, style),
  ];
  return printed(
    sections.filter((lines) => lines.length > 0).flatMap((lines, at) => (at > 0 ? ['', ...lines] : lines)),
    style,
  );
}

function headline(health: Health, style: Style): string[] {
  const { score, active, states, reasons } = health;
  const { paint, marks, columns } = style;
  const rest = AT_REST.filter((state) => states[state] > 0).map((state) => `${states[state]} ${state}`);
  const beside = rest.length > 0 ? `, besides ${rest.join(', ')}` : '';
  const lines = (text: string): string[] => wrap(text, columns);
  if (score === null) return lines(`${paint.bold('no active card')}${paint.dim(beside)}`);
  const cards = `${states.verified} of ${counted(active, 'active card')}`;
  const legend = ACTIVE.filter((state) => states[state] > 0).map(
    (state) => `${paintOf(state, style)(shadeOf(state, style))} ${states[state]} ${state}`,
  );
  const why = TRUST_REASONS.filter((reason) => reasons[reason] > 0 && !isPlain(reason)).map(
    (reason) => `${reasons[reason]} ${REASON_WORDS[reason]}`,
  );
  return [
    ...lines(`${paint.bold(`${score}% verified`)}  ${paint.dim(`${cards}${beside}`)}`),
    stackedBar(health, Math.min(columns, LONG_BAR), style),
    ...lines(legend.join('   ')),
    ...(why.length > 0 ? lines(paint.dim(why.join(` ${marks.dot} `))) : []),
  ];
}

/** Whether a reason says no more than its state. */
function isPlain(reason: (typeof TRUST_REASONS)[number]): boolean {
  return reason === 'current' || AT_REST.some((state) => state === reason);
}

function numbers({ active, age, flags, withoutOwner, orphans, today }: Health, style: Style): string[] {
  if (active === 0) return [];
  const { paint } = style;
  const oldest = flags.oldest === null ? '' : `, the oldest from ${flags.oldest}`;
  const since =
    flags.oldest === null ? '' : ` (${counted(Math.max(0, daysBetween(flags.oldest, today)), 'day')})`;
  const row = (name: string, value: number | null, remark: string, bad = false): Cell[] => [
    { text: name },
    { text: value === null ? '' : String(value), paint: bad && value !== 0 ? paint.yellow : paint.bold },
    { text: value === 0 ? '' : remark, paint: paint.dim },
  ];
  const rows = [
    [
      { text: 'median age' },
      { text: age.median === null ? '' : String(age.median), paint: paint.bold },
      { text: ageInWords(age), paint: paint.dim },
    ],
    row('open flags', flags.open, `on ${counted(flags.cards.length, 'card')}${oldest}${since}`, true),
    row('without owner', withoutOwner.length, 'kb owners check', true),
    row('orphans', orphans.length, 'their owners are unknown: kb owners check', true),
  ];
  return formatTable(rows, [{}, { align: 'right' }, { shrinkTo: 8 }], style);
}

function ageInWords({ median, cards }: Health['age']): string {
  if (median === null) return 'no card was ever verified';
  return `${median === 1 ? 'day' : 'days'} since the verification, of ${counted(cards, 'card')} with one`;
}

const LIST: readonly Column[] = [{ shrinkTo: 12 }, { align: 'right' }, { align: 'right' }, {}];

function dueLines({ due, active }: Health, all: boolean, style: Style): string[] {
  if (active === 0) return [];
  return workLines(`due until ${due.until}`, due, 'due', all, style);
}

function staleLines({ stale }: Health, all: boolean, style: Style): string[] {
  return stale.cards === 0 ? [] : workLines('stale by owner', stale, 'stale', all, style);
}

/** The owners with cards to verify. */
function workLines(
  name: string,
  { cards: sum, owners }: Work,
  state: 'due' | 'stale',
  all: boolean,
  style: Style,
): string[] {
  const { paint } = style;
  const most = owners[0]?.cards ?? 0;
  const kept = all ? owners : owners.slice(0, FEW);
  const rows = kept.map(({ owner, cards, known }): Cell[] => [
    { text: owner },
    { text: String(cards), paint: paint.bold },
    { text: known ? '' : 'unknown', paint: paint.yellow },
    { text: bar(cards, most, state, style), paint: paintOf(state, style) },
  ]);
  const work = sum === 0 ? 'nothing' : counted(sum, 'card');
  return [
    ...wrap(`${paint.bold(name)}  ${paint.dim(work)}`, style.columns),
    ...formatTable(rows, LIST, style),
    ...more(owners.length - kept.length, 'owner', style),
  ];
}

function tagLines({ tags, untagged }: Health, all: boolean, style: Style): string[] {
  const { paint } = style;
  const kept = all ? tags : tags.slice(0, FEW);
  const rows = kept.map(({ tag, cards, verified, score }: Coverage): Cell[] => [
    { text: tag },
    { text: String(cards), paint: paint.bold },
    { text: `${score}%` },
    { text: bar(verified, cards, 'verified', style), paint: paint.green },
  ]);
  const without =
    untagged > 0 ? wrap(paint.dim(`${counted(untagged, 'card')} without a tag`), style.columns) : [];
  const head = paint.bold('verified by tag');
  return [
    ...(rows.length > 0 ? [head, ...formatTable(rows, LIST, style)] : []),
    ...more(tags.length - kept.length, 'tag', style),
    ...without,
  ];
}

function bar(part: number, whole: number, state: 'verified' | 'due' | 'stale', style: Style): string {
  const [filled = 0] = shares([part, whole - part], SHORT_BAR);
  return shadeOf(state, style).repeat(filled);
}

function more(left: number, noun: string, { paint, columns }: Style): string[] {
  return left > 0 ? wrap(paint.dim(`and ${counted(left, `more ${noun}`)}: --all`), columns) : [];
}
