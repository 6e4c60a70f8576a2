import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_CARD, decode } from '../../src/card/decode.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, swap = false): Uint8Array => {
  const bytes = new Uint8Array(Buffer.from(text, 'utf16le'));
  return swap ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes;
};

describe('bytes that are a card', () => {
  test.each([
    ['empty', ''],
    ['LF', '---\ntitle: A\n---\n'],
    ['CRLF', '---\r\ntitle: A\r\n---\r\n'],
    ['mixed line ends', 'a\r\nb\nc\r\n'],
    ['a byte order mark, which is kept', '\uFEFF---\ntitle: A\n---\n'],
    ['many scripts', 'עברית ไทย 中文 العربية 🦊 é e\u0301'],
    ['a replacement character that the author wrote', 'a \uFFFD b'],
  ])('%s', (_, text) => {
    expect(decode(utf8(text))).toEqual({ text, problems: [], unreadable: null });
  });

  test('every well-formed text without NUL comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\0') && (text.includes('\n') || !text.includes('\r')));
        expect(decode(utf8(text))).toEqual({ text, problems: [], unreadable: null });
      }),
    );
  });
});

describe('bytes that are none', () => {
  const title = '# Refunds\nPay it back.\n';
  test.each([
    [
      'UTF-16 little endian with a mark',
      utf16(`\uFEFF${title}`),
      /UTF-16, little endian \(byte 0xFF at offset 0\)/,
      1,
      1,
    ],
    [
      'UTF-16 big endian with a mark',
      utf16(`\uFEFF${title}`, true),
      /UTF-16, big endian \(byte 0xFE at offset 0\)/,
      1,
      1,
    ],
    [
      'UTF-16 little endian without a mark',
      utf16(title),
      /UTF-16, little endian \(byte 0x00 at offset 1\)/,
      1,
      1,
    ],
    [
      'UTF-16 big endian without a mark',
      utf16(title, true),
      /UTF-16, big endian \(byte 0x00 at offset 0\)/,
      1,
      1,
    ],
    [
      'Latin-1',
      Uint8Array.from([...utf8(title), 0x63, 0x61, 0x66, 0xe9]),
      /not UTF-8 \(byte 0xE9 at offset 26\)/,
      3,
      4,
    ],
    [
      'a sequence cut off',
      Uint8Array.from([...utf8(title), 0xe2, 0x82]),
      /not UTF-8 \(byte 0xE2 at offset 23\)/,
      3,
      1,
    ],
    [
      'an overlong sequence',
      Uint8Array.from([...utf8(title), 0xc0, 0xaf]),
      /not UTF-8 \(byte 0xC0 at offset 23\)/,
      3,
      1,
    ],
    [
      'a bad byte behind U+FFFD',
      Uint8Array.from([...utf8(`${title}\uFFFD`), 0xff]),
      /byte 0xFF at offset 26/,
      3,
      2,
    ],
    ['NUL', utf8(`${title}é\0`), /NUL \(byte 0x00 at offset 25\)/, 3, 2],
    ['CR alone', utf8(title.replaceAll('\n', '\r')), /CR alone \(byte 0x0D at offset 9\)/, 1, 10],
  ])(
    '%s: the encoding and the byte are named, the title stays findable',
    (_, bytes, message, line, column) => {
      const { text, problems, unreadable } = decode(bytes);
      expect(problems).toEqual([
        {
          rule: 'encoding',
          severity: 'error',
          message: expect.stringMatching(message) as string,
          line,
          column,
        },
      ]);
      expect(unreadable).toMatch(message);
      expect(text.replace('\uFEFF', '').split('\n')[0]).toBe('# Refunds');
    },
  );

  test('a card over 256 KiB is refused, one of 256 KiB is not', () => {
    expect(decode(new Uint8Array(LONGEST_CARD).fill(0x61)).unreadable).toBeNull();
    const { text, problems, unreadable } = decode(new Uint8Array(LONGEST_CARD + 1).fill(0x61));
    expect({ text, rules: problems.map(({ rule }) => rule) }).toEqual({ text: '', rules: ['file'] });
    expect(unreadable).toMatch(/256 KiB; this one has 257 KiB/);
  });

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { problems, unreadable } = decode(bytes);
        expect(problems.length > 0).toBe(unreadable !== null);
      }),
    );
  });
});
