import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/day.js';
import { COLORS, statsBadge } from '../../src/format/stats/badge.js';
import { statsJson } from '../../src/format/stats/json.js';
import { statsLines } from '../../src/format/stats/lines.js';
import { statsPage } from '../../src/format/stats/page.js';
import { shares } from '../../src/format/stats/states.js';
import { statsSvg } from '../../src/format/stats/svg.js';
import { width } from '../../src/format/width.js';
import { healthOf, type Health, type HealthCard } from '../../src/stats/health.js';
import { tally } from '../../src/stats/tally.js';
import type { Trend } from '../../src/stats/trend.js';
import { knownOwners } from '../../src/trust/known-owners.js';
import type { TrustFacts } from '../../src/trust/trust.js';
import { controlsIn, HOSTILE, piped, rich, stale, terminal, today, trust } from './styles.js';

const soon = { verifyBy: addDays(today, 3) };
const card = (path: string, facts: Partial<TrustFacts> = {}, tags: readonly string[] = []): HealthCard => ({
  path,
  tags,
  trust: trust({ verifiedOn: addDays(today, -20), ...facts }),
  flags: [],
});
const healthy = (cards: readonly HealthCard[]): Health =>
  healthOf(cards, today, [], knownOwners([], ['@legal']));
const some = healthy([
  card('a.md', {}, ['refunds']),
  card('b.md', {}, ['refunds', 'eu']),
  card('c.md', { ...soon, owner: ['@gone'] }, ['eu']),
  card('d.md', stale),
  card('e.md', { status: 'draft' }),
]);

/** One month per score, the last one ending today. */
function trend(scores: readonly (number | null)[]): Trend {
  const points = scores.map((score, at) => ({
    ...tally([]),
    score,
    day: (at === scores.length - 1 ? today : `2026-${String(at + 1).padStart(2, '0')}-28`) as Day,
    commit: at === scores.length - 1 ? null : 'c'.repeat(40),
  }));
  return { points, complete: true, lacking: [], since: null };
}

test('the page of a terminal', () => {
  expect(`\n${statsPage(some, trend([25, null, 50]), false, terminal({ columns: 60 }))}`).toBe(`
50% verified  2 of 4 active cards, besides 1 draft
██████████████████████████████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░░░░░░
█ 2 verified   ▓ 1 due   ░ 1 stale
1 expired · 1 due soon

100% │
     │
     │
     │
 50% │        ███
     │        ███
     │███     ███
     │███     ███
  0% └────────────
      J   F   •
      2026
25% on 2026-01-28, 50% on 2026-11-21; lowest 25% on
2026-01-28

median age     20  days since the verification, of 4 cards …
open flags      0
without owner   0
orphans         1  their owners are unknown: kb owners check

stale by owner  1 card
@legal  1  ░░░░░░░░░░░░░░░░░░░░

due until 2026-12-21  1 card
@gone  1  unknown  ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓

verified by tag
eu       2   50%  ██████████
refunds  2  100%  ████████████████████
1 card without a tag
`);
});

test.each([
  [[0, 0], '\nmedian age     0  days since the verification, of 2 cards with one\n'],
  [[1], '\nmedian age     1  day since the verification, of 1 card with one\n'],
  [[], '\nmedian age        no card was ever verified\n'],
])('the age of cards that were verified %j days ago', (ages, line) => {
  const cards = ages.map((days, at) => card(`${at}.md`, { verifiedOn: addDays(today, -days) }));
  const never = card('never.md', { verifiedOn: null, recorded: false });
  expect(statsPage(healthy([...cards, never]), null, false, terminal())).toContain(line);
});

test('in ASCII where the locale has no more', () => {
  const page = statsPage(some, trend([25, 1, 50]), false, terminal({ columns: 60, unicode: false }));
  expect(page).toMatch(/^[\n\x20-\x7e]*$/);
  expect(page).toContain('\n##############################!!!!!!!!!!!!!!!xxxxxxxxxxxxxxx\n');
  expect(page).toContain('\n     |### ### ###\n  0% +------------\n');
});

test('of no card', () => {
  const none = healthy([card('e.md', { status: 'draft' })]);
  expect(statsPage(none, trend([null]), false, terminal())).toContain('no active card, besides 1 draft\n');
  expect(JSON.parse(statsBadge(none))).toMatchObject({ message: 'no cards', color: 'lightgrey' });
  for (const svg of [statsSvg(none, null), statsSvg(none, trend([null])), statsSvg(healthy([]), null)])
    wellFormed(svg);
});

test('owners and tags beyond ten are counted, and all shown on demand', () => {
  const many = healthy(
    Array.from({ length: 12 }, (_, at) => card(`${at}.md`, { ...soon, owner: [`@o${at}`] }, [`t${at}`])),
  );
  const page = statsPage(many, null, false, terminal());
  expect(page).toContain('and 2 more owners: --all\n');
  expect(page).toContain('and 2 more tags: --all\n');
  expect(statsPage(many, null, true, terminal())).not.toContain('--all');
  expect(statsLines(many, null, piped).match(/^(tag|due-owner)\t/gm)?.length).toBe(24);
});

test('no line of the page is wider than the terminal', () => {
  const long = healthy([card('a.md', { ...soon, owner: [`@${'x'.repeat(90)}`] }, ['y'.repeat(90)])]);
  for (let columns = 16; columns < 130; columns += 1) {
    for (const health of [some, long]) {
      const scores = Array.from({ length: 30 }, (_, at) => at);
      const lines = statsPage(health, trend(scores), false, terminal({ columns })).split('\n');
      expect(lines.filter((line) => width(line) > columns)).toEqual([]);
    }
  }
});

