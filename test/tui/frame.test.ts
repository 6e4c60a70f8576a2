/** What is on the screen: in every size and script, with and without colors, as ink draws it. */
import { createElement } from 'react';
import fc from 'fast-check';
import { render } from 'ink-testing-library';
import { describe, expect, test } from 'vitest';
import { unstyled } from '../../src/format/styled.js';
import { width } from '../../src/format/width.js';
import { frameOf } from '../../src/tui/frame.js';
import { Screen } from '../../src/tui/screen.js';
import type { Hit, Size, State } from '../../src/tui/state.js';
import { controlsIn, HOSTILE, terminal } from '../format/styles.js';
import { answer, hit, page, played } from './stage.js';

const TITLES = [
  'Refund a duplicate charge',
  'החזר כספי ללקוח (EU)',
  'استرداد الأموال للعميل خلال 14 يوما',
  'การคืนเงินให้ลูกค้าที่จ่ายซ้ำ',
  '给客户退款：重复收费',
  'Zwrot płatności 👩‍👩‍👧 🇵🇱',
];
const hits = TITLES.map((title, at) => hit(title, at % 2 ? 'stale' : 'verified'));
const plain = terminal();
const coloured = terminal({ color: true });
const sizes = [
  [60, 15],
  [99, 24],
  [100, 24],
  [200, 60],
] as const;

function shown(columns: number, rows: number, ...steps: Parameters<typeof played>[1][]): State {
  return played({ columns, rows }, answer('', ...hits), ...steps).state;
}

const plainly = (row: string): string => unstyled(row).trimEnd();

/** The text that ink draws. */
function drawn(state: State, style = plain): string {
  return frameOf(state, style).rows.join('\n');
}

test('ink paints each picture once and whole, and none after its end', async () => {
  let rows = ['\x1b[1mone\x1b[22m', 'שתיים'];
  const listeners = new Set<() => void>();
  const painted: (readonly string[])[] = [];
  const source = {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    rows: () => rows,
  };
  const paint = (picture: readonly string[]): void => void painted.push(picture);
  const { unmount } = render(createElement(Screen, { source, paint }));
  const [first] = painted;
  expect(first).toBe(rows);
  for (const listener of listeners) listener();
  expect(painted).toHaveLength(1);
  rows = ['two'];
  for (const listener of listeners) listener();
  await expect.poll(() => painted).toEqual([first, ['two']]);
  unmount();
  expect(listeners.size).toBe(0);
});

describe('every row fits', () => {
  test.each(sizes)('%i×%i, whatever is open', (columns, rows) => {
    for (const keys of ['', 'refund', '\t', '\r', '?', '\tv', '\tfwrong']) {
      for (const style of [plain, coloured, terminal({ unicode: false })]) {
        const state = shown(columns, rows, keys);
        const frame = frameOf(state, style);
        expect(frame.rows).toHaveLength(rows);
        for (const row of frame.rows) expect(width(row)).toBeLessThanOrEqual(columns);
        if (style !== coloured) continue;
        // Ink omits codes that change nothing.
        const seen = drawn(state, style).split('\n').map(plainly);
        expect(seen).toEqual(frame.rows.map(plainly));
      }
    }
  });

  test('of hostile cards, too, and nothing of them steers', () => {
    const hostile = fc
      .array(fc.constantFrom(...HOSTILE, ...TITLES, 'x'.repeat(90)))
      .map((parts) => parts.join(''));
    const size = fc.record({
      columns: fc.integer({ min: 1, max: 220 }),
      rows: fc.integer({ min: 1, max: 70 }),
    });
    fc.assert(
      fc.property(fc.array(hostile), hostile, size, (titles, query, { columns, rows }) => {
        const cards = titles.map((title) => hit(title));
        const told = { what: 'told', notice: { text: query, isWrong: true } } as const;
        const typed = { what: 'typed', text: query } as const;
        const { state } = played({ columns, rows }, answer('', ...cards), typed, told);
        for (const row of frameOf(state, coloured).rows) {
          expect(controlsIn(row)).toBeNull();
          expect(width(row)).toBeLessThanOrEqual(columns);
        }
      }),
      { numRuns: process.env['KB_SOAK'] ? 2000 : 30 },
    );
  });
});

