import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KbError } from '../../src/errors.js';
import { parseQuery, QUERY_CAPS, type Query } from '../../src/search/query.js';
import { cost } from '../cost.js';

const words = (query: Query): string[] =>
  query.words
    .filter(({ parts }) => parts.length === 0)
    .map(({ text, presence }) => ({ optional: '', required: '+', prohibited: '-' })[presence] + text);

describe('words', () => {
  test.each([
    ['refund policy', ['refund', 'policy']],
    ['  Refund\tPOLICY\n', ['refund', 'policy']],
    ['+refund -policy eu', ['+refund', '-policy', 'eu']],
    ['refund*', ['refund*']],
    ['+ref*d', ['+ref*d']],
    ['-*fund', ['-*fund']],
    ['*a*', ['*a*']],
    ['*a*b*', ['a', 'b']],
    ['a:b', ['a', 'b']],
    ['https://x', ['https', 'x']],
    ['C++', ['c++']],
    ['+C++', ['+c++']],
    ['c#', ['c#']],
    ['node.js', ['node', 'js']],
    ['x~99', ['x', '99']],
    ['refund^10', ['refund', '10']],
    ['git push --force', ['git', 'push', 'force']],
    ['a - b + c', ['a', 'b', 'c']],
    ['"a b', ['a', 'b']],
    ['a" b"', ['a', 'b']],
    ['constructor __proto__', ['constructor', 'proto']],
    ['החזר כספי', ['החזר', 'כספי']],
    ['استرداد', ['استرداد']],
    ['zwrot płatności', ['zwrot', 'płatności']],
    ['cafe\u0301', ['café']],
    ['🎉 party', ['🎉', 'party']],
    ['tag:', ['tag']],
    ['is: in:', ['is', 'in']],
    ['Status: failed', ['status', 'failed']],
    ['foo:"a b"', ['foo', 'a', 'b']],
    ['דו"ח', ['דוח']],
  ])('%j', (text, expected) => {
    const query = parseQuery(text);
    expect(words(query).map((word) => word.replace('__proto__', 'proto'))).toEqual(expected);
    expect(query.phrases).toEqual([]);
    expect(query.filters).toEqual([]);
    expect(query.text).toBe(text);
  });

  test('a compound stands beside its parts', () => {
    const node = { text: 'node', presence: 'required', wildcard: false, parts: [] };
    const js = { ...node, text: 'js' };
    expect(parseQuery('+node.js').words).toEqual([
      node,
      js,
      { text: 'node.js', presence: 'optional', wildcard: false, parts: [node, js] },
    ]);
  });

  test('Thai and Chinese are cut into words', () => {
    expect(words(parseQuery('ขอคืนเงิน')).length).toBeGreaterThan(1);
    expect(words(parseQuery('退款政策')).join('')).toBe('退款政策');
  });
});

describe('phrases', () => {
  test('are asked once each, and no more than there is room for', () => {
    expect(parseQuery('"Gift card" "gift card" -"gift card"').phrases).toEqual([
      { text: 'Gift card', presence: 'required' },
      { text: 'gift card', presence: 'prohibited' },
    ]);
    const many = parseQuery(Array.from({ length: 9 }, (_, at) => `"card number${at}"`).join(' '));
    expect([many.phrases.length, many.dropped]).toEqual([8, ['phrases after the 8th']]);
  });

  test.each([
    ['"refund policy"', 'refund policy', 'required'],
    ['+"refund policy"', 'refund policy', 'required'],
    ['-"refund policy"', 'refund policy', 'prohibited'],
    ['“refund policy”', 'refund policy', 'required'],
    ['"ארה"ב הגדולה"', 'ארה"ב הגדולה', 'required'],
    ['-a:b', 'a:b', 'prohibited'],
    ['"is:stale"', 'is:stale', 'required'],
    ['"--force"', '--force', 'required'],
  ] as const)('%s', (text, phrase, presence) => {
    expect(parseQuery(text)).toMatchObject({ words: [], phrases: [{ text: phrase, presence }] });
  });

  test('beside words', () => {
    const query = parseQuery('eu "refund policy" 2026');
    expect(words(query)).toEqual(['eu', '2026']);
    expect(query.phrases).toHaveLength(1);
  });
});

