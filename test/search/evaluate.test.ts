import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean, measure, type Judged } from '../../src/search/evaluate.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `d${i + 1}`);
const judged = (grades: readonly number[]): Judged =>
  new Map(ids(grades.length).flatMap((id, i) => (grades[i] ? [[id, grades[i]] as const] : [])));

describe('by hand', () => {
  test('graded cards: the gains of Järvelin and Kekäläinen 2002', () => {
    // Found: 3 2 3 0 0 1 2 2 3 0. Best: 3 3 3 2 2 2 1 1 1 1, of which the last four are not found.
    const gains = [3, 2, 3, 0, 0, 1, 2, 2, 3, 0];
    const all = judged([...gains, 1, 1, 1]);
    // 3 + 2/1.58496 + 3/2 + 1/2.80735 + 2/3 + 2/3.16993 + 3/3.32193 = 8.31876
    // 3 + 3/1.58496 + 3/2 + 2/2.32193 + 2/2.58496 + 2/2.80735 + 1/3 + 1/3.16993 + 1/3.32193 + 1/3.45943 = 9.97914
    const { ndcg, reciprocalRank, recall } = measure(ids(10), all, 10);
    expect(ndcg).toBeCloseTo(8.31876 / 9.97914, 4);
    expect(reciprocalRank).toBe(1);
    expect(recall).toBe(7 / 10);
  });

  test.each([
    ['the only answer first', ['a', 'x'], [1, 1, 1]],
    ['second', ['x', 'a'], [1 / Math.log2(3), 1 / 2, 1]],
    ['third', ['x', 'y', 'a'], [1 / 2, 1 / 3, 1]],
    ['below the depth', ['x', 'y', 'z', 'a'], [0, 0, 0]],
    ['nowhere', [], [0, 0, 0]],
  ])('%s', (_, found, [ndcg, reciprocalRank, recall]) => {
    expect(measure(found, new Map([['a', 1]]), 3)).toEqual({ ndcg, reciprocalRank, recall });
  });

  test('a better card first is worth more, though both are found', () => {
    const two = new Map([
      ['best', 2],
      ['good', 1],
    ]);
    expect(measure(['best', 'good'], two, 10).ndcg).toBe(1);
    // (1 + 2/1.58496) / (2 + 1/1.58496) = 2.26186 / 2.63093
    expect(measure(['good', 'best'], two, 10).ndcg).toBeCloseTo(2.26186 / 2.63093, 5);
  });

  test('with more answers than are looked at, a full page is the best that can be', () => {
    expect(measure(['d1', 'd2'], judged([1, 1, 1, 1]), 2)).toEqual({
      ndcg: 1,
      reciprocalRank: 1,
      recall: 1 / 2,
    });
  });

  test('the mean', () => {
    const none = { ndcg: 0, reciprocalRank: 0, recall: 0 };
    expect(mean([])).toEqual(none);
    expect(mean([none, { ndcg: 1, reciprocalRank: 0.5, recall: 0.25 }])).toEqual({
      ndcg: 0.5,
      reciprocalRank: 0.25,
      recall: 0.125,
    });
  });
});

test('no order is better than by grade, and swapping a better card upwards never harms', () => {
  const lists = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 15 });
  fc.assert(
    fc.property(lists, fc.nat(), fc.nat(), (grades, one, other) => {
      const all = judged(grades);
      const found = ids(grades.length);
      const best = [...found].sort((a, b) => (all.get(b) ?? 0) - (all.get(a) ?? 0));
      const top = measure(best, all, 10).ndcg;
      expect(top).toBeCloseTo(all.size > 0 ? 1 : 0, 12);
      expect(measure(found, all, 10).ndcg).toBeLessThanOrEqual(top + 1e-12);
      const [up, down] = [one % found.length, other % found.length].sort((a, b) => a - b) as [number, number];
      if ((all.get(found[down] ?? '') ?? 0) <= (all.get(found[up] ?? '') ?? 0)) return;
      const swapped = [...found];
      [swapped[up], swapped[down]] = [found[down] ?? '', found[up] ?? ''];
      expect(measure(swapped, all, 10).ndcg).toBeGreaterThanOrEqual(measure(found, all, 10).ndcg - 1e-12);
    }),
  );
});
