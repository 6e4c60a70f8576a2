import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphemes } from '../../src/format/segments.js';
import { parseStyled, styledLines, unstyled } from '../../src/format/styled.js';
import { width } from '../../src/format/width.js';
import { wrap } from '../../src/format/wrap.js';
import { growth, LINEAR } from '../cost.js';

describe('wrap', () => {
  test('breaks at blanks and keeps the breaks of the text', () => {
    expect(wrap('the quick brown fox\n\njumps', 10)).toEqual(['the quick', 'brown fox', '', 'jumps']);
  });

  test('a word wider than a line sticks out, or is cut where it must', () => {
    const text = 'see https://example.com/a/b now';
    expect(wrap(text, 10)).toEqual(['see', 'https://example.com/a/b', 'now']);
    expect(wrap(text, 10, true)).toEqual(['see https:', '//example.', 'com/a/b', 'now']);
  });

  test('does not break at a no-break space', () => {
    expect(wrap('10\u00a0000 €', 4)).toEqual(['10\u00a0000', '€']);
  });

  test('breaks Thai between words', () => {
    expect(wrap('การคืนเงินให้ลูกค้า', 8)).toEqual(['การคืนเงิน', 'ให้ลูกค้า']);
    expect(wrap('ภาษาไทยทำน้ำ', 8)).toEqual(['ภาษาไทย', 'ทำน้ำ']);
  });

  test('breaks Chinese and Japanese, never before closing punctuation', () => {
    for (let columns = 4; columns < 20; columns += 1) {
      const lines = wrap('退款「政策」，請在十四天內申請。日本語も、できます！', columns);
      expect(lines.join('')).toBe('退款「政策」，請在十四天內申請。日本語も、できます！');
      expect(lines.filter((line) => /^[」，。、！]|「$/.test(line))).toEqual([]);
    }
  });

  test('carries colours and links over the end of a line', () => {
    expect(wrap('\x1b[1mbold \x1b[31mred text\x1b[39m\x1b[22m end', 9)).toEqual([
      '\x1b[1mbold \x1b[31mred\x1b[39m\x1b[22m',
      '\x1b[1m\x1b[31mtext\x1b[39m\x1b[22m end',
    ]);
    expect(wrap('\x1b]8;;https://a.example/\x1b\\two words\x1b]8;;\x1b\\', 5)).toEqual([
      '\x1b]8;;https://a.example/\x1b\\two\x1b]8;;\x1b\\',
      '\x1b]8;;https://a.example/\x1b\\words\x1b]8;;\x1b\\',
    ]);
  });

  test.each([0, -1, 1, 2, Number.NaN])('%s columns: no crash, no endless loop', (columns) => {
    expect(wrap('中 ab 👨‍👩‍👧', columns, true).join('').replaceAll(' ', '')).toBe('中ab👨‍👩‍👧');
  });

  const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { maxLength: 30 });
  const text = words.map((all) => all.join(' '));
  // No-break spaces and other blanks as wide as a letter are part of their word.
  const BLANKS = /[ \t\n\u2000-\u2006\u2008-\u200a\u205f]+/g;
  const solid = (all: string): string => all.replace(BLANKS, '');

  test('loses no character and keeps to the columns where the words fit', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), fc.boolean(), (from, columns, hard) => {
        const lines = wrap(from, columns, hard);
        expect(solid(lines.join(''))).toBe(solid(from));
        const widest = Math.max(columns, ...from.split(BLANKS).map(width));
        for (const line of lines) expect(width(line)).toBeLessThanOrEqual(widest);
      }),
      { examples: [['\u00a0!', 1, false]] },
    );
  });

  test('cut hard, only a single character may be wider than a line', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (from, columns) => {
        const wide = wrap(from, columns, true).filter((line) => width(line) > columns);
        expect(wide.filter((line) => [...graphemes(line)].length > 1)).toEqual([]);
      }),
    );
  });

  test('styles change nothing about where the lines break', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme-ascii' }), fc.integer({ min: 0, max: 9 }))),
        fc.integer({ min: 1, max: 30 }),
        (parts, columns) => {
          const styled = parts.map(([part, code]) => `\x1b[3${code === 9 ? 9 : code % 8}m${part}`).join('');
          expect(wrap(styled, columns).map(unstyled)).toEqual(wrap(unstyled(styled), columns));
        },
      ),
    );
  });

  test('a word costs no more than its length', () => {
    const thai = 'ไทย'.repeat(80_000);
    expect(wrap(thai, 80).join('')).toHaveLength(240_000);
    expect(growth((word) => wrap(word, 80), thai)).toBeLessThan(LINEAR);
    const latin = 'x'.repeat(250_000);
    expect(wrap(latin, 80, true)).toHaveLength(3125);
    expect(growth((word) => wrap(word, 80, true), latin)).toBeLessThan(LINEAR);
  });
});

test('styled lines are complete in themselves, and their text is the text', () => {
  expect(styledLines('\x1b[2mone\ntwo\x1b[22m\nthree')).toEqual([
    '\x1b[2mone\x1b[22m',
    '\x1b[2mtwo\x1b[22m',
    'three',
  ]);
  expect(parseStyled('a\x1b[1mb\x1b[22m').plain).toBe('ab');
});
