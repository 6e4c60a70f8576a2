import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/day.js';
import { MOST_CARDS, useOf, withEvents } from '../../src/usage/use.js';
import { opened, searched, TODAY } from './sample.js';

const times = (count: number, days = 0) =>
  Array.from({ length: count }, () => opened('a', { day: addDays(TODAY, -days) }));
const useAfter = (events: Parameters<typeof withEvents>[1], today = TODAY): number =>
  useOf(withEvents(null, events, today), 'a', today);

describe('use', () => {
  // 1 + 0.5 · log2(1 + worth) / 6
  test.each([
    [0, 0, 1],
    [1, 0, 1 + 1 / 12],
    [3, 0, 1 + 2 / 12],
    [7, 0, 1.25],
    [63, 0, 1.5],
    [1000, 0, 1.5],
    // After 30 days an open is worth half, after 60 a quarter.
    [2, 30, 1 + 1 / 12],
    [4, 60, 1 + 1 / 12],
    [6, 30, 1 + 2 / 12],
    [1, 15, 1 + Math.log2(1 + Math.SQRT1_2) / 12],
  ])('%d opens, %d days ago: %d', (count, days, factor) => {
    expect(useAfter(times(count, days))).toBeCloseTo(factor, 12);
  });

  test('counts copies and links like reading, and no edit and no search', () => {
    const ways = (['show', 'open', 'copy', 'link'] as const).map((how) => useAfter([opened('a', { how })]));
    expect(new Set(ways)).toEqual(new Set([1 + 1 / 12]));
    expect(useAfter([opened('a', { how: 'edit' }), searched('a', { hits: ['a'], total: 1 })])).toBe(1);
  });

  test('asks nothing of trust', () => {
    expect(useAfter([opened('a', { trust: 'stale' })])).toBe(useAfter([opened('a')]));
  });

  test('takes no open of a day to come, and loses nothing on a day gone by', () => {
    expect(useAfter(times(1, -1))).toBe(1);
    const summary = withEvents(null, times(7), TODAY);
    expect(useOf(summary, 'a', addDays(TODAY, -90))).toBe(1.25);
  });

  test('is the same, however the log is cut into parts and days', () => {
    const events = fc.array(
      fc.record({
        card: fc.constantFrom('a', 'constructor', '__proto__'),
        ago: fc.integer({ min: 0, max: 200 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(events, fc.nat(40), fc.nat(60), (list, cut, later) => {
        const opens = list.map(({ card, ago }) => opened(card, { day: addDays(TODAY, -ago) }));
        const day = addDays(TODAY, later);
        const parts = withEvents(withEvents(null, opens.slice(0, cut), TODAY), opens.slice(cut), day);
        const whole = withEvents(null, opens, day);
        for (const id of ['a', 'constructor', '__proto__']) {
          expect(useOf(parts, id, day)).toBeCloseTo(useOf(whole, id, day), 9);
          expect(useOf(whole, id, day)).toBeGreaterThanOrEqual(1);
          expect(useOf(whole, id, day)).toBeLessThanOrEqual(1.5);
        }
      }),
    );
  });

  test('of too many cards keeps the most used', () => {
    const once = Array.from({ length: MOST_CARDS + 50 }, (_, at) => opened(`card-${at}`));
    const { worth } = withEvents(null, [...once, opened('card-520')], '2026-11-21' as Day);
    expect([worth.size, worth.get('card-520')]).toEqual([MOST_CARDS, 2]);
  });
});
