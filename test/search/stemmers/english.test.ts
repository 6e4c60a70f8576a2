import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import lunr from 'lunr';
import { describe, expect, test } from 'vitest';
import { isStopWord, stem, tokenize } from '../../../src/search/language.js';
import { corpora, hasCorpora } from '../../corpora.js';

const lunrStem = (word: string): string => String(lunr.stemmer(new lunr.Token(word, {})));
const isLunrStopWord = (word: string): boolean =>
  (lunr.stopWordFilter(new lunr.Token(word, {})) as lunr.Token | undefined) === undefined;

describe('Lunr is the judge', () => {
  test('of endings on every kind of stem', () => {
    const endings = (
      ' s es ies sses ed eed ing ational tional enci anci izer bli alli entli eli ousli ization ation ator alism iveness fulness ' +
      'ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent sion ' +
      'tion ion ou ism ate iti ous ive ize e ll y'
    ).split(' ');
    const stems = fc.string({
      unit: fc.constantFrom(...'a e i o u y b c d g l s t v w x z é'.split(' ')),
      maxLength: 7,
    });
    fc.assert(
      fc.property(stems, fc.constantFrom(...endings), fc.constantFrom(...endings), (start, middle, end) => {
        const word = start + middle + end;
        if (word !== '') expect(stem(word, 'en')).toBe(lunrStem(word));
      }),
      { numRuns: 20_000 },
    );
  });

  test.runIf(hasCorpora('mdn-1k'))('of every word of a big documentation', () => {
    const folder = corpora('mdn-1k');
    const words = new Set<string>();
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.md')) continue;
      for (const { text } of tokenize(readFileSync(path.join(folder, name), 'utf8'))) words.add(text);
    }
    const letters = [...words].filter((word) => /^\p{L}+$/u.test(word));
    expect(letters.length).toBeGreaterThan(10_000);
    expect(letters.filter((word) => stem(word, 'en') !== lunrStem(word))).toEqual([]);
    expect(letters.filter((word) => isStopWord(word, 'en') !== isLunrStopWord(word))).toEqual([]);
  });
});
