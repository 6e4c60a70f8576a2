/** Where the words of a query stand in a text. */
import { beginningOf, tokenize } from './language.js';
import { termIn } from './units.js';

/** A word of the text: [from, to) in UTF-16 units. */
export interface Found {
  readonly from: number;
  readonly to: number;
  /** Indices of the query's words. */
  readonly words: readonly number[];
}

/** Places of found words: [from, to) in UTF-16 units, in order, apart from each other. */
export type Places = readonly (readonly [from: number, to: number])[];

const SPACE = ' ';

/** The finders of a search: most cards have the words of its query by the same terms, and a pattern costs V8 its time once. */
export class WordFinders {
  readonly #known = new Map<string, WordFinder>();

  /**
   * @param words index terms that a card has, for each word of the query
   * @param language primary language of the card
   */
  of(words: readonly ReadonlySet<string>[], language: string): WordFinder {
    const key = JSON.stringify([language, words.map((terms) => [...terms])]);
    let finder = this.#known.get(key);
    if (!finder) this.#known.set(key, (finder = new WordFinder(words, language)));
    return finder;
  }
}

/** Looks for the words of a query in the texts of cards that have them by certain terms. */
export class WordFinder {
  /** What stands in a text wherever a word of the query does; null where no letters tell. */
  readonly #signs: readonly (RegExp | null)[];
  /** Any of the signs; null where one of them is. */
  readonly #sign: RegExp | null;
  readonly #known = new Map<string, readonly Found[]>();

  constructor(
    private readonly words: readonly ReadonlySet<string>[],
    private readonly language: string,
  ) {
    const signs = words.filter((terms) => terms.size > 0).map((terms) => signOf(terms, language));
    this.#signs = signs.map((sign) => (sign === null ? null : new RegExp(sign, 'i')));
    this.#sign = signs.includes(null) || signs.length === 0 ? null : new RegExp(signs.join('|'), 'gi');
  }

  /** How many words of the query the cards have. */
  get count(): number {
    return this.#signs.length;
  }

  /** How many of them may stand in a text that is written so, marks and all. */
  mayStandIn(sources: readonly string[]): number {
    return this.#signs.filter((sign) => sign === null || sources.some((source) => sign.test(source))).length;
  }

  /** In the order of the text. */
  in(text: string): readonly Found[] {
    const sign = this.#sign;
    if (sign === null) return this.count === 0 ? [] : this.#cut(text);
    // Only what stands around a sign is cut into words, from space to space: no word goes on beyond them.
    const found: Found[] = [];
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

  /** The same word stands in a text again and again. */
  #stretch(text: string): readonly Found[] {
    let known = this.#known.get(text);
    if (!known) this.#known.set(text, (known = this.#cut(text)));
    return known;
  }

  #cut(text: string): readonly Found[] {
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

/** The places of found words; words that overlap or touch have one. */
export function placesOf(found: readonly Found[]): Places {
  const places: [number, number][] = [];
  for (const { from, to } of found) {
    const last = places.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else places.push([from, to]);
  }
  return places;
}

/** Pattern of what stands in a text wherever one of the terms does; null where no letters tell. */
function signOf(terms: ReadonlySet<string>, language: string): string | null {
  const beginnings = [...terms].map((term) => beginningOf(term, language));
  if (beginnings.includes(null)) return null;
  // `log-in` is `login`.
  return beginnings.map((beginning) => Array.from(beginning ?? '').join('[-\u00ad\u2010\u2011]?')).join('|');
}
