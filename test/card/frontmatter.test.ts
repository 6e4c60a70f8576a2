import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Edit, Problem } from '../../src/card/card.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import type { Node, Value } from '../../src/card/value.js';

const card = (yaml: string): string => `---\n${yaml}\n---\n# Refunds\n`;
const applied = (text: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((now, { from, to, text: by }) => now.slice(0, from) + by + now.slice(to), text);
const fixes = (problems: readonly Problem[]): Edit[] => problems.flatMap(({ fix }) => fix ?? []);
const plain = (value: Value): unknown => {
  if (value === null || typeof value === 'string') return value;
  if ('entries' in value && value instanceof Map) {
    return Object.fromEntries([...value].map(([key, node]: [string, Node]) => [key, plain(node.value)]));
  }
  return (value as readonly Node[]).map((node) => plain(node.value));
};
const values = (text: string): unknown => {
  const { fields } = readFrontMatter(text);
  return fields && plain(fields);
};

describe('values', () => {
  test.each([
    [
      'scalars stay as written',
      'a: no\nb: 012\nc: 12:30\nd: 1.10\ne: 2026-02-31\nf: 0x1F\ng: true\nh: 1e3',
      {
        ...{ a: 'no', b: '012', c: '12:30', d: '1.10', e: '2026-02-31', f: '0x1F', g: 'true', h: '1e3' },
      },
    ],
    [
      'quotes and escapes are resolved',
      `a: "x\\ty"\nb: 'it''s'\nc: "@alice"\nd: ''`,
      { a: 'x\ty', b: "it's", c: '@alice', d: '' },
    ],
    [
      'nothing is null',
      'a:\nb: ~\nc: null\nd: "null"\ne:\n  -\n  - x',
      { a: null, b: null, c: null, d: 'null', e: [null, 'x'] },
    ],
    ['blocks', 'a: |\n  x\n   y\nb: >-\n  x\n  y\nc: one\n  two', { a: 'x\n y\n', b: 'x y', c: 'one two' }],
    [
      'lists and maps',
      'a: [x, "y"]\nb:\n- x\n- y\nc: {d: {e: f}}\n"g h": i',
      {
        ...{ a: ['x', 'y'], b: ['x', 'y'], c: { d: { e: 'f' } }, 'g h': 'i' },
      },
    ],
    ['comments are no values', '# one\na: b # two\n\n# three\nc: "d" #four', { a: 'b', c: 'd' }],
    ['the end of the document', 'a: b\n... # c', { a: 'b' }],
    [
      'signs that are harmless inside',
      'a: x@y\nb: C#\nc: a:b\nd: https://x.org/#a\ne: R&D!\nf: 50%',
      {
        ...{ a: 'x@y', b: 'C#', c: 'a:b', d: 'https://x.org/#a', e: 'R&D!', f: '50%' },
      },
    ],
    [
      'keys that only an object would trip over',
      'toString: a\nhasOwnProperty: b',
      { toString: 'a', hasOwnProperty: 'b' },
    ],
  ])('%s', (_, yaml, expected) => {
    expect(values(card(yaml))).toEqual(expected);
    expect(readFrontMatter(card(yaml))).toMatchObject({
      problems: [],
      unreadable: null,
      body: '# Refunds\n',
    });
  });

  test('a fence may have blanks behind it, a body may be empty', () => {
    expect(readFrontMatter('--- \t\na: b\n---\t')).toMatchObject({ problems: [], body: '', bodyLine: 3 });
    expect(readFrontMatter('---  \r\na: b\r\n---  \r\nx')).toMatchObject({
      problems: [],
      body: 'x',
      bodyLine: 4,
    });
  });

  test('the same text twice gives the same answer, also when the first was an error', () => {
    for (const text of [card('a: b'), card('a: [b'), '---js\n---\n', 'none']) {
      expect(readFrontMatter(text)).toEqual(readFrontMatter(text));
    }
  });

  test.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['both', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
    ['mixed line ends', (text: string) => text.replace('\n', '\r\n').replace('b\n', 'b\r\n')],
  ])('%s makes no difference to the values', (_, variant) => {
    const text = card('a: b\nc: |\n  x\n  y\nd: "x\n  y"\ne:\n  - f # g\n  - h\ni:\nj: k');
    expect(values(variant(text))).toEqual(values(text));
    expect(values(variant(text))).toMatchObject({ c: 'x\ny\n', d: 'x y', j: 'k' });
  });
});

