/** Words of a query → clauses for the engine, and back: which words of the query a match has. */
import type { Clause, Match } from './engine.js';
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
}

/** The words of a query that the index can hold, those of its phrases included; stop words are left out. */
export function soughtIn(query: Query, languages: readonly string[]): Sought[] {
  const fields = query.fields ?? SEARCH_FIELDS;
  const inPhrases = query.phrases
    .filter(({ presence }) => presence === 'required')
    .flatMap(({ text }) => phraseWords(text, fields, languages));
  return [...seekAll(query.words, fields, languages), ...inPhrases];
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
  const inCompounds = new Set(words.flatMap(({ parts }) => parts));
  return words
    .map((word) => seek(word, inCompounds.has(word), fields, languages))
    .filter(({ clauses }) => clauses.length > 0);
}

/** The same word in other spellings. */
export function respelt(
  { word, clauses }: Sought,
  spellings: readonly string[],
  languages: readonly string[],
): Sought {
  const terms = spellings.flatMap((spelling) => queryTerms(spelling, languages));
  return {
    word,
    clauses: alternatives(terms, word.presence, clauses[0]?.fields ?? SEARCH_FIELDS),
    exact: true,
    soft: false,
  };
}

function seek(
  word: QueryWord,
  inCompound: boolean,
  fields: readonly SearchField[],
  languages: readonly string[],
): Sought {
  const { text, presence, wildcard } = word;
  if (wildcard) {
    const pattern: Clause = { term: text, fields, presence, wildcard };
    const clauses = alternatives(stemsOf(text, languages), presence, fields, pattern);
    return { word, clauses, exact: true, soft: false };
  }
  const soft = languages.some((language) => queryTerms(text, [language]).length === 0);
  const asked = presence === 'required' && (soft || inCompound) ? 'optional' : presence;
  return { word, clauses: alternatives(queryTerms(text, languages), asked, fields), exact: soft, soft };
}

/** Lunr cannot require one of several terms; where there are several, holdsRequired does. */
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

/**
 * For each word the index terms by which a match has it; `match` answers the clauses of `sought`, one after another.
 * The parts of a compound count as found with it: text without spaces may be cut into words at other places in a card.
 */
export function termsByWord(sought: readonly Sought[], match: Match): ReadonlySet<string>[] {
  let at = 0;
  const found = sought.map(({ clauses }) => {
    const terms = match.terms.slice(at, (at += clauses.length));
    return new Set(terms.flat());
  });
  for (const [i, { word }] of sought.entries()) {
    const terms = found[i];
    if (!terms || terms.size === 0) continue;
    for (const part of word.parts) {
      const place = sought.findIndex((other) => other.word === part);
      if (found[place]?.size === 0) found[place] = terms;
    }
  }
  return found;
}

/** Whether a match has every word that it must have. */
export function holdsRequired(sought: readonly Sought[], terms: readonly ReadonlySet<string>[]): boolean {
  return sought.every(
    ({ word, soft }, i) => soft || word.presence !== 'required' || (terms[i]?.size ?? 0) > 0,
  );
}

/** Whether the word tells cards apart: neither excluded, nor a stop word, nor a compound beside its parts. */
export function counts({ word, soft }: Sought): boolean {
  return !soft && word.parts.length === 0 && word.presence !== 'prohibited';
}
