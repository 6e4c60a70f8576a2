/** Finds the places of a query's words in a text. */
import { beginningOf, tokenize } from './language.js';
import { termIn } from './units.js';

/** A word of the text: [from, to) in UTF-16 units. */
export interface FoundWord {
  readonly from: number;
  readonly to: number;
  /** Indices of the query's words that it matches. */
  readonly words: readonly number[];
}

/** Places of found words: [from, to) in UTF-16 units, in order, neither overlapping nor touching. */
export type Ranges = readonly (readonly [from: number, to: number])[];

const SPACE = ' ';

/** The finders of a search, shared because most cards match by the same terms and compiling a pattern is slow. */
export class WordFinders {
  readonly #known = new Map<string, WordFinder>();

  /**
   * Returns the finder for a card.
   * @param words for each word of the query, the index terms by which the card has it
   * @param language primary language of the card
   */
  of(words: readonly ReadonlySet<string>[], language: string): WordFinder {
    const key = JSON.stringify([language, words.map((terms) => [...terms])]);
    let finder = this.#known.get(key);
    if (!finder) this.#known.set(key, (finder = new WordFinder(words, language)));
    return finder;
  }
}

/** Finds the words of a query in the texts of cards that match them by the same index terms. */
export class WordFinder {
  /** For each word that the cards have, a pattern that occurs wherever the word does; null if there is no such pattern. */
  readonly #signs: readonly (RegExp | null)[];
  /** Any of these patterns; null if one of them is. */
  readonly #sign: RegExp | null;
  readonly #known = new Map<string, readonly FoundWord[]>();

  constructor(
    private readonly words: readonly ReadonlySet<string>[],
    private readonly language: string,
  ) {
    const signs = words.filter((terms) => terms.size > 0).map((terms) => signOf(terms, language));
    this.#signs = signs.map((sign) => (sign === null ? null : new RegExp(sign, 'i')));
    this.#sign = signs.includes(null) || signs.length === 0 ? null : new RegExp(signs.join('|'), 'gi');
  }

  /** Number of the query's words that the cards have. */
  get count(): number {
    return this.#signs.length;
  }

  /** Returns how many of these words can occur in a text, at most, given its Markdown source. */
  maxWordsIn(sources: readonly string[]): number {
    return this.#signs.filter((sign) => sign === null || sources.some((source) => sign.test(source))).length;
  }

  /** Returns the found words, in the order of the text. */
  in(text: string): readonly FoundWord[] {
    const sign = this.#sign;
    if (sign === null) return this.count === 0 ? [] : this.#cut(text);
    // Only the text around a hit is tokenized, from space to space, because no word contains a space.
    const found: FoundWord[] = [];
    sign.lastIndex = 0;
    for (let place = sign.exec(text); place; place = sign.exec(text)) {
      const from = text.lastIndexOf(SPACE, place.index) + 1;
      const end = text.indexOf(SPACE, place.index);
      const to = end < 0 ? text.length : end;
      for (const one of this.#stretch(text.slice(from, to)))
        found.push({ from: from + one.from, to: from + one.to, words: one.words });
      sign.lastIndex = to;
    }
    return found;
  }

  /** Cached, because the same word occurs in a text again and again. */
  #stretch(text: string): readonly FoundWord[] {
    let known = this.#known.get(text);
    if (!known) this.#known.set(text, (known = this.#cut(text)));
    return known;
  }

  #cut(text: string): readonly FoundWord[] {
    const wordsOf = new Map<string, readonly number[]>();
    return tokenize(text).flatMap(({ text: token, from, to }) => {
      let words = wordsOf.get(token);
      if (!words) {
        const term = termIn(token, this.language);
        wordsOf.set(token, (words = this.words.flatMap((terms, i) => (terms.has(term) ? [i] : []))));
      }
      return words.length > 0 ? [{ from, to, words }] : [];
    });
  }
}

/** Returns the places of found words; words that overlap or touch are joined. */
export function placesOf(found: readonly FoundWord[]): Ranges {
  const places: [number, number][] = [];
  for (const { from, to } of found) {
    const last = places.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else places.push([from, to]);
  }
  return places;
}

/** Returns a pattern that occurs wherever a word with one of the terms does; null if letters alone cannot tell. */
function signOf(terms: ReadonlySet<string>, language: string): string | null {
  const beginnings = [...terms].map((term) => beginningOf(term, language));
  if (beginnings.includes(null)) return null;
  // `log-in` has the same term as `login`, so hyphens may be between any two letters.
  return beginnings.map((beginning) => Array.from(beginning ?? '').join('[-\u00ad\u2010\u2011]?')).join('|');
}
