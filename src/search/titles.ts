/** Measures how similar titles are. A word that few titles of a base have counts more than a frequent one. */
import { documentTerm, tokenize } from './language.js';

/** Smallest share that close titles have in common: four fifths, less what rounding may take. */
export const CLOSE_TITLES = 0.79;

export interface Title {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
}

/** A word of a title, as an index term. */
interface Word {
  readonly term: string;
  /** Terms of a compound's parts: `two factor` has the word `two-factor` as well. */
  readonly parts: readonly string[];
}

interface TitleWords {
  readonly words: readonly Word[];
  /** The terms of all words and of their parts. */
  readonly terms: ReadonlySet<string>;
}

/**
 * Returns, for each of the other titles, its similarity from 0 to 1: the weighted share of both titles' words that are in
 * the other one too. Stop words do not count.
 * @param others all titles of the base, which tell how rare a word is; `prepareLanguages` must have loaded their languages
 */
export function titleShares(title: string, others: readonly Title[]): number[] {
  const own = new Map<string, TitleWords>();
  const ownIn = (language: string): TitleWords => {
    const words = own.get(language) ?? wordsOf(title, language);
    own.set(language, words);
    return words;
  };
  const read = others.map((other) => wordsOf(other.title, other.language));
  const counts = new Map<string, number>();
  for (const { terms } of read) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const weightOf = ({ term }: Word): number => Math.log(1 + others.length / (counts.get(term) ?? 1));
  return others.map(({ language }, at) => shareOf(ownIn(language), read[at] ?? NONE, weightOf));
}

const NONE: TitleWords = { words: [], terms: new Set() };

/** Returns the weighted Dice coefficient of two titles. */
function shareOf(one: TitleWords, other: TitleWords, weightOf: (word: Word) => number): number {
  let all = 0;
  let common = 0;
  for (const [words, terms] of [
    [one.words, other.terms],
    [other.words, one.terms],
  ] as const) {
    for (const word of words) {
      const weight = weightOf(word);
      all += weight;
      if (isIn(terms, word)) common += weight;
    }
  }
  return all === 0 ? 0 : common / all;
}

function isIn(terms: ReadonlySet<string>, { term, parts }: Word): boolean {
  return terms.has(term) || (parts.length > 0 && parts.every((part) => terms.has(part)));
}

/** Returns the different words of a title, in order. */
function wordsOf(title: string, language: string): TitleWords {
  const words = new Map<string, { term: string; parts: string[] }>();
  const terms = new Set<string>();
  let last = { to: 0, parts: [] as string[] };
  for (const { text, to } of tokenize(title)) {
    const term = documentTerm(text, language);
    const isPart = to <= last.to;
    if (!isPart) last = { to, parts: [] };
    if (term === '') continue;
    terms.add(term);
    if (isPart) last.parts.push(term);
    else if (!words.has(term)) words.set(term, { term, parts: last.parts });
  }
  return { words: [...words.values()], terms };
}
