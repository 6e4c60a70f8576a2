/** Stock Lunr on an export gives the same answers as the engine to the same words. */
import path from 'node:path';
import fc from 'fast-check';
import lunr from 'lunr';
import { describe, expect, test } from 'vitest';
import type { Clause, IndexedDocument } from '../../../src/search/engine.js';
import {
  prepare,
  search,
  type ExportedCard,
  type ExportedIndex,
} from '../../../src/search/engines/lunr/prepare.js';
import { stockIndex } from '../../../src/search/engines/lunr/stock.js';
import { queryTerms, tokenize } from '../../../src/search/language.js';
import { root } from '../../build.js';
import { randomNumbers } from '../../random.js';
import { documentsIn, madeUp } from '../documents.js';
import { openEngine } from '../open-engine.js';

const STOCK = Object.getOwnPropertyDescriptor(lunr.TokenSet.prototype, 'toString') ?? {};
const SAMPLE = path.join(root, 'test/kb/cards');
const BOOSTS = { title: 3, tags: 3, headings: 2, body: 1 };

const languagesOf = (documents: readonly IndexedDocument[]): string[] =>
  [...new Set(documents.map(({ language }) => language))].sort();

const cardOf = ({ path, title, language }: IndexedDocument): ExportedCard => {
  const unsaid = { kind: null, tags: [], audience: 'public', verifyBy: null };
  return { path, id: path, title, language, ...unsaid, superseded: false, supersededBy: null };
};

/** An export, written as JSON and read again. */
async function exported(documents: readonly IndexedDocument[]): Promise<ExportedIndex> {
  const index = await stockIndex(documents, documents.map(cardOf), languagesOf(documents), BOOSTS);
  return JSON.parse(JSON.stringify(index)) as ExportedIndex;
}

async function loaded(documents: readonly IndexedDocument[]): Promise<lunr.Index> {
  const file = await exported(documents);
  await prepare(lunr, file);
  return lunr.Index.load(file);
}

/** Like Lunr's own parser, splits words at spaces and hyphens. */
function clausesOf(query: string, languages: readonly string[]): Clause[] {
  return query
    .split(/[\s-]+/)
    .flatMap((word) => tokenize(word).flatMap(({ text }) => queryTerms(text, languages)))
    .map((term) => ({ term, presence: 'optional' }));
}

async function expectSame(documents: readonly IndexedDocument[], queries: readonly string[]): Promise<void> {
  const [index, engine] = await Promise.all([loaded(documents), openEngine(documents, BOOSTS)]);
  const at = new Map(documents.map(({ path, stored }) => [stored, path]));
  let hits = 0;
  for (const query of queries) {
    const found = new Map(index.search(query).map(({ ref, score }) => [ref, score]));
    const matches = await engine.match(clausesOf(query, languagesOf(documents)));
    const expected = Array.from(
      matches.scores,
      (score, hit) => [at.get(matches.stored(hit)), score] as const,
    );
    expect([query, [...found.keys()].sort()]).toEqual([query, expected.map(([path]) => path)]);
    for (const [path = '', score] of expected)
      expect(Math.abs((found.get(path) ?? NaN) - score) / score, query).toBeLessThan(1e-12);
    hits += expected.length;
  }
  expect(hits).toBeGreaterThan(queries.length);
}

/** Queries of one to four words that occur in the documents. */
function queriesIn(documents: readonly IndexedDocument[], count: number, seed: number): string[] {
  const random = randomNumbers(seed);
  const any = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const word = (): string => {
    const { title = '', body = '' } = any(documents) ?? {};
    // Words in which Lunr's parser would see operators are left out.
    const words = `${title} ${body}`.split(/\s+/).filter((each) => /^[\p{L}\p{N}][^:~^*+-]*$/u.test(each));
    return any(words) ?? 'refund';
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, word).join(' '),
  );
}

