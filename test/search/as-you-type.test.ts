/** Queries while they are being typed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../src/search/query.js';
import { asTyped } from '../../src/search/as-you-type.js';

describe('asTyped', () => {
  test.each([
    ['refu', 'refu*'],
    ['refund po', 'refund po*'],
    ['refund ', 'refund '],
    ['+refund', '+refund*'],
    ['refund -gif', 'refund -gif'],
    ['tag:ref', 'tag:ref'],
    ['refund in:ti', 'refund in:ti'],
    ['"gift card"', '"gift card"'],
    ['re*', 're*'],
    ['r', ''],
    ['refund p', 'refund'],
    ['ราคา', 'ราคา*'],
    ['款', '款*'],
    ['node.j', 'node.j*'],
    ['C++', 'C++'],
    ['', ''],
  ])('%j asks for %j', (typed, asked) => {
    expect(asTyped(typed)).toBe(asked);
  });

  test('is linear, and asks for nothing that cannot be', () => {
    const ask = (text: string): void => {
      const asked = asTyped(text);
      if (/[\p{L}\p{N}]/u.test(asked) && !/\w:/.test(asked)) parseQuery(asked);
    };
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), ask));
    for (const text of ['a '.repeat(8000), '-'.repeat(16_000), `${'a.'.repeat(8000)}-`]) ask(text);
  });
});
