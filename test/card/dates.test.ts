import { describe, expect, test } from 'vitest';
import { meantDay } from '../../src/card/dates.js';
import { cardWith } from './sample.js';

describe('a date with slashes', () => {
  test.each([
    ['02/19/2027', '2027-02-19'],
    ['19/02/2027', '2027-02-19'],
    ['2/29/2028', '2028-02-29'],
    ['03/03/2027', '2027-03-03'],
    ['02/03/2027', undefined],
    ['02/30/2027', undefined],
    ['2027/02/19', undefined],
    ['19.02.2027', undefined],
  ])('%s can mean %s', (text, day) => {
    expect(meantDay(text)).toBe(day);
  });

  test('is wrong, and the message says what to write where there is one day only', () => {
    const said = (date: string): string | undefined =>
      cardWith(`verified:\n  on: ${date}`).problems.find(({ rule }) => rule === 'date-format')?.message;
    expect(said('02/19/2027')).toMatch(/found “02\/19\/2027”; write 2027-02-19$/);
    expect(said('02/03/2027')).toMatch(/found “02\/03\/2027”$/);
    expect(said('2026-9-05')).toMatch(/found “2026-9-05”$/);
  });
});
