/** The score over time as a bar chart for a terminal: one bar per month, in eighths of a line, with the years below. */
import type { Point, Trend } from '../../stats/trend.js';
import type { Style } from '../style.js';
import { wrap } from '../wrap.js';
import { isAscii } from './states.js';

/** Lines of the chart, without its axis. */
const ROWS = 8;
const EIGHTHS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Maximum columns of a bar, including the gap after it. */
const WIDEST = 4;
/** Columns in front of the bars: `100% │`. */
const EDGE = 6;
const MONTHS = 'JFMAMJJASOND';

/** Returns the lines of the chart: as many of the last months as fit, with a summary in numbers below. */
export function chartLines({ points }: Trend, style: Style): string[] {
  const room = Math.max(1, style.columns - EDGE);
  const shownPoints = points.slice(-room);
  const slot = Math.max(1, Math.min(WIDEST, Math.floor(room / shownPoints.length)));
  const { paint, marks } = style;
  const side = isAscii(style) ? '|' : '│';
  const bars = Array.from({ length: ROWS }, (_, at) => {
    const row = ROWS - 1 - at;
    const label = at === 0 ? '100%' : row === ROWS / 2 - 1 ? ' 50%' : '    ';
    const cells = shownPoints.map(({ score }) => column(score, row, slot, style)).join('');
    return `${paint.dim(`${label} ${side}`)}${paint.green(cells.trimEnd())}`;
  });
  const corner = isAscii(style) ? '+' : '└';
  const months = shownPoints.map((point) => letterOf(point, marks.bullet).padEnd(slot)).join('');
  const hidden = points.length - shownPoints.length;
  return [
    ...bars,
    paint.dim(`  0% ${corner}${marks.rule.repeat(slot * shownPoints.length)}`),
    paint.dim(' '.repeat(EDGE) + months.trimEnd()),
    paint.dim(' '.repeat(EDGE) + years(shownPoints, slot)),
    ...(hidden > 0 ? wrap(paint.dim(`${hidden} earlier months do not fit: --json`), style.columns) : []),
    ...summary(points).flatMap((line) => wrap(line, style.columns)),
  ];
}

/** The part of a bar in a row, counted from the bottom. Every score above zero is visible. */
function column(score: number | null, row: number, slot: number, style: Style): string {
  const eighths = score === null || score === 0 ? 0 : Math.max(1, Math.round((score / 100) * ROWS * 8));
  const here = Math.max(0, Math.min(8, eighths - row * 8));
  const letter = isAscii(style) ? (here >= 4 || (row === 0 && here > 0) ? '#' : '') : (EIGHTHS[here] ?? '');
  return letter.repeat(Math.max(1, slot - 1)).padEnd(slot);
}

/** The first letter of the month. The last point, which is not the end of a month, gets the sign `today`. */
function letterOf({ day, commit }: Point, today: string): string {
  return commit === null ? today : (MONTHS[Number(day.slice(5, 7)) - 1] ?? '');
}

/** Each year below its first month, if the year before leaves room for it. */
function years(points: readonly Point[], slot: number): string {
  let line = '';
  let last = '';
  points.forEach(({ day }, at) => {
    const year = day.slice(0, 4);
    if (year === last || (line !== '' && line.length >= at * slot)) return;
    line = line.padEnd(at * slot) + year;
    last = year;
  });
  return line;
}

function summary(points: readonly Point[]): string[] {
  const scored = points.flatMap(({ day, score }) => (score === null ? [] : [{ day, score }]));
  const [first] = scored;
  const last = scored.at(-1);
  if (!first || !last || scored.length === 1) return [];
  const lowest = scored.reduce((low, each) => (each.score < low.score ? each : low));
  return [
    `${first.score}% on ${first.day}, ${last.score}% on ${last.day}; lowest ${lowest.score}% on ${lowest.day}`,
  ];
}