test('only the cards that are on the screen are looked at', () => {
  const many = Array.from({ length: 10_000 }, (_, at) => hit(`Card ${at}`));
  let looked = 0;
  const watched = many.map((each): Hit => ({
    row: each.row,
    get trust() {
      looked++;
      return each.trust;
    },
  }));
  const { state } = played({ columns: 80, rows: 24 }, answer('', ...watched), '\tG');
  looked = 0;
  frameOf(state, plain);
  expect(looked).toBeLessThan(21 * 4);
});

test('no badge takes the room of the titles where the list is narrow', () => {
  const replaced = hit('Refund form on paper, as it was');
  const trust = { ...replaced.trust, state: 'superseded', reason: 'superseded' } as const;
  const facts = { ...replaced.row.facts, supersededBy: 'refund-duplicate-charge' };
  const old: Hit = { trust, row: { ...replaced.row, facts } };
  const rowAt = (columns: number): string | undefined =>
    frameOf(played({ columns, rows: 24 }, answer('', old)).state, plain).rows[2];
  expect(rowAt(100)).toContain(' → superseded  Refund form on paper, as');
  expect(rowAt(80)).toContain(' → see refund-duplicat…  Refund form');
});

test('right-to-left titles are isolated, and owners stand in one column', () => {
  const rows = frameOf(shown(80, 24), plain).rows.slice(2, 8);
  expect(rows[1]).toContain('\u2068החזר כספי ללקוח (EU)\u2069');
  const columns = rows.map((row) => width(row.slice(0, row.indexOf('@legal'))));
  expect(new Set(columns).size).toBe(1);
});

test('without colours nothing is coloured; without UTF-8 all that is ours is ASCII', () => {
  expect(drawn(shown(120, 24))).not.toContain('\x1b');
  const ascii = terminal({ unicode: false });
  const state = played(
    { columns: 120, rows: 24 },
    answer('', hit('Plain')),
    page(hit('Plain'), 63, 40),
  ).state;
  expect(drawn(state, ascii)).toMatch(/^[\x20-\x7e\n]*$/);
});

test.each([
  [80, 24],
  [120, 24],
])('%i×%i: who says that a card is true sees first what has changed in it', (columns, rows) => {
  const [one = hit('One')] = hits;
  const before = shown(columns, rows, page(one, 63, 40), '\tv');
  expect(drawn(before)).toContain('finding what has changed');
  const compared = {
    what: 'compared',
    hit: one,
    since: { lines: ['changed since then:', '+14 days'], needsNote: true },
  } as const;
  const after = shown(columns, rows, page(one, 63, 40), '\tv', compared);
  expect(drawn(after)).toMatch(/changed since then:\n.*\+14 days\n.*──\n.*line 0/);
  expect(drawn(shown(columns, rows, page(one, 63, 40), '\tv', compared, '\x1b[B'))).toMatch(
    /━\n.*\+14 days\n/,
  );
});

test('an example in a prompt is marked as one, and Enter alone is offered where it is enough', () => {
  const [one = hit('One')] = hits;
  const asked = (needsNote: boolean): string =>
    drawn(shown(80, 24, '\tv', { what: 'compared', hit: one, since: { lines: [], needsNote } }));
  expect(asked(true)).toMatch(/^ verify, checked against › e\.g\. the terms/);
  expect(asked(false)).toMatch(/^ verify, checked against › optional, e\.g\. the terms/);
  expect(drawn(shown(80, 24, '\tf'))).toMatch(/^ what is wrong › e\.g\. the price/);
});