test('a pipe has one fact a line', () => {
  const lines = statsLines(some, trend([25, null, 50]), piped).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'score\t50',
      'active\t4',
      'state\tstale\t1',
      'reason\tsoon\t1',
      'due\t1\t2026-12-21',
      'due-owner\t@gone\t1\tunknown',
      'stale-owner\t@legal\t1\t',
      'age\t20\t4',
      'flags\t0\t0\t',
      'without-owner\t0',
      'orphans\t1',
      'tag\trefunds\t2\t2\t100',
      'untagged\t1',
      'month\t2026-01-28\t25\t0\t0\t0\t0\t0',
      'month\t2026-02-28\t\t0\t0\t0\t0\t0',
    ]),
  );
});

test.each([
  [100, 'brightgreen'],
  [90, 'brightgreen'],
  [89, 'green'],
  [75, 'green'],
  [60, 'yellowgreen'],
  [40, 'yellow'],
  [20, 'orange'],
  [19, 'red'],
  [0, 'red'],
])('a badge of %i percent is %s', (score, color) => {
  const badge: unknown = JSON.parse(statsBadge({ ...some, score }));
  expect(badge).toEqual({ schemaVersion: 1, label: 'knowledge', message: `${score}% verified`, color });
  expect(COLORS.map(([least]) => least)).toEqual([90, 75, 60, 40, 20, 0]);
});

describe('a picture', () => {
  test('is well-formed, has a title and both themes, and runs and loads nothing', () => {
    for (const svg of [statsSvg(some, null), statsSvg(some, trend([25, null, 60, 61, 50]))]) {
      wellFormed(svg);
      expect(svg).toContain('<title id="kb-title">Knowledge: 50% verified</title>');
      expect(svg).toContain('@media (prefers-color-scheme:dark)');
      expect(svg).not.toMatch(/<script|href|url\(|@import|\son\w+=|NaN|undefined|Infinity/);
    }
  });

  test('of states has a part for each that has cards', () => {
    const svg = statsSvg(some, null);
    expect(svg).toContain('>2 verified</text>');
    expect(svg).not.toContain('unverified</text>');
    expect(svg).toContain('On 2026-11-21: 2 verified, 1 due, 0 unverified, 1 stale.');
  });

  test('of a history has a gap where there was no card, and says all in words', () => {
    const svg = statsSvg(some, trend([25, null, 60, 50]));
    expect(svg.match(/class="line"/g)?.length).toBe(2);
    expect(svg).toContain('Score over time: 2026-01-28 25%, 2026-03-28 60%, 2026-11-21 50%.');
  });

  test('is the same for the same numbers', () => {
    expect(statsSvg(some, trend([1, 2]))).toBe(statsSvg({ ...some, tags: [], orphans: [] }, trend([1, 2])));
  });
});

test('nothing that a card says steers a terminal, a log or a reader of XML', () => {
  for (const text of [
    ...HOSTILE,
    '</svg><script>alert(1)</script>',
    '&<>"\'',
    ']]>',
    '::error::x',
    '##[error]x',
  ]) {
    const health = healthy([card(`${text}.md`, { ...soon, owner: [text, `@${text}`] }, [text])]);
    const months = trend([10, 100]);
    for (const style of [terminal(), rich, terminal({ unicode: false })])
      expect(controlsIn(statsPage(health, months, true, style))).toBeNull();
    const lines = statsLines(health, months, piped);
    expect(controlsIn(lines.replaceAll('\t', ''))).toBeNull();
    expect(lines.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
    expect(lines.split('\n').length).toBe(
      statsLines(healthy([card('a.md', { ...soon, owner: ['a', 'b'] }, ['t'])]), months, piped).split('\n')
        .length,
    );
    const json = statsJson(health, months, null);
    expect(json).not.toMatch(/[^\P{Cc}\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|##\[/u);
    expect(JSON.parse(json)).toMatchObject({ tags: [{ cards: 1 }] });
    for (const svg of [statsSvg(health, null), statsSvg(health, months)]) wellFormed(svg);
    expect(controlsIn(statsBadge(health))).toBeNull();
  }
});

describe('shares of a bar', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 5 });
  test('fill it, and everything that is there is seen', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 5, max: 200 }), (some, room) => {
        const cells = shares(some, room);
        expect(cells.reduce((a, b) => a + b, 0)).toBe(some.every((count) => count === 0) ? 0 : room);
        cells.forEach((cell, at) => {
          expect(cell > 0).toBe((some[at] ?? 0) > 0);
        });
      }),
    );
  });

  test('in too little room they still fill it', () => {
    expect(shares([1, 1, 1, 1], 2)).toEqual([1, 1, 0, 0]);
    expect(shares([3, 0, 1], 8)).toEqual([6, 0, 2]);
  });
});

/** Fails unless all elements are closed in order and no text contains markup. */
function wellFormed(xml: string): void {
  const open: string[] = [];
  const attribute = String.raw`\s+[\w:-]+="[^<&"]*"`;
  const rest = xml.replace(
    new RegExp(`<(/?)(\\w+)((?:${attribute})*)(/?)>`, 'g'),
    (_, end: string, name: string, __, alone: string) => {
      if (end) expect(open.pop()).toBe(name);
      else if (!alone) open.push(name);
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<&]/);
  expect(xml).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}|[\ufffe\uffff]/u);
}
