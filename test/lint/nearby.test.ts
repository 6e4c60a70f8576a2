/** Which name was meant, among a few and among very many. */
import { expect, test } from 'vitest';
import { Nearby } from '../../src/lint/nearby.js';

const NAMES = [
  'billing/refund-eu',
  'billing/refund-us',
  'Terms',
  'support/index',
  'sales/index',
  'faq',
  'cards/c9',
  'billing/refund-2025',
];

test.each([
  ['refund-eu', 'billing/refund-eu'],
  ['sales/refund-us', 'billing/refund-us'],
  ['billing/refnud-us', 'billing/refund-us'],
  ['illing/refund-us', 'billing/refund-us'],
  ['TERMS', 'Terms'],
  ['term', 'Terms'],
  ['faw', 'faq'],
  ['fow', undefined],
  ['tearm', undefined],
  ['billing/c8', undefined],
  ['crads/c9', 'cards/c9'],
  ['billing/refund-2024', undefined],
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

test('what is excepted is never the answer, however near', () => {
  const nearby = new Nearby(['billing/refunds', 'billing/refunded']);
  expect(nearby.nearest('billing/refund', 'billing/refunds')).toBe('billing/refunded');
  expect(nearby.nearest('Refunds', 'billing/refunds')).toBeUndefined();
});