describe('places', () => {
  const text =
    '\uFEFF---\r\ntitle: "A" # b\r\ntags:\r\n  - x\r\n  - y\r\n  # z\r\n\r\nverified: {on: 1, by: \'@a\'}\r\nnote: |\r\n  c\r\n\r\nlast:\r\n---\r\nBody';
  const { fields, body, bodyLine, bodyOffset } = readFrontMatter(text);

  test('of keys and values, at every depth', () => {
    const seen = [...(fields?.values() ?? [])].map(({ key, keyRange, range }) => {
      expect(text.slice(keyRange.from, keyRange.to)).toBe(key);
      return [
        key,
        keyRange.line,
        keyRange.column,
        text.slice(range.from, range.to),
        range.line,
        range.column,
      ];
    });
    expect(seen).toEqual([
      ['title', 2, 1, '"A"', 2, 8],
      ['tags', 3, 1, '- x\r\n  - y', 4, 3],
      ['verified', 8, 1, "{on: 1, by: '@a'}", 8, 11],
      ['note', 9, 1, '|\r\n  c', 9, 7],
      ['last', 12, 1, '', 12, 6],
    ]);
    const by = (fields?.get('verified')?.value as ReadonlyMap<string, Node>).get('by');
    expect(by).toMatchObject({ value: '@a', range: { line: 8, column: 23 } });
    const [, y] = fields?.get('tags')?.value as readonly Node[];
    expect(y).toMatchObject({ value: 'y', range: { line: 5, column: 5 } });
  });

  test('of the body', () => {
    expect({ body, bodyLine, bodyOffset }).toEqual({
      body: 'Body',
      bodyLine: 14,
      bodyOffset: text.indexOf('Body'),
    });
  });
});

describe('properties', () => {
  const key = fc
    .stringMatching(/^[a-z][a-z0-9_.-]{0,12}$/)
    .filter((name) => name !== 'constructor' && name !== 'prototype');
  const entries = fc.uniqueArray(fc.tuple(key, fc.string({ unit: 'grapheme' })), {
    minLength: 1,
    maxLength: 12,
    selector: ([name]) => name,
  });

  test('what is written in quotes is read as written, and its place parses back to it', () => {
    fc.assert(
      fc.property(
        entries,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\uFEFF'),
        (list, eol, mark) => {
          const lines = list.map(([name, value], index) =>
            index % 2 === 0 || /[^ -~]/.test(value)
              ? `${name}: ${JSON.stringify(value)}`
              : `${name}: '${value.replaceAll("'", "''")}'`,
          );
          const text = `${mark}${['---', ...lines, '---', 'body'].join(eol)}`;
          const { fields, body, problems } = readFrontMatter(text);
          expect(problems).toEqual([]);
          expect([...(fields ?? [])].map(([name, { value }]) => [name, value])).toEqual(list);
          for (const { value, range } of fields?.values() ?? []) {
            expect(parse(text.slice(range.from, range.to), { schema: 'failsafe' })).toBe(value);
          }
          expect(body).toBe('body');
        },
      ),
    );
  });

  test('fixes quote what was written, do not overlap, and leave nothing to fix', () => {
    const sign = fc.stringMatching(/^[@#:`%"'*&!|>[\]{},?\\ ab-]$/);
    const value = fc.array(sign, { minLength: 1, maxLength: 12 }).map((signs) => signs.join('').trim());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (list) => {
        const text = card(list.map((each, index) => `k${index}: ${each}`).join('\n'));
        const { problems } = readFrontMatter(text);
        const edits = fixes(problems).toSorted((a, b) => a.from - b.from);
        edits.forEach(({ from }, index) => {
          expect(from).toBeGreaterThanOrEqual(edits[index - 1]?.to ?? 0);
        });
        let fixed = text;
        for (let round = 0; round < 8; round += 1)
          fixed = applied(fixed, fixes(readFrontMatter(fixed).problems));
        expect(fixes(readFrontMatter(fixed).problems)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('a value that begins with @ or holds ": " is what its author wrote, once it is fixed', () => {
    const words = fc.array(
      fc.constantFrom('@', ': ', '"', "'", '\\', 'a', 'é', 'FAQ', ', ', '#', '`', '%', '*'),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.constantFrom('@', '`', 'FAQ: '), words, (start, rest) => {
        const value = `${start}x${rest.join('')}`.trim();
        // ` #` always begins a comment, and `: *` is reported as an alias.
        fc.pre(!/\s[#*]/.test(value));
        const text = card(`title: ${value}\nother: x`);
        const fixed = applied(text, fixes(readFrontMatter(text).problems));
        expect(values(fixed)).toEqual({ title: value, other: 'x' });
        expect(readFrontMatter(fixed).problems).toEqual([]);
      }),
    );
  });

  test('no text makes it throw, and the body is always a tail of the text', () => {
    const piece = fc.constantFrom(
      '---',
      '\n',
      '\r\n',
      ' ',
      '\t',
      ': ',
      '- ',
      'a',
      'b: c\n',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      '#',
      '|',
      '>',
      '&',
      '*',
      '!',
      '%',
      '@',
      '<<<<<<< x\n',
      '...\n',
      '\uFEFF',
      '\u2028',
      '\0',
      '?',
      ',',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = `---\n${pieces.join('')}\n---\nbody`;
        const { fields, body, bodyOffset, unreadable } = readFrontMatter(text);
        expect(text.slice(bodyOffset)).toBe(body);
        expect(fields === null).toBe(unreadable !== null);
      }),
      { numRuns: 300 },
    );
  });
});
