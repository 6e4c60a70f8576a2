/** Small things used everywhere: a number with its noun, names as people compare them, the beginning of a long text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counted } from '../../src/text/counted.js';
import { fold } from '../../src/text/fold.js';
import { beginning, shortened } from '../../src/text/shortened.js';

test('one thing, and several', () => {
  expect([0, 1, 2].map((count) => counted(count, 'card'))).toEqual(['0 cards', '1 card', '2 cards']);
});

test('names in another case or form are the same', () => {
  expect(fold('ZOE\u0308')).toBe(fold('zo\u00eb'));
  expect(fold('@ana')).not.toBe(fold('@anna'));
});

test('a long text is cut, a short one is not', () => {
  expect(shortened('refund', 6)).toBe('refund');
  expect(shortened('refunds', 6)).toBe('refund…');
});

test('no character is cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, longest) => {
      const start = beginning(text, longest);
      expect(text.startsWith(start)).toBe(true);
      expect(start.length).toBeLessThanOrEqual(longest);
      expect(start).not.toMatch(/\p{Cs}/u);
    }),
  );
});
