import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.js';
import { lastCommits, monthEnds, steady } from '../../src/stats/trend.js';

const commits = (...times: number[]) => times.map((seconds, at) => ({ id: String(at), seconds }));
const times = (...seconds: number[]) => steady(commits(...seconds)).map((commit) => commit.seconds);
/** The days of January 2026, one per second. */
const dayOf = (seconds: number) => `2026-01-${String(seconds).padStart(2, '0')}` as Day;
const lastOn = (day: number, ...seconds: number[]) =>
  lastCommits(steady(commits(...seconds)), [dayOf(day)], dayOf)[0]?.id ?? null;

test.each([
  ['2026-08-15', '2026-11-21', ['2026-08-31', '2026-09-30', '2026-10-31']],
  ['2026-08-31', '2026-09-30', ['2026-08-31', '2026-09-30']],
  ['2024-02-01', '2024-03-01', ['2024-02-29']],
  ['2025-12-31', '2026-01-31', ['2025-12-31', '2026-01-31']],
  ['2026-11-01', '2026-11-21', []],
  ['2026-11-21', '2026-11-01', []],
])('months from %s to %s end on %j', (from, to, wanted) => {
  expect(monthEnds(from as Day, to as Day)).toEqual(wanted);
});

describe('a clock that was wrong', () => {
  test.each([
    ['none', [1, 2, 2, 5], [1, 2, 2, 5]],
    ['a commit earlier than its parent', [1, 5, 4], [1, 4, 4]],
    ['one of 1970 in the middle', [10, 20, 0, 30], [10, 20, 20, 30]],
    ['one of the future in the middle', [10, 99, 20, 30], [10, 20, 20, 30]],
    ['one of 1970 at the end', [10, 20, 0], [10, 20, 20]],
    ['one of the future at the start', [99, 10, 20], [10, 10, 20]],
    ['two in a row', [10, 15, 99, 0, 20], [10, 15, 20, 20, 20]],
    ['no commit', [], []],
  ])('%s: %j counts as %j', (_, written, wanted) => {
    expect(times(...written)).toEqual(wanted);
  });

  test('never turns the order around, and leaves what only rises as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 }), (written) => {
        const now = times(...written);
        expect(now).toEqual([...now].sort((a, b) => a - b));
        const sorted = [...written].sort((a, b) => a - b);
        expect(times(...sorted)).toEqual(sorted);
        // No other way to keep a rising sequence keeps more of the written times.
        const kept = now.filter((time, at) => time === written[at]).length;
        expect(kept).toBeGreaterThanOrEqual(longestRun(written));
      }),
    );
  });

  function longestRun(values: readonly number[]): number {
    const best: number[] = [];
    values.forEach((value, at) => {
      best[at] = 1 + Math.max(0, ...best.filter((_, before) => (values[before] ?? 0) <= value));
    });
    return Math.max(0, ...best);
  }
});

test.each([
  [1, [2, 3], null],
  [2, [2, 3], '0'],
  [2, [2, 2, 3], '1'],
  [9, [2, 3], '1'],
  [9, [], null],
  [4, [1, 5, 4], '2'],
  [5, [1, 5, 4], '2'],
])('the last commit on day %i of %j is %j', (day, written, wanted) => {
  expect(lastOn(day, ...written)).toBe(wanted);
});
