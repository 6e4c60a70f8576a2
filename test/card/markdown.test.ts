import type { Nodes } from 'mdast';
import { expect, test } from 'vitest';
import { MOST_BYTES, MOST_COLUMNS, parseMarkdown } from '../../src/card/markdown.js';
import { MOST_NESTED } from '../../src/card/outline/blocks.js';
import { LINEAR } from '../cost.js';

function nodes(node: Nodes): Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap((child: Nodes) => nodes(child))] : [node];
}

const typesOf = async (body: string): Promise<string[]> =>
  nodes(await parseMarkdown(body)).map((node) => node.type);

async function textsOf(body: string): Promise<[string, number | undefined][]> {
  const found: [string, number | undefined][] = [];
  for (const node of nodes(await parseMarkdown(body))) {
    if (node.type === 'text') found.push([node.value, node.position?.start.line]);
  }
  return found;
}

/** Milliseconds of processor time. */
async function cost(body: string): Promise<number> {
  await parseMarkdown('warm up');
  const start = process.cpuUsage();
  await parseMarkdown(body);
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1000;
}

test('a body becomes a tree with tables, tasks, footnotes and lines', async () => {
  const body = '# a\n\n- [x] b[^1]\n\n| c |\n|---|\n| ~~d~~ |\n\n[^1]: e\n';
  const types = await typesOf(body);
  expect(types).toEqual(
    expect.arrayContaining(['heading', 'table', 'delete', 'footnoteReference', 'footnoteDefinition']),
  );
  expect(await textsOf(body)).toContainEqual(['d', 7]);
});

test.each([
  ['>', ''],
  ['> ', 'x'],
  ['- ', 'x'],
  ['1. ', 'x'],
  ['> - 2) ', 'x'],
])('10 kB of %j are flattened, and their text stays on its line', async (mark, text) => {
  const body = `before\n\n${mark.repeat(10_000 / mark.length)}${text}\n\nafter\n`;
  expect(await cost(body)).toBeLessThan(1000);
  const texts = await textsOf(body);
  expect(texts.at(-1)).toEqual(['after', 5]);
  if (text !== '') expect(texts).toContainEqual([text, 3]);
  const deep = (await typesOf(body)).filter((type) => type === 'blockquote' || type === 'listItem');
  expect(deep.length).toBe(MOST_NESTED);
});

test('quotes as deep as is allowed stay as they are, and so does a long rule', async () => {
  const quotes = (await typesOf(`${'> '.repeat(MOST_NESTED)}x\n`)).filter((type) => type === 'blockquote');
  expect(quotes.length).toBe(MOST_NESTED);
  expect(await typesOf(`a\n\n${'- '.repeat(60)}-\n`)).toContain('thematicBreak');
  expect(await typesOf(`a\n\n${'* '.repeat(60)}\n`)).toContain('thematicBreak');
});

test('a ragged table of 14 kB is a paragraph, in well under a second', async () => {
  const columns = 2300;
  const body = `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${'|b\n'.repeat(1600)}\nafter\n`;
  expect(await cost(body)).toBeLessThan(1000);
  expect(await typesOf(body)).toEqual(['root', 'paragraph', 'text', 'paragraph', 'text']);
  expect((await textsOf(body)).at(-1)).toEqual(['after', 1604]);
});

test.each([
  [MOST_COLUMNS, 'table'],
  [MOST_COLUMNS + 1, 'paragraph'],
])('a table of %i columns is a %s, with and without outer pipes', async (columns, type) => {
  const row = (cell: string): string => Array.from({ length: columns }, () => cell).join(' | ');
  expect((await parseMarkdown(`| ${row('a')} |\n| ${row('-')} |\n`)).children[0]?.type).toBe(type);
  expect((await parseMarkdown(`${row('a')}\n${row(':-:')}\n`)).children[0]?.type).toBe(type);
});

test('rows and code with many pipes stay as they are', async () => {
  const pipes = '|-'.repeat(200);
  expect((await parseMarkdown(`| a |\n|---|\n${pipes}x\n`)).children[0]?.type).toBe('table');
  expect((await parseMarkdown(`a${pipes}\n`)).children[0]).toMatchObject({
    children: [{ value: `a${pipes}` }],
  });
});

test('a body over the limit is one block of code, with its lines', async () => {
  const root = await parseMarkdown('é\r\n'.repeat(MOST_BYTES / 4 + 1));
  expect(root.children.map((child) => child.type)).toEqual(['code']);
  expect(root.position?.end.line).toBe(MOST_BYTES / 4 + 2);
  expect((await parseMarkdown('a'.repeat(MOST_BYTES))).children[0]?.type).toBe('paragraph');
});

test('a long line costs no more than its length', async () => {
  const [short, long] = [
    await cost('hello world. '.repeat(1_000)),
    await cost('hello world. '.repeat(10_000)),
  ];
  expect(long / short).toBeLessThan(LINEAR);
});

test('CRLF stays, and lines count', async () => {
  expect(await textsOf(`a\r\n\r\n${'>'.repeat(100)} b\r\n\r\nc\r\n`)).toEqual([
    ['a', 1],
    ['b', 3],
    ['c', 5],
  ]);
});
