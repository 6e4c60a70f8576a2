import { describe, expect, test } from 'vitest';
import { quotation } from '../../src/card/quotation.js';

const card = {
  title: 'Refund a customer',
  bodyLine: 5,
  body: '# Refund a customer\n\nRefunds are paid **within  14 days**,\r\nnever later. See [the terms](terms.md).\n\nZwr\u00f3t w 5 dni.\n',
};

describe('a quote', () => {
  test.each([
    'within 14 days',
    'within 14 days, never later',
    '**within 14 days**',
    '  paid\nwithin ',
    'Refund a customer',
    'See the terms.',
    'NEVER later',
    'Zwro\u0301t w 5',
  ])('%j is found', (quote) => {
    expect(quotation(card, quote)).toEqual({ found: true });
  });

  test.each([
    ['paid within 30 days', { line: 7, text: 'Refunds are paid within 14 days,' }],
    ['later than that', { line: 8, text: 'never later. See the terms.' }],
    ['something else', null],
    ['', null],
    ['   ', null],
  ])('%j is not', (quote, nearest) => {
    expect(quotation(card, quote)).toEqual({ found: false, nearest });
  });

  test('does not show a long line whole', () => {
    const body = `x ${'𝒳'.repeat(500)}`;
    const said = quotation({ ...card, body }, 'x y');
    expect(said).toEqual({ found: false, nearest: { line: 5, text: `x ${'𝒳'.repeat(59)}…` } });
  });
});
