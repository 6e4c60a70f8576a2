/** The name that was meant, out of a few and out of very many. */
import { expect, test } from 'vitest';
import { Nearby } from '../../src/lint/nearby.js';

const NAMES = ['billing/refund-eu', 'billing/refund-us', 'Terms', 'support/index', 'sales/index', 'faq'];

test.each([
  ['refund-eu', 'billing/refund-eu'],
  ['sales/refund-us', 'billing/refund-us'],
  ['billing/refnud-us', 'billing/refund-us'],
  ['illing/refund-us', 'billing/refund-us'],
  ['TERMS', 'Terms'],
  ['term', 'Terms'],
  ['faw', 'faq'],
  ['fow', undefined],
  ['index', undefined],
  ['billing/payout', undefined],
  ['', undefined],
  ['constructor', undefined],
])('%s → %s', (written, expected) => {
  expect(new Nearby(NAMES).nearest(written)).toBe(expected);
});

test('of names of which many are alike, one with a typo is found again', () => {
  const names = Array.from({ length: 20_000 }, (_, at) => `guide/step-${String(at * 7919)}-of-many`);
  const nearby = new Nearby(names);
  for (const name of names.slice(0, 100)) {
    expect(nearby.nearest(name.replace('guide', 'gudie'))).toBe(name);
    expect(nearby.nearest(name.replace('many', 'mny'))).toBe(name);
  }
});

test('a name may be found by how it begins, where only one begins so', () => {
  const nearby = new Nearby(NAMES);
  expect(nearby.beginning('SALES')).toBe('sales/index');
  expect(nearby.beginning('billing/')).toBeUndefined();
  expect(nearby.beginning('')).toBeUndefined();
});