describe('filters and fields', () => {
  test('every key is read, the rest are words', () => {
    const query = parseQuery(
      'tag:refunds owner:@Ana -is:stale kind:faq lang:he-IL verified:>2026-01-01 late',
    );
    expect(words(query)).toEqual(['late']);
    expect(query.filters).toEqual([
      { key: 'tag', value: 'refunds', negated: false },
      { key: 'owner', value: 'ana', negated: false },
      { key: 'is', value: 'stale', negated: true },
      { key: 'kind', value: 'faq', negated: false },
      { key: 'lang', value: 'he', negated: false },
      { key: 'verified', compare: '>', day: '2026-01-01', negated: false },
    ]);
  });

  test('quoted values, keys in any case', () => {
    expect(parseQuery('Tag:"two words"').filters).toEqual([
      { key: 'tag', value: 'two words', negated: false },
    ]);
  });

  test('in: restricts all words', () => {
    expect(parseQuery('refund').fields).toBeNull();
    expect(parseQuery('in:title refund').fields).toEqual(['title']);
    expect(parseQuery('refund in:heading in:tags').fields).toEqual(['headings', 'tags']);
    expect(parseQuery('refund -in:body').fields).toEqual(['title', 'tags', 'headings']);
    expect(() => parseQuery('in:titel x')).toThrow(/in: takes title, tags, headings, body; found “titel”/);
    expect(() => parseQuery('in:titel x')).toThrow(
      expect.objectContaining({
        hint: 'did you mean in:title?  To search for the text, quote it: "in:titel"',
      }),
    );
    expect(() => parseQuery('in:progress x')).toThrow(
      expect.objectContaining({ hint: 'to search for the text, quote it: "in:progress"' }),
    );
  });

  test.each(['is:foo', 'verified:>x', 'status:404', 'in:progress x'])('%s: an error with a hint', (text) => {
    expect(() => parseQuery(text)).toThrow(KbError);
    expect(parseQuery(`"${text}"`).phrases).toHaveLength(1);
  });
});

describe('empty and oversized', () => {
  test('32 filters', () => {
    expect(parseQuery('tag:a '.repeat(32)).filters).toHaveLength(32);
    expect(() => parseQuery('tag:a '.repeat(33))).toThrow(/takes 32 filters; found 33/);
  });

  test.each(['', '   ', '~', '^', '+', '-', '*', '**', '""', '"', ':', '+-+', '\u0000', '\ud800'])(
    '%j is a usage error',
    (text) => {
      expect(() => parseQuery(text)).toThrow(KbError);
    },
  );

  test('64 words', () => {
    const text = Array.from({ length: 70 }, (_, i) => `w${'abcdefghij'[i % 10] ?? ''}${i}x`).join(' ');
    const query = parseQuery(text);
    expect(query.words).toHaveLength(64);
    expect(query.dropped).toEqual(['words after the 64th']);
    expect(parseQuery(`${text} is:stale`).filters).toHaveLength(1);
    expect(parseQuery('one two').dropped).toEqual([]);
  });

  test('64 characters', () => {
    const query = parseQuery('x'.repeat(100));
    expect(query.words[0]?.text).toBe('x'.repeat(64));
    expect(query.dropped).toEqual(['the rest of words longer than 64 characters']);
  });

  test('eight words with a star', () => {
    const query = parseQuery(Array.from({ length: 10 }, (_, i) => `${'abcdefghij'[i] ?? ''}*`).join(' '));
    expect(query.words.filter(({ wildcard }) => wildcard)).toHaveLength(8);
    expect(words(query).slice(8)).toEqual(['i', 'j']);
    expect(query.dropped).toHaveLength(1);
  });

  test.each([
    ['words', 'ab '],
    ['one word', 'a'],
    ['opened quotes', '"a '],
    ['signs', '+-'],
    ['stars', '*a'],
    ['keys', 'it:'],
    ['Thai', 'ขอคืนเงิน'],
    ['dots', 'a.'],
    ['quotes', '"'],
    ['blanks', ' \t'],
  ])('100,000 characters of %s cost little', (_, piece) => {
    const text = `start ${piece.repeat(100_000 / piece.length)}`;
    const query = parseQuery(text);
    // Milliseconds. Input is capped, so there is no growth to measure.
    expect(cost(() => parseQuery(text))).toBeLessThan(2000);
    expect(query.words.length).toBeLessThanOrEqual(2 * QUERY_CAPS.words);
    expect(query.dropped).toContain('everything after 16384 characters');
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '+',
      '-',
      '"',
      '*',
      ':',
      ' ',
      '~',
      '^',
      'is:',
      'tag:x',
      'in:title',
      'verified:>',
      '“',
      '\u200f',
    ),
    fc.constantFrom('refund', 'C++', 'node.js', 'החזר', 'คืนเงิน', '退款', '🎉', '__proto__', 'constructor'),
  );

  test('is read, or is a usage error', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          const query = parseQuery(pieces.join(''));
          expect(query.words.every(({ text }) => text.length > 0 && text.length <= QUERY_CAPS.term)).toBe(
            true,
          );
          for (const { text, wildcard } of query.words) if (!wildcard) expect(text).not.toContain('*');
        } catch (error) {
          expect(error).toBeInstanceOf(KbError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('gives its words back, with their signs', () => {
    const word = fc.stringMatching(/^[a-z]{2,10}$/);
    const sign = fc.constantFrom('', '+', '-');
    fc.assert(
      fc.property(fc.array(fc.tuple(sign, word), { minLength: 1, maxLength: 64 }), (typed) => {
        const expected = typed.map(([mark, text]) => mark + text);
        expect(words(parseQuery(expected.join(' ')))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
