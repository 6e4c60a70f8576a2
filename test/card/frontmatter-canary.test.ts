/** Nothing in a card is ever executed: each of these would set a global if gray-matter ran it. */
import { afterEach, describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/card/frontmatter.js';

const world = globalThis as { canary?: unknown };
const code = '(globalThis.canary = "dead", { title: "Refunds" })';
const languages = [
  ...['js', 'JS', 'Js', 'javascript', 'JavaScript', ' js', '\tjs', 'js ', ' javascript '],
  ...['coffee', 'coffeescript', 'cson', 'json', 'JSON', 'toml', 'yaml', 'yml', 'node', 'eval'],
  ...[
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'hasOwnProperty',
    '-',
    '-js',
    '\u00a0js',
    '\u2028js',
    '\u0000js',
  ],
];

afterEach(() => {
  const { canary } = world;
  delete world.canary;
  expect(canary).toBeUndefined();
});

function readTwice(text: string): ReturnType<typeof readFrontMatter> {
  const once = readFrontMatter(text);
  expect(readFrontMatter(text)).toEqual(once);
  return once;
}

describe.each([
  ['LF', (text: string) => text],
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ['a byte order mark and CRLF', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
])('with %s', (_, variant) => {
  test.each(languages)('---%s is an error on line 1, and the body is found', (language) => {
    const text = variant(`---${language}\n${code}\n---\n# Refunds\n`);
    const { fields, unreadable, problems, body, bodyLine } = readTwice(text);
    expect(fields).toBeNull();
    expect(unreadable).toMatch(/^front matter, line 1: expected "---" alone on the first line/);
    expect(problems).toMatchObject([{ rule: 'front-matter-open', severity: 'error', line: 1 }]);
    expect(body).toBe(variant('# Refunds\n').replace('\uFEFF', ''));
    expect(bodyLine).toBe(4);
  });

  test.each(languages)('a body that begins with ---%s is text', (language) => {
    const body = variant(`---${language}\n${code}\n---\n`).replace('\uFEFF', '');
    const read = readTwice(`${variant('---\ntitle: A\n---\n')}${body}`);
    expect(read.fields?.get('title')?.value).toBe('A');
    expect(read.body).toBe(body);
  });

  test.each(languages)('front matter that closes with ---%s is not closed', (language) => {
    const read = readTwice(variant(`---\ntitle: A\n---${language}\n${code}\n---\n`));
    expect(read.fields).toBeNull();
    expect(read.problems).toMatchObject([{ rule: 'front-matter-closed', line: 3 }]);
  });

  test.each([code, `!!js/function "function () { ${code} }"`, `!<tag:yaml.org,2002:js/function> '${code}'`])(
    'front matter that is %s is not run',
    (yaml) => {
      expect(readTwice(variant(`---\n${yaml}\n---\n`)).fields).toBeNull();
      expect(readTwice(variant(`---\ntitle: ${yaml}\n---\n`)).fields).toBeNull();
    },
  );

  test('a second document is not read', () => {
    const read = readTwice(variant(`---\ntitle: A\n...\n---js\n${code}\n---\n`));
    expect(read.fields).toBeNull();
    expect(readTwice(variant(`---\ntitle: A\n...\nb: c\n---\n`)).problems).toMatchObject([
      { rule: 'front-matter-map', line: 3 },
    ]);
  });

  test('excerpt_separator and other words of gray-matter are fields like any other', () => {
    const text = variant('---\nexcerpt_separator: x\nlanguage: js\nengines: js\n---\naxb\n');
    const { fields, body } = readTwice(text);
    expect([...(fields?.keys() ?? [])]).toEqual(['excerpt_separator', 'language', 'engines']);
    expect(body).toBe(variant('axb\n').replace('\uFEFF', ''));
  });
});
