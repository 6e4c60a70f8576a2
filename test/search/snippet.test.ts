import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentTerms } from '../../src/search/language.js';
import { snippet, type Snippet } from '../../src/search/snippet.js';
import { growth, LINEAR } from '../cost.js';

interface Options {
  title?: string;
  language?: string;
  width?: number;
  bodyLine?: number;
}

function find(body: string, words: string, options: Options = {}): Snippet | null {
  const { title = 'Title', language = 'en', bodyLine = 1, ...rest } = options;
  const terms = documentTerms(words, language).map((term) => new Set([term]));
  return snippet({ body, bodyLine }, terms, { title, language, ...rest });
}

const marked = (found: Snippet | null): string[] =>
  found?.marks.map(([from, to]) => found.text.slice(from, to)) ?? [];

describe('snippet', () => {
  test('a short text whole, with its words marked in any inflection', () => {
    const found = find('Issue the refund.\nRefunds take 5 days.', 'refund');
    expect(found).toEqual({
      line: 1,
      heading: [],
      text: 'Issue the refund. Refunds take 5 days.',
      marks: [
        [10, 16],
        [18, 25],
      ],
    });
  });

  test('the line is the file’s', () => {
    const body = '# Title\n\nHello.\n\n## More\n\nNothing here.\n\nThe refund.\n';
    expect(find(body, 'refund', { bodyLine: 8 })?.line).toBe(16);
    expect(body.split('\n')[16 - 8]).toBe('The refund.');
  });

  test('headings above it, without the title', () => {
    const body = '# Title\n\nA.\n\n## Money\n\n### Back\n\nThe refund.\n\n## Other\n\nNo.\n';
    expect(find(body, 'refund')).toMatchObject({ heading: ['Money', 'Back'], text: 'The refund.', line: 9 });
    expect(find(body, 'refund', { title: 'Another' })?.heading).toEqual(['Title', 'Money', 'Back']);
  });

  test('found in a heading only: its section, at the heading', () => {
    const body = 'Intro.\n\n## Refund\n\nWrite to us.\n';
    expect(find(body, 'refund')).toEqual({ line: 3, heading: ['Refund'], text: 'Write to us.', marks: [] });
  });

  test('found in the title only: the first text', () => {
    expect(find('# Title\n\nFirst words.\n\n## Last\n\nEnd.', 'title')).toMatchObject({
      heading: [],
      text: 'First words.',
      marks: [],
    });
  });

  test('no text, no snippet', () => {
    expect(find('', 'refund')).toBeNull();
    expect(find('\n\n', 'refund')).toBeNull();
    expect(find('# Title', 'title')).toBeNull();
  });

  test('the section with more of the words wins; of several places the one where they stand close', () => {
    const filler = 'lorem ipsum dolor sit amet '.repeat(20);
    const body = `The charge.\n\n${filler}\n\n## Two\n\nRefund it.\n\n${filler}\n\nThe refund of a charge.\n`;
    const found = find(body, 'refund charge', { width: 60 });
    expect(found?.text).toContain('refund of a charge');
    expect(marked(found)).toEqual(['refund', 'charge']);
    expect(found?.line).toBe(11);
  });

  test('a long line is cut between words, with context on both sides', () => {
    const filler = 'lorem ipsum dolor sit amet '.repeat(20);
    const found = find(`${filler} the refund ${filler}`, 'refund', { width: 60 });
    expect(found?.text).toMatch(/^…\S.* the refund .*\S…$/);
    expect(found?.text.length).toBeLessThanOrEqual(62);
    expect(found?.text.length).toBeGreaterThan(50);
    for (const word of found?.text.replace(/…/g, '').split(' ') ?? []) {
      expect(['lorem', 'ipsum', 'dolor', 'sit', 'amet', 'the', 'refund']).toContain(word);
    }
  });

  test('it starts with the sentence where there is room', () => {
    const text = `${'Lorem ipsum dolor. '.repeat(20)}Now issue the refund in Stripe. ${'Amet. '.repeat(40)}`;
    expect(find(text, 'refund', { width: 80 })?.text).toMatch(
      /^…(Lorem ipsum dolor\. )*Now issue the refund in Stripe\./,
    );
  });

  test('at the end of the text the room is used for what stands before', () => {
    const found = find(`${'lorem ipsum '.repeat(50)}refund`, 'refund', { width: 60 });
    expect(found?.text.length).toBeGreaterThan(50);
    expect(found?.text).toMatch(/refund$/);
  });

  test.each([
    ['he', 'נהלי החברה. החזר כספי ללקוח תוך חמישה ימים.', 'החזר', 'החזר'],
    ['ar', 'سياسة الشركة. استرداد الأموال خلال خمسة أيام.', 'الأموال', 'الأموال'],
    ['th', 'นโยบายของบริษัท วิธีการขอคืนเงินภายในห้าวัน', 'คืนเงิน', 'คืนเงิน'],
    ['zh', '公司政策。退款将在五天内完成。', '退款', '退款'],
    ['ja', '会社の方針。返金は五日以内に行われます。', '返金', '返金'],
    ['pl', 'Zasady firmy. Zwrot płatności w ciągu pięciu dni.', 'płatność', 'płatności'],
  ])('words of %s', (language, body, word, expected) => {
    const found = find(body, word, { language });
    expect(marked(found).join('')).toBe(expected);
    expect(find(body.repeat(40), word, { language, width: 40 })?.marks.length).toBeGreaterThan(0);
  });

  test('wide characters count two columns', () => {
    const found = find('退款将在五天内完成。'.repeat(40), '退款', { language: 'zh', width: 40 });
    expect(found?.text.replace(/…/g, '').length).toBeLessThanOrEqual(20);
  });

  test('a text of one endless word', () => {
    const found = find(`refund ${'x'.repeat(100_000)}`, 'refund', { width: 80 });
    expect(found?.text).toMatch(/^refund/);
    expect(found?.text.length).toBeLessThanOrEqual(82);
    expect(find('x'.repeat(100_000), 'y', { width: 80 })?.text.length).toBeLessThanOrEqual(82);
  });

  test('for any text: marks lie in order within the text, apart, and hold the words', () => {
    const word = fc.constantFrom(
      'refund',
      'Refunds',
      'charge',
      'כסף',
      'คืนเงิน',
      '退款',
      '🎉',
      '\u001b[31m',
      '.',
      '\u200f',
    );
    const line = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.integer({ min: 1, max: 200 }), (lines, width) => {
        const found = find(lines.join('\n'), 'refund 退款', { width });
        if (!found) return;
        let end = 0;
        for (const [from, to] of found.marks) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(found.text.length);
        for (const text of marked(found)) expect(text).toMatch(/^(refunds?|退款)$/i);
        expect(found.line).toBeGreaterThanOrEqual(1);
        expect(found.line).toBeLessThanOrEqual(Math.max(1, lines.length));
        expect(found.text).not.toContain('\n');
      }),
      { numRuns: 400 },
    );
  });

  test('a word with a hyphen counts as the word without', () => {
    const body = '# Start\n\nNothing here.\n\n## Then\n\nYou log-in here.\n';
    const terms = [new Set(['login'])];
    const found = snippet({ body, bodyLine: 1 }, terms, { title: 'T', language: 'en' });
    expect(found).toMatchObject({ heading: ['Start', 'Then'], line: 7 });
  });

  test('a card of 256 KiB costs no more than its length', () => {
    const terms = [new Set(['refund']), new Set(['charg'])];
    const find = (body: string): unknown =>
      snippet({ body, bodyLine: 1 }, terms, { title: 'T', language: 'en' });
    expect(growth(find, 'refund of a charge, please\n\n'.repeat(9000))).toBeLessThan(LINEAR);
  });
});
