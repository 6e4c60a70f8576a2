/** Finds the words of a query in running text, a line at a time: what a reader is to see at a glance. */
import { queryTerms, tokenize } from './language.js';
import type { Query } from './query.js';
import { termIn, wordsOf } from './units.js';

/** Places of found words: [from, to) in UTF-16 units, in order, apart from each other. */
export type Places = readonly (readonly [from: number, to: number])[];

/**
 * Looks for the words of a query, in the same forms as the index does.
 * @param others words that were looked for besides, as other spellings
 * @param languages in which the query's words are stemmed; prepared, as the text's is
 */
export function marker(
  query: Query,
  others: readonly string[],
  languages: readonly string[],
  language: string,
): (text: string) => Places {
  const wanted = query.words.filter(({ presence }) => presence !== 'prohibited');
  const beginnings = wanted
    .filter(({ wildcard, text }) => wildcard && /^[^*]+\*$/.test(text))
    .map(({ text }) => text.slice(0, -1));
  const phrases = query.phrases.filter(({ presence }) => presence === 'required');
  const words = [
    ...wanted.filter(({ wildcard }) => !wildcard).map(({ text }) => text),
    ...beginnings,
    ...others,
    ...phrases.flatMap(({ text }) => wordsOf(tokenize(text)).units.map((unit) => unit.text)),
  ];
  const terms = new Set(words.flatMap((word) => queryTerms(word, languages)));
  const known = new Map<string, boolean>();
  const isFound = (token: string): boolean => {
    let found = known.get(token);
    if (found === undefined) {
      found = terms.has(termIn(token, language)) || beginnings.some((start) => token.startsWith(start));
      known.set(token, found);
    }
    return found;
  };
  return (text) => (terms.size === 0 ? [] : merged(tokenize(text).filter((token) => isFound(token.text))));
}

function merged(tokens: readonly { readonly from: number; readonly to: number }[]): Places {
  const places: [number, number][] = [];
  for (const { from, to } of tokens) {
    const last = places.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else places.push([from, to]);
  }
  return places;
}
