import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareLanguages, stem, tokenize } from '../../../src/search/language.js';

const here = new URL('.', import.meta.url);
const languages = readdirSync(here).flatMap((name) =>
  name.endsWith('.txt') ? [name.slice(0, -'.txt'.length)] : [],
);

/** Lines of folded words: those that must share a stem, and after a `!` those that must not. */
function groups(language: string): { together: string[][]; apart: string[][] } {
  const together: string[][] = [];
  const apart: string[][] = [];
  for (const line of readFileSync(new URL(`${language}.txt`, here), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    (line.startsWith('!') ? apart : together).push(tokenize(line).map((token) => token.text));
  }
  return { together, apart };
}

beforeAll(() => prepareLanguages(languages));

test('every language with a stemmer is judged', () => {
  const all = 'ar da de en es fi fr he hu it nl no pl pt ro ru sv tr';
  expect([...languages].sort().join(' ')).toBe(all);
});

test.each(languages)('%s: no stemmer that cuts words off after some letters would pass', (language) => {
  const { together, apart } = groups(language);
  const cuts = [2, 3, 4, 5, 6, 7, 8].filter((length) => {
    const stems = (words: string[]): number => new Set(words.map((word) => word.slice(0, length))).size;
    return together.every((words) => stems(words) === 1) && apart.every((words) => stems(words) > 1);
  });
  expect(cuts).toEqual([]);
});

test.each(languages)('%s: enough pairs to judge by', (language) => {
  const { together, apart } = groups(language);
  const pairs = together.reduce((sum, words) => sum + words.length - 1, 0);
  expect(pairs).toBeGreaterThanOrEqual(60);
  expect(apart.length).toBeGreaterThanOrEqual(20);
});

describe.each(languages)('%s', (language) => {
  const { together, apart } = groups(language);
  test.each(together.map((words) => [words.join(' '), words] as const))('meet: %s', (_, words) => {
    const stems = words.map((word) => `${word} → ${stem(word, language)}`);
    expect(new Set(words.map((word) => stem(word, language))).size, stems.join(', ')).toBe(1);
  });
  test.each(apart.map((words) => [words.join(' '), words] as const))('stay apart: %s', (_, words) => {
    const stems = words.map((word) => `${word} → ${stem(word, language)}`);
    expect(new Set(words.map((word) => stem(word, language))).size, stems.join(', ')).toBe(words.length);
  });
});