describe('an export in stock Lunr', () => {
  test('has the hits and scores of the engine, in the sample base', async () => {
    const documents = documentsIn(SAMPLE);
    await expectSame(documents, [
      ...queriesIn(documents, 100, 1),
      'refund charge',
      'החזר',
      'płatności คืนเงิน',
    ]);
  });

  test('has them in many languages and with many numbers', async () => {
    const random = randomNumbers(7);
    const documents = Array.from({ length: 300 }, (_, at) => madeUp(at, random));
    await expectSame(documents, [...queriesIn(documents, 150, 2), 'node.js v1.2.3', 'NR17 nr18 zwrot']);
  });

  test('answers one query in three scripts, cut as kb cuts words', async () => {
    const random = randomNumbers(7);
    const index = await loaded(Array.from({ length: 300 }, (_, at) => madeUp(at, random)));
    const found = index.search('node.js เงินคืน płatność').map(({ ref }) => ref.slice(0, 2));
    expect(new Set(found)).toEqual(new Set(['en', 'th', 'pl']));
  });

  test('looks for any text that people type, and throws for none', async () => {
    const documents = documentsIn(SAMPLE);
    const [index, engine] = await Promise.all([loaded(documents), openEngine(documents, BOOSTS)]);
    const languages = languagesOf(documents);
    const odd = fc.array(
      fc.constantFrom(
        'refund',
        'stripe',
        'foo:bar',
        ':',
        '~',
        '^',
        '*',
        '+',
        '-',
        ' ',
        'title:',
        '~9',
        '__proto__',
        '\ud800',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          odd.map((parts) => parts.join('')),
        ),
        async (text) => {
          const found = new Map(search(index, text).map(({ ref, score }) => [ref, score]));
          const terms = text.split(/\s+/).flatMap((word) => tokenize(word));
          const clauses = terms.flatMap((token) => queryTerms(token.text, languages));
          const matches = await engine.match(clauses.map((term): Clause => ({ term, presence: 'optional' })));
          expect([...found.values()].sort().map((score) => score.toPrecision(10))).toEqual(
            [...matches.scores].sort().map((score) => score.toPrecision(10)),
          );
        },
      ),
      { numRuns: 200 },
    );
    for (const text of ['foo:bar', 'refund~', 'a^', '+', 'title:'])
      expect(() => index.search(text)).toThrow();
    expect(search(index, 'refund: ~stripe*').length).toBeGreaterThan(1);
    expect(search(index, ' :: * ')).toEqual([]);
    expect(search(index, 'refund '.repeat(10_000)).length).toBeGreaterThan(1);
  });

  test('finds numbers that stock Lunr loses', async () => {
    const prototype = lunr.TokenSet.prototype as object;
    const tokenSets = lunr.TokenSet as unknown as { _nextId: number };
    const numbers = Array.from({ length: 1000 }, (_, i) => String((i * i * 7) % 10 ** (1 + (i % 6))));
    const text = { title: '', tags: [], headings: [], body: numbers.join(' '), stored: '' };
    const file = await exported([{ ...text, path: 'numbers.md', language: 'en' }]);
    const lost = (): string[] => {
      // Which ones are lost depends on the ids of the nodes, so these start as in a new process.
      tokenSets._nextId = 1;
      const index = lunr.Index.load(file);
      return ['25532', '255367', '7'].filter((number) => index.search(number).length === 0);
    };
    await prepare(lunr, file);
    const mended = Object.getOwnPropertyDescriptor(prototype, 'toString') ?? {};
    Object.defineProperty(prototype, 'toString', STOCK);
    expect(lost()).toEqual(['25532', '255367']);
    Object.defineProperty(prototype, 'toString', mended);
    expect(lost()).toEqual([]);
  });

  test('stands beside another one with other languages', async () => {
    const text = { tags: [], headings: [], body: '', stored: '' };
    const german = { ...text, path: 'de.md', title: 'Zahlungen', language: 'de' };
    const polish = { ...text, path: 'pl.md', title: 'Płatności', language: 'pl' };
    const [first, second] = [await loaded([german]), await loaded([polish])];
    expect(first.search('zahlung')).toHaveLength(1);
    expect(second.search('płatność')).toHaveLength(1);
    expect(first.search('płatność')).toHaveLength(0);
  });

  test('is refused where it is none, or one of another format', async () => {
    await expect(prepare(lunr, {} as ExportedIndex)).rejects.toThrow('expected an index of format 1');
    const file = await exported(documentsIn(SAMPLE));
    const newer = { ...file, kb: { ...file.kb, format: 2 } };
    await expect(prepare(lunr, newer)).rejects.toThrow('found format 2');
  });
});
