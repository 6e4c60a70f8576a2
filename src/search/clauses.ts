/** Turns the words of a query into clauses for the engine, and tells which words each match has. */
import type { Clause, Matches } from './engine.js';
import { SEARCH_FIELDS, type SearchField } from './field.js';
import { queryTerms, tokenize } from './language.js';
import { wordsWithCompounds, type Query, type QueryWord } from './query.js';
import { wordsOf } from './units.js';

/** A word with the forms that it may have in the index. */
export interface WordClauses {
  readonly word: QueryWord;
  /** Alternatives: one is enough. */
  readonly clauses: readonly Clause[];
  /** Other spellings are not tried. */
  readonly exact: boolean;
  /** A stop word in one of the languages. It may be missing in the index although the card has it, so it is optional. */
  readonly soft: boolean;
  /** Weight of the word: 1, or for a part of a compound its share of one word. */
  readonly share: number;
}

/** Returns the words of a query and its required phrases, without those that are stop words in all languages. */
export function clausesOf(query: Query, languages: readonly string[]): WordClauses[] {
  const fields = query.fields ?? SEARCH_FIELDS;
  const inPhrases = query.phrases
    .filter(({ presence }) => presence === 'required')
    .flatMap(({ text }) => phraseWords(text, fields, languages));
  const words = withoutContractions([...wordClausesOf(query.words, fields, languages), ...inPhrases]);
  return withBoosts(words);
}

/**
 * Leaves out contractions unless there is nothing else to look for. `can't` is a stop word because `can` is one; the `won`
 * of `won't`, which is rarer in cards than the words that matter, would decide the ranking.
 */
function withoutContractions(words: readonly WordClauses[]): readonly WordClauses[] {
  const others = words.filter(({ word }) => word.contraction !== true);
  return others.some(counts) ? others : words;
}

/**
 * Makes repeated words weigh as much as one, and so the parts of a compound: otherwise `free-stream flow of the free
 * stream` would ask five times for two words. Together with a coverage exponent of .75 instead of .5, results are better
 * or about equal in every judged set (nDCG@10: cranfield .399 → .408, adi .511 → .511, xquad en .971 → .971, ar .952 →
 * .951, th .969 → .972).
 */
function withBoosts(words: readonly WordClauses[]): WordClauses[] {
  const termsKey = ({ clauses }: WordClauses): string => clauses.map(({ term }) => term).join(' ');
  const times = new Map<string, number>();
  for (const one of words)
    if (one.word.presence !== 'prohibited') times.set(termsKey(one), (times.get(termsKey(one)) ?? 0) + 1);
  return words.map((one) => {
    const boost = one.share / (times.get(termsKey(one)) ?? 1);
    return { ...one, clauses: one.clauses.map((clause) => ({ ...clause, boost })) };
  });
}

/** Returns the words of a phrase, all required. Whether they follow each other is checked later, in the text. */
export function phraseWords(
  phrase: string,
  fields: readonly SearchField[],
  languages: readonly string[],
): WordClauses[] {
  const { units, compounds } = wordsOf(tokenize(phrase));
  const words = wordsWithCompounds(units, compounds, 'required');
  return wordClausesOf(words, fields, languages).map((each) => ({ ...each, exact: true }));
}

function wordClausesOf(
  words: readonly QueryWord[],
  fields: readonly SearchField[],
  languages: readonly string[],
): WordClauses[] {
  const shares = new Map<QueryWord, number>();
  for (const { parts } of words)
    for (const part of parts) shares.set(part, Math.min(shares.get(part) ?? 1, 1 / parts.length));
  return words
    .map((word) => wordClauses(word, shares.get(word) ?? 1, fields, languages))
    .filter(({ clauses }) => clauses.length > 0);
}

/** Returns the same word with the clauses of other spellings. */
export function respelled(
  { word, clauses, share }: WordClauses,
  spellings: readonly string[],
  languages: readonly string[],
): WordClauses {
  const terms = spellings.flatMap((spelling) => queryTerms(spelling, languages));
  const { fields = SEARCH_FIELDS, boost = 1 } = clauses[0] ?? {};
  const others = alternatives(terms, word.presence, fields).map((clause) => ({ ...clause, boost }));
  return { word, clauses: others, exact: true, soft: false, share };
}

