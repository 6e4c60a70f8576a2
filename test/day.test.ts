import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addInterval,
  addMonths,
  dayOf,
  daysBetween,
  parseDay,
  parseInterval,
  type Day,
} from '../src/day.js';

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`no day: ${text}`);
  return parsed;
};
const anyDay = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => dayOf(year, month, date) ?? day('never'));

describe('parseDay', () => {
  test.each(['2026-11-21', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    '2026-02-31',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-04-31',
    '2019-9-05',
    '2021-04-1r8',
    '01/-4/2019',
    '',
    '2026-11-21T10:00:00Z',
    '10000-01-01',
    '0000-01-01',
    ' 2026-11-21',
    '२०२६-११-२१',
  ])('%j is none', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});

describe('arithmetic', () => {
  test.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
    ['9999-06-30', 12, '9999-12-31'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });

  test('agrees with the calendar of Date', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800_000, max: 800_000 }), (from, count) => {
        const moment = new Date(`${from}T00:00:00Z`);
        moment.setUTCDate(moment.getUTCDate() + count);
        const year = moment.getUTCFullYear();
        fc.pre(year >= 1 && year <= 9999);
        expect(addDays(from, count)).toBe(moment.toISOString().slice(0, 10));
        expect(daysBetween(from, addDays(from, count))).toBe(count);
      }),
    );
  });

  test('stops at the ends of the calendar', () => {
    expect(addDays(day('9999-12-30'), 5)).toBe('9999-12-31');
    expect(addDays(day('0001-01-02'), -5)).toBe('0001-01-01');
  });
});

describe('parseInterval', () => {
  test.each([
    ['90d', 90, 'day'],
    ['6 months', 6, 'month'],
    ['4 weeks', 28, 'day'],
    ['1 year', 12, 'month'],
    ['180-days', 180, 'day'],
    ['365', 365, 'day'],
    ['Monthly', 1, 'month'],
    ['quarterly', 3, 'month'],
    ['biannual', 6, 'month'],
    ['annual', 12, 'month'],
    ['P90D', 90, 'day'],
    ['P6M', 6, 'month'],
    ['P1Y6M', 18, 'month'],
    ['P2W', 14, 'day'],
  ])('%j', (text, count, unit) => {
    expect(parseInterval(text)).toEqual({ count, unit });
  });

  test.each([
    '',
    '0',
    '0d',
    'soon',
    '-3d',
    '1.5y',
    'P',
    'PT5H',
    'P1M3D',
    '999999d',
    '99999',
    'constructor',
    '6 moons',
  ])('%j is none', (text) => {
    expect(parseInterval(text)).toBeUndefined();
  });

  test('an interval moves a day forward', () => {
    expect(addInterval(day('2026-11-21'), { count: 90, unit: 'day' })).toBe('2027-02-19');
    expect(addInterval(day('2026-08-31'), { count: 6, unit: 'month' })).toBe('2027-02-28');
  });
});
