import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { graphemes } from '../../src/format/segments.js';
import { pad, truncate, width } from '../../src/format/width.js';
import { growth, LINEAR } from '../cost.js';

describe('width', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['✔ verified', 10],
    ['→ … × –', 7],
    ['החזר כספי', 9],
    ['הַחְזָר', 4],
    ['استرداد', 7],
    ['ทำ', 2],
    ['น้ำ', 2],
    ['การคืนเงิน', 8],
    ['中文', 4],
    ['ｶﾞ', 2],
    ['한국어', 6],
    ['한', 2],
    ['e\u0301', 1],
    ['👨‍👩‍👧', 2],
    ['👍🏽', 2],
    ['⚠', 1],
    ['⚠️', 2],
    ['1️⃣', 2],
    ['🇮🇱', 2],
    ['👁️‍🗨️', 2],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', 2],
    ['\u2068abc\u2069', 3],
    ['\x1b[1mbold\x1b[22m', 4],
    ['\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\', 4],
  ])('%j takes %i columns', (text, columns) => {
    expect(width(text)).toBe(columns);
  });

  test('agrees with string-width wherever a cluster has one base character', () => {
    const alphabet = fc.constantFrom(
      ...Array.from('abcżółאבגدذسขคงаéñ中日한、。👍🎉🚀❤→…×½€'),
      '👨‍👩‍👧',
      '👍🏽',
      '⚠️',
      '🇮🇱',
      '1️⃣',
    );
    fc.assert(
      fc.property(fc.array(alphabet), (characters) => {
        const text = characters.join(' ');
        expect(width(text)).toBe(stringWidth(text));
      }),
    );
  });
});

describe('graphemes', () => {
  test('are the text, also across the chunks in which it is cut', () => {
    const text = 'ab👨‍👩‍👧e\u0301🇮🇱'.repeat(100);
    expect([...graphemes(text)].join('')).toBe(text);
    expect(new Set(graphemes(text))).toEqual(new Set(['a', 'b', '👨‍👩‍👧', 'e\u0301', '🇮🇱']));
  });

  test('190 KB of Thai cost no more than their length', () => {
    const text = 'ภาษาไทย'.repeat(9_000);
    expect([...graphemes(text)].join('')).toHaveLength(text.length);
    expect(growth((part) => [...graphemes(part)], text)).toBeLessThan(LINEAR);
  });
});

describe('truncate', () => {
  test.each([
    ['refund', 6, 'refund'],
    ['refunds', 6, 'refun…'],
    ['中文中文', 6, '中文…'],
    ['ab👨‍👩‍👧cd', 4, 'ab…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['abc', -5, ''],
    ['\x1b[1mbold text\x1b[22m', 5, '\x1b[1mbold\x1b[22m…'],
  ])('%j in %i columns is %j', (text, columns, expected) => {
    expect(truncate(text, columns, '…')).toBe(expected);
  });

  test('keeps the end of a path', () => {
    expect(truncate('cards/refunds/eu.md', 10, '…', 'end')).toBe('…nds/eu.md');
    expect(truncate('cards/refunds/eu.md', 10, '...', 'end')).toBe('...s/eu.md');
  });

  test('closes an isolate that it cuts', () => {
    expect(truncate('\u2068החזר כספי\u2069', 5, '…')).toBe('\u2068החזר\u2069…');
  });

  test('never takes more columns than there are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 20 }), (text, columns) => {
        expect(width(truncate(text, columns, '…'))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

test('pad fills up on either side and leaves a longer text alone', () => {
  expect(pad('中', 4)).toBe('中  ');
  expect(pad('7', 3, 'right')).toBe('  7');
  expect(pad('longer', 3)).toBe('longer');
});
