/** `kb stats --format svg`: a picture for a README in the reader's light or dark theme, without scripts or external files. */
import { daysBetween } from '../../day.js';
import type { Health } from '../../stats/health.js';
import type { Point, Trend } from '../../stats/trend.js';
import { safe } from '../escape.js';
import { ACTIVE } from './states.js';
import { counted } from '../../text/counted.js';

const WIDTH = 720;
const EDGE = 24;
/** Top edge of the bar or chart. */
const TOP = 76;
const BAR = 28;
const CHART = { left: 64, right: WIDTH - 56, height: 180 };

const STYLE = `
svg{color-scheme:light dark}
text{font:14px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}
.score{font-size:22px;font-weight:600}
.quiet{fill:#59636e}.paper{fill:#fff;stroke:#d1d9e0}.grid{stroke:#d1d9e0;fill:none}
.verified{fill:#1a7f37}.due{fill:#d4a72c}.unverified{fill:#8c959f}.stale{fill:#cf222e}
.line{stroke:#1a7f37;stroke-width:2.5;stroke-linejoin:round;fill:none}.area{fill:#1a7f37;fill-opacity:.15}
@media (prefers-color-scheme:dark){
text{fill:#f0f6fc}
.quiet{fill:#9198a1}.paper{fill:#0d1117;stroke:#3d444d}.grid{stroke:#3d444d}
.verified{fill:#3fb950}.due{fill:#d29922}.unverified{fill:#656c76}.stale{fill:#f85149}
.line{stroke:#3fb950}.area{fill:#3fb950}
}`;

/** Draws the score over time if there is a history, otherwise the states of the active cards side by side. */
export function statsSvg(health: Health, trend: Trend | null): string {
  const { score, active, states, today } = health;
  const title = score === null ? 'Knowledge: no active card' : `Knowledge: ${score}% verified`;
  const cards = `${states.verified} of ${counted(active, 'active card')}`;
  const counts = ACTIVE.map((state) => `${states[state]} ${state}`).join(', ');
  const drawn = trend === null ? bar(health) : chart(trend.points);
  const over = trend === null ? '' : ` ${overTime(trend.points)}`;
  const height = drawn.bottom + EDGE;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="kb-title kb-desc">`,
    `<title id="kb-title">${xml(title)}</title>`,
    `<desc id="kb-desc">${xml(`On ${today}: ${counts}.${over}`)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
    text(EDGE, 44, score === null ? 'no active card' : `${score}% verified`, 'score'),
    text(WIDTH - EDGE, 44, `${cards} on ${today}`, 'quiet', 'end'),
    ...drawn.elements,
    '</svg>',
  ].join('\n')}\n`;
}

interface Drawing {
  readonly elements: readonly string[];
  readonly bottom: number;
}

function bar({ states, active }: Health): Drawing {
  const room = WIDTH - 2 * EDGE;
  let [x, key] = [EDGE, EDGE];
  const elements = ACTIVE.filter((state) => states[state] > 0).flatMap((state) => {
    const wide = (states[state] / active) * room;
    const label = `${states[state]} ${state}`;
    const parts = [
      `<rect class="${state}" x="${round(x)}" y="${TOP}" width="${round(Math.max(1, wide - 2))}" height="${BAR}" rx="3"/>`,
      `<rect class="${state}" x="${key}" y="${TOP + BAR + 19}" width="12" height="12" rx="3"/>`,
      text(key + 19, TOP + BAR + 30, label),
    ];
    x += wide;
    // About eight pixels per letter, and 52 for the colored square and the gaps.
    key += 52 + 8 * label.length;
    return parts;
  });
  return { elements, bottom: TOP + BAR + (elements.length > 0 ? 34 : 0) };
}

function chart(points: readonly Point[]): Drawing {
  const { left, right, height } = CHART;
  const [first] = points;
  const last = points.at(-1);
  const span = first && last ? Math.max(1, daysBetween(first.day, last.day)) : 1;
  const x = ({ day }: Point): number =>
    left + (first ? daysBetween(first.day, day) / span : 0) * (right - left);
  const y = (score: number): number => TOP + (1 - score / 100) * height;
  const grid = [0, 25, 50, 75, 100].flatMap((score) => [
    `<path class="grid" d="M${left} ${round(y(score))}H${right}"/>`,
    text(left - 10, round(y(score)) + 5, `${score}%`, 'quiet', 'end'),
  ]);
  const lines = runs(points).flatMap((run) => {
    const places = run.map((point) => `${round(x(point))} ${round(y(point.score))}`);
    const [from, to] = [run[0], run.at(-1)].map((point) => (point ? round(x(point)) : 0));
    return [
      `<path class="area" d="M${from} ${round(y(0))}L${places.join('L')}L${to} ${round(y(0))}Z"/>`,
      `<path class="line" d="M${places.join('L')}"/>`,
    ];
  });
  const end = runs(points).at(-1)?.at(-1);
  const dot = end
    ? [
        `<circle class="verified" cx="${round(x(end))}" cy="${round(y(end.score))}" r="4"/>`,
        text(round(x(end)) + 9, round(y(end.score)) + 5, `${end.score}%`),
      ]
    : [];
  const labels = labelled(points, x).map((point) =>
    text(round(x(point)), TOP + height + 22, point.day.slice(0, 7), 'quiet', 'middle'),
  );
  return { elements: [...grid, ...lines, ...dot, ...labels], bottom: TOP + height + 22 };
}

type Scored = Point & { readonly score: number };

/** Splits the points into runs of consecutive points with a score. */
function runs(points: readonly Point[]): Scored[][] {
  const found: Scored[][] = [[]];
  for (const point of points) {
    if (point.score === null) found.push([]);
    else found.at(-1)?.push(point as Scored);
  }
  return found.filter((run) => run.length > 0);
}

/** The points whose dates fit side by side below the chart. */
function labelled(points: readonly Point[], x: (point: Point) => number): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (!last || x(point) - x(last) >= 80) kept.push(point);
  }
  return kept;
}

function overTime(points: readonly Point[]): string {
  const scored = runs(points).flat();
  return `Score over time: ${scored.map(({ day, score }) => `${day} ${score}%`).join(', ')}.`;
}

function text(x: number, y: number, words: string, name?: string, anchor?: 'middle' | 'end'): string {
  const attributes = [
    ...(name === undefined ? [] : [` class="${name}"`]),
    ...(anchor === undefined ? [] : [` text-anchor="${anchor}"`]),
  ].join('');
  return `<text x="${x}" y="${y}"${attributes}>${xml(words)}</text>`;
}

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function xml(words: string): string {
  return safe(words).replace(/[&<>"']/g, (letter) => ENTITIES.get(letter) ?? letter);
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
