import fc from 'fast-check';
import { distance as levenshtein } from 'fastest-levenshtein';
import { describe, expect, test } from 'vitest';
import { editDistance, isRespelling, spellingDistance } from '../../src/search/spelling.js';
import { nearestWords, optimalStringAlignment } from './nearest-words.js';

describe('editDistance', () => {
  test.each([
    ['refund', 'refund', 0],
    ['refnud', 'refund', 1],
    ['rfund', 'refund', 1],
    ['reffund', 'refund', 1],
    ['rezund', 'refund', 1],
    ['ab', 'ba', 1],
    ['', 'abc', 3],
    ['החזר', 'החזרר', 1],
  ])('%s, %s: %i', (a, b, expected) => {
    expect(editDistance(a, b, 9)).toBe(expected);
  });

  test('what the textbook says, and capped; never more than without swaps, never less than half of it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, most) => {
        const edits = editDistance(a, b, 9);
        expect(edits).toBe(optimalStringAlignment(a, b));
        expect(edits).toBeLessThanOrEqual(levenshtein(a, b));
        expect(2 * edits).toBeGreaterThanOrEqual(levenshtein(a, b));
        expect(editDistance(b, a, 9)).toBe(edits);
        expect(editDistance(a, b, most)).toBe(Math.min(edits, most + 1));
      }),
      { numRuns: 500 },
    );
  });
});

describe('nearestWords', () => {
  const counts = new Map([
    ['refund', 5],
    ['refunds', 50],
    ['defund', 9],
    ['fund', 99],
    ['constructor', 1],
  ]);

  test('fewest edits, then the most frequent; not the word itself', () => {
    expect(nearestWords('refun', counts, 2, 9)).toEqual(['refund', 'refunds', 'defund']);
    expect(nearestWords('refund', counts, 1, 9)).toEqual(['refunds', 'defund']);
    expect(nearestWords('refun', counts, 2, 1)).toEqual(['refund']);
    expect(nearestWords('constuctor', counts, 1, 9)).toEqual(['constructor']);
    expect(nearestWords('refun', counts, 0, 9)).toEqual([]);
  });

  test('how far a spelling may be', () => {
    expect(['vat', 'bank', 'payment', 'payments', '401', 'e401x'].map(spellingDistance)).toEqual([
      0, 1, 1, 2, 0, 0,
    ]);
  });

  test('what may stand for a word', () => {
    expect(isRespelling('bnak', 'bank', ['en'])).toBe(true);
    expect(isRespelling('fill', 'bill', ['en'])).toBe(false);
    expect(isRespelling('refunds', 'refund', ['en'])).toBe(true);
    expect(isRespelling('payments', 'paymen', ['en'])).toBe(false);
    expect(isRespelling('abuot', 'about', ['pl', 'en'])).toBe(false);
  });
});
