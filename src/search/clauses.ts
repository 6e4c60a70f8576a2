/** Words of a query → clauses for the engine, and back: which words of the query a match has. */
import type { Clause, Matches } from './engine.js';
import { SEARCH_FIELDS, type SearchField } from './field.js';
import { queryTerms, tokenize } from './language.js';
import { wordsWithCompounds, type Query, type QueryWord } from './query.js';
import { wordsOf } from './units.js';

/** A word with the forms under which it may stand in the index. */
export interface Sought {
  readonly word: QueryWord;
  /** Alternatives: one is enough. */
  readonly clauses: readonly Clause[];
  /** Must stand as typed: no other spelling is tried. */
  readonly exact: boolean;
  /** A stop word in one of the languages: the index may lack it though the card has it, so nothing is asked of it. */
  readonly soft: boolean;
  /** What the word counts for: 1, a part of a compound its share of one word. */
  readonly share: number;
}

/** The words of a query that the index can hold, those of its phrases included; stop words are left out. */
export function soughtIn(query: Query, languages: readonly string[]): Sought[] {
  const fields = query.fields ?? SEARCH_FIELDS;
  const inPhrases = query.phrases
    .filter(({ presence }) => presence === 'required')
    .flatMap(({ text }) => phraseWords(text, fields, languages));
  return withBoosts([...seekAll(query.words, fields, languages), ...inPhrases]);
}

/**
 * What is said twice is asked for once, and the parts of a compound weigh as much as one word: else `free-stream flow of the
 * free stream` asks five times for two words. With .75 for .5 as the exponent of coverage it finds better or as well in every
 * judged set (nDCG@10: cranfield .399 → .408, adi .511 → .511, xquad en .971 → .971, ar .952 → .951, th .969 → .972).
 */
function withBoosts(sought: readonly Sought[]): Sought[] {
  const saidBy = ({ clauses }: Sought): string => clauses.map(({ term }) => term).join(' ');
  const times = new Map<string, number>();
  for (const one of sought)
    if (one.word.presence !== 'prohibited') times.set(saidBy(one), (times.get(saidBy(one)) ?? 0) + 1);
  return sought.map((one) => {
    const boost = one.share / (times.get(saidBy(one)) ?? 1);
    return { ...one, clauses: one.clauses.map((clause) => ({ ...clause, boost })) };
  });
}

/** The words of a phrase: every one must be there; that they follow each other is seen in the text. */
export function phraseWords(
  phrase: string,
  fields: readonly SearchField[],
  languages: readonly string[],
): Sought[] {
  const { units, compounds } = wordsOf(tokenize(phrase));
  const words = wordsWithCompounds(units, compounds, 'required');
  return seekAll(words, fields, languages).map((sought) => ({ ...sought, exact: true }));
}

function seekAll(
  words: readonly QueryWord[],
  fields: readonly SearchField[],
  languages: readonly string[],
): Sought[] {
  const shares = new Map<QueryWord, number>();
  for (const { parts } of words)
    for (const part of parts) shares.set(part, Math.min(shares.get(part) ?? 1, 1 / parts.length));
  return words
    .map((word) => seek(word, shares.get(word) ?? 1, fields, languages))
    .filter(({ clauses }) => clauses.length > 0);
}

/** The same word in other spellings. */
export function respelt(
  { word, clauses, share }: Sought,
  spellings: readonly string[],
  languages: readonly string[],
): Sought {
  const terms = spellings.flatMap((spelling) => queryTerms(spelling, languages));
  const { fields = SEARCH_FIELDS, boost = 1 } = clauses[0] ?? {};
  const others = alternatives(terms, word.presence, fields).map((clause) => ({ ...clause, boost }));
  return { word, clauses: others, exact: true, soft: false, share };
}

function seek(
  word: QueryWord,
  share: number,
  fields: readonly SearchField[],
  languages: readonly string[],
): Sought {
  const { text, presence, wildcard } = word;
  if (wildcard) {
    const pattern: Clause = { term: text, fields, presence, wildcard };
    const clauses = alternatives(stemsOf(text, languages), presence, fields, pattern);
    return { word, clauses, exact: true, soft: false, share };
  }
  const soft = languages.some((language) => queryTerms(text, [language]).length === 0);
  const asked = presence === 'required' && (soft || share < 1) ? 'optional' : presence;
  return {
    word,
    clauses: alternatives(queryTerms(text, languages), asked, fields),
    exact: soft,
    soft,
    share,
  };
}

/** Lunr cannot require one of several terms; where there are several, WordTable.hasRequired does. */
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

/** The index holds stems: `invoices*` must find `invoices`, which stands there as `invoic`. */
function stemsOf(pattern: string, languages: readonly string[]): readonly string[] {
  const prefix = pattern.slice(0, -1);
  return pattern.endsWith('*') && !prefix.includes('*') ? queryTerms(prefix, languages) : [];
}

/** Which words of a query each match has. */
export class WordTable {
  /** The clauses of each word: from, up to. */
  readonly #ranges: (readonly [from: number, to: number])[];
  /** Of each word: the compounds that hold it. */
  readonly #wholes: number[][];
  readonly #required: readonly number[];
  /** Of each word: 1 for each match that has it. Made when the word is first asked for. */
  readonly #columns: (Uint8Array | undefined)[] = [];

  /** @param matches what the engine answered to the clauses of the words, one after another */
  constructor(
    readonly sought: readonly Sought[],
    readonly matches: Matches,
  ) {
    let at = 0;
    this.#ranges = sought.map(({ clauses }) => [at, (at += clauses.length)]);
    this.#required = sought.flatMap(({ word, soft }, i) =>
      word.presence === 'required' && !soft ? [i] : [],
    );
    this.#wholes = sought.map(({ word }) =>
      sought.flatMap((other, i) => (other.word.parts.includes(word) ? [i] : [])),
    );
  }

  /**
   * Whether a match has a word. The parts of a compound count as found with it: text without spaces may be cut into words at
   * other places in a card.
   */
  has(match: number, word: number): boolean {
    return this.holders(word)[match] === 1;
  }

  /** The same of all matches: 1 for each that has it. */
  holders(word: number): Uint8Array {
    return (this.#columns[word] ??= this.#column(word));
  }

  /** The index terms by which a match has each word. */
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

  /** Whether a match has every word that it must have. */
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

/** Whether the word tells cards apart: neither excluded, nor a stop word, nor a compound beside its parts. */
export function counts({ word, soft }: Sought): boolean {
  return !soft && word.parts.length === 0 && word.presence !== 'prohibited';
}