test('the cursor stands behind what was typed, in columns', () => {
  const at = (typed: string): number | undefined => frameOf(shown(80, 24, typed), plain).cursor?.x;
  expect([at(''), at('ab'), at('退款'), at('คืน')]).toEqual([6, 8, 10, 8]);
  expect(at('x'.repeat(300))).toBeLessThan(80);
  expect(frameOf(shown(80, 24, '\t'), plain).cursor).toBeNull();
});

test('what is too small for it says so', () => {
  const size = (columns: number, rows: number): Size => ({ columns, rows });
  expect(frameOf(played(size(59, 30)).state, plain).rows).toEqual(['kb needs 60×15; this is 59×30']);
  expect(frameOf(played(size(12, 3)).state, plain).rows).toEqual(['kb needs 60…']);
});

test('an answer without cards says what to do', () => {
  const { state } = played({ columns: 80, rows: 24 }, 'zzz', answer('zzz'));
  expect(drawn(state)).toContain('No card found.');
  expect(frameOf(state, plain).rows.at(-1)).toBe(' Esc clear   Ctrl-C quit   F1 help');
});

test('beside a card that takes long to lay out stand its own badge and title', () => {
  const [first, second] = [hit('First'), hit('Second', 'stale')];
  const { state } = played(
    { columns: 120, rows: 20 },
    ...[answer('', first, second), page(first, 63, 5), '\x1b[B', { what: 'late' } as const],
  );
  expect(
    frameOf(state, plain)
      .rows.map((row) => row.split('│')[1]?.trim() ?? '')
      .filter(Boolean),
  ).toEqual(['✖ stale 41 days', 'Second']);
});

test('the order of the cards is said while nothing is typed', () => {
  const all = {
    what: 'answered',
    results: { query: '', hits, total: 6, remark: '2 read recently, then by title' },
  } as const;
  const [typing = ''] = frameOf(played({ columns: 80, rows: 20 }, all).state, plain).rows;
  expect(typing).toMatch(/^ kb › type to search · 2 read recently, then by title +6 cards$/);
  const [typed = ''] = frameOf(played({ columns: 80, rows: 20 }, all, 'x').state, plain).rows;
  expect(typed).toMatch(/^ kb › x +6 cards$/);
});

test('what is told is told whole, in up to three rows', () => {
  const rowsOf = (text: string): readonly string[] => {
    const told = { what: 'told', notice: { text, isWrong: true } } as const;
    return frameOf(played({ columns: 60, rows: 15 }, answer('', ...hits), told).state, plain).rows;
  };
  const long = 'cards/refund.md cannot be read: front matter, line 9: a marker of a merge conflict, <<<<<<<';
  expect(rowsOf(long)).toHaveLength(15);
  expect(
    rowsOf(long)
      .slice(-2)
      .map((row) => row.trim())
      .join(' '),
  ).toBe(long);
  expect(rowsOf('x'.repeat(500)).slice(-3).map(width)).toEqual([59, 59, 59]);
  expect(rowsOf('saved').at(-1)).toBe(' saved');
});

test('the last row says how to leave, and not to clear what is empty', () => {
  const last = (...steps: Parameters<typeof played>[1][]): string | undefined =>
    frameOf(played({ columns: 80, rows: 20 }, answer('', ...hits), ...steps).state, plain).rows.at(-1);
  expect(last()).toContain('Ctrl-C quit');
  expect(last()).not.toContain('Esc clear');
  expect(last('x')).toContain('Esc clear');
});

test('an answer that takes long is said to be under way, until it stands', () => {
  const first = (...steps: Parameters<typeof played>[1][]): string =>
    frameOf(played({ columns: 80, rows: 20 }, answer('', ...hits), 'x', ...steps).state, plain).rows[0] ?? '';
  expect(first({ what: 'slow' })).toMatch(/^ kb › x +reading cards…$/);
  expect(first({ what: 'slow' }, answer('x', hit('One')))).toMatch(/ 1 card$/);
  expect(first({ what: 'slow' }, { what: 'unclear', query: 'x', why: 'no day' })).toMatch(/ 6 cards$/);
});