function wordClauses(
  word: QueryWord,
  share: number,
  fields: readonly SearchField[],
  languages: readonly string[],
): WordClauses {
  const { text, presence, wildcard } = word;
  if (wildcard) {
    const pattern: Clause = { term: text, fields, presence, wildcard };
    const clauses = alternatives(stemsOf(text, languages), presence, fields, pattern);
    return { word, clauses, exact: true, soft: false, share };
  }
  const soft = languages.some((language) => queryTerms(text, [language]).length === 0);
  const effective = presence === 'required' && (soft || share < 1) ? 'optional' : presence;
  return {
    word,
    clauses: alternatives(queryTerms(text, languages), effective, fields),
    exact: soft,
    soft,
    share,
  };
}

/** Lunr cannot require one of several terms. If there are several, they are optional and WordTable.hasRequired checks them. */
function alternatives(
  terms: readonly string[],
  presence: Clause['presence'],
  fields: readonly SearchField[],
  pattern?: Clause,
): Clause[] {
  const clauses = [...new Set(terms)].map((term): Clause => ({ term, fields, presence }));
  if (pattern) clauses.push(pattern);
  return presence === 'required' && clauses.length > 1
    ? clauses.map((clause) => ({ ...clause, presence: 'optional' }))
    : clauses;
}

/** Returns the stems of a pattern's prefix: `invoices*` must find `invoices`, which the index has as `invoic`. */
function stemsOf(pattern: string, languages: readonly string[]): readonly string[] {
  const prefix = pattern.slice(0, -1);
  return pattern.endsWith('*') && !prefix.includes('*') ? queryTerms(prefix, languages) : [];
}

/** Tells which words of a query each match has. */
export class WordTable {
  /** The clauses of each word, [from, to). */
  readonly #ranges: (readonly [from: number, to: number])[];
  /** For each word, the compounds that contain it. */
  readonly #wholes: number[][];
  readonly #required: readonly number[];
  /** For each word, a 1 for each match that has it. Made on first use. */
  readonly #columns: (Uint8Array | undefined)[] = [];

  /** @param matches the engine's answer to the clauses of all words, in order */
  constructor(
    readonly words: readonly WordClauses[],
    readonly matches: Matches,
  ) {
    let at = 0;
    this.#ranges = words.map(({ clauses }) => [at, (at += clauses.length)]);
    this.#required = words.flatMap(({ word, soft }, i) => (word.presence === 'required' && !soft ? [i] : []));
    this.#wholes = words.map(({ word }) =>
      words.flatMap((other, i) => (other.word.parts.includes(word) ? [i] : [])),
    );
  }

  /**
   * Whether a match has a word. The parts of a compound count as found if the compound is: text without spaces may be
   * split into words differently in the card.
   */
  has(match: number, word: number): boolean {
    return this.holders(word)[match] === 1;
  }

  /** Returns a 1 for each match that has the word. */
  holders(word: number): Uint8Array {
    return (this.#columns[word] ??= this.#column(word));
  }

  /** Returns, for each word, the index terms by which a match has it. */
  terms(match: number): ReadonlySet<string>[] {
    const own = this.#ranges.map(([from, to]) => {
      const terms = new Set<string>();
      for (let clause = from; clause < to; clause++)
        for (const term of this.matches.terms(match, clause)) terms.add(term);
      return terms;
    });
    return own.map((terms, word) =>
      terms.size > 0
        ? terms
        : (own[(this.#wholes[word] ?? []).find((whole) => (own[whole]?.size ?? 0) > 0) ?? -1] ?? terms),
    );
  }

  /** Whether a match has every required word. */
  hasRequired(match: number): boolean {
    return this.#required.every((word) => this.has(match, word));
  }

  #column(word: number): Uint8Array {
    const { matches } = this;
    const column = new Uint8Array(matches.length);
    for (const each of [word, ...(this.#wholes[word] ?? [])]) {
      const [from, to] = this.#ranges[each] ?? [0, 0];
      for (let clause = from; clause < to; clause++) {
        for (let match = 0; match < column.length; match++) if (matches.has(match, clause)) column[match] = 1;
      }
    }
    return column;
  }
}

/** Whether the word counts for coverage: it is not excluded, no stop word, and no compound, whose parts count already. */
export function counts({ word, soft }: WordClauses): boolean {
  return !soft && word.parts.length === 0 && word.presence !== 'prohibited';
}
