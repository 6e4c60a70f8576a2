/** The cards that a query's words select, with Lunr's score, and what was done about words that no card holds. */
import type { Catalog } from '../catalog/catalog.js';
import {
  counts,
  holdsRequired,
  phraseWords,
  respelt,
  soughtIn,
  termsByWord,
  type Sought,
} from './clauses.js';
import { SEARCH_FIELDS, type Clause, type Match, type SearchEngine } from './engine.js';
import { tokenize } from './language.js';
import type { Query } from './query.js';

export interface Candidate {
  readonly path: string;
  /** Lunr's score; 1 where the query has no word to score. */
  readonly text: number;
  /** Words of the query that the card has, and words that it could have. */
  readonly matched: number;
  readonly words: number;
  /** Index terms by which the card has each word. */
  readonly terms: readonly ReadonlySet<string>[];
}

/** A word that no card holds, and one that was looked for in its place. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly corrected: readonly Correction[];
  /** Words that no card holds and that have no near spelling. */
  readonly lacking: readonly string[];
  /** The query has stop words alone. */
  readonly titlesOnly: boolean;
}

/** Spellings that stand in for one word. */
const SPELLINGS = 3;

export async function findCandidates(
  query: Query,
  languages: readonly string[],
  { engine, rows }: { readonly engine: SearchEngine; readonly rows: Catalog },
): Promise<Candidates> {
  const sought = soughtIn(query, languages);
  const matches = await engine.match(sought.flatMap(({ clauses }) => clauses));
  if (sought.every(({ word, soft }) => soft || word.presence === 'prohibited')) {
    return withoutWords(query, weigh(sought, matches), await allowed(sought, engine), rows);
  }
  const { mended, corrected, lacking } = await mend(sought, matches, languages, engine);
  const rest = { corrected, lacking, titlesOnly: false };
  if (corrected.length === 0) return { candidates: weigh(sought, matches), ...rest };
  const again = await engine.match(mended.flatMap(({ clauses }) => clauses));
  return { candidates: weigh(mended, again), ...rest };
}

/** Paths of the cards that have every word of a phrase, in any order. Null where all its words are stop words. */
export async function holders(
  phrase: string,
  languages: readonly string[],
  engine: SearchEngine,
): Promise<ReadonlySet<string> | null> {
  const sought = phraseWords(phrase, SEARCH_FIELDS, languages).filter(({ soft }) => !soft);
  if (sought.length === 0) return null;
  const matches = await engine.match(sought.flatMap(({ clauses }) => clauses));
  return new Set(weigh(sought, matches).map(({ path }) => path));
}

function weigh(sought: readonly Sought[], matches: readonly Match[]): Candidate[] {
  // Of stop words alone, those count that the index has.
  const counted = sought.some(counts) ? counts : ({ word }: Sought) => word.presence !== 'prohibited';
  const words = sought.filter(counted).length;
  const scored = sought.some(({ word }) => word.presence !== 'prohibited');
  return matches
    .map((match) => ({ match, terms: termsByWord(sought, match) }))
    .filter(({ terms }) => holdsRequired(sought, terms))
    .map(({ match, terms }) => {
      const matched = sought.filter((one, i) => counted(one) && (terms[i]?.size ?? 0) > 0).length;
      return { path: match.path, text: scored ? match.score : 1, matched, words, terms };
    });
}

/** Gives the words that no card holds their nearest spellings. */
async function mend(
  sought: readonly Sought[],
  matches: readonly Match[],
  languages: readonly string[],
  engine: SearchEngine,
): Promise<{ mended: Sought[]; corrected: Correction[]; lacking: string[] }> {
  const seen = matches.map((match) => termsByWord(sought, match));
  const corrected: Correction[] = [];
  const lacking: string[] = [];
  const mended: Sought[] = [];
  for (const [i, one] of sought.entries()) {
    const missing = counts(one) && !one.word.wildcard && !seen.some((terms) => (terms[i]?.size ?? 0) > 0);
    if (!missing || (await isIndexed(one, engine))) {
      mended.push(one);
      continue;
    }
    const { text } = one.word;
    const spellings = one.exact ? [] : await engine.spellings(text, SPELLINGS);
    if (spellings.length === 0) lacking.push(text);
    for (const to of spellings) corrected.push({ from: text, to });
    mended.push(spellings.length === 0 ? one : respelt(one, spellings, languages));
  }
  return { mended, corrected, lacking };
}

/** Whether any card has the word, wherever the rest of the query may look. */
async function isIndexed({ clauses }: Sought, engine: SearchEngine): Promise<boolean> {
  const anywhere = clauses.map(({ term }): Clause => ({ term, presence: 'optional' }));
  return (await engine.match(anywhere)).length > 0;
}

/** Paths of the cards that have none of the prohibited words; null where there are none. */
async function allowed(sought: readonly Sought[], engine: SearchEngine): Promise<ReadonlySet<string> | null> {
  const prohibited = sought.filter(({ word }) => word.presence === 'prohibited');
  if (prohibited.length === 0) return null;
  const matches = await engine.match(prohibited.flatMap(({ clauses }) => clauses));
  return new Set(matches.map(({ path }) => path));
}

/**
 * The answer to a query without a word that tells cards apart: to what the index has, all cards that are allowed are
 * added, or, for stop words (`how to`), those with one of them in the title.
 */
function withoutWords(
  query: Query,
  indexed: readonly Candidate[],
  allowed: ReadonlySet<string> | null,
  rows: Catalog,
): Candidates {
  const words = query.words.filter(({ presence }) => presence !== 'prohibited').map(({ text }) => text);
  const known = new Set(indexed.map(({ path }) => path));
  const others = rows
    .filter(({ path }) => !known.has(path) && (allowed?.has(path) ?? true))
    .map(({ path, title }) => {
      const inTitle = new Set(tokenize(title).map(({ text }) => text));
      const matched = words.filter((word) => inTitle.has(word)).length;
      return { path, text: 1, matched, words: words.length, terms: [] };
    })
    .filter(({ matched }) => matched > 0 || words.length === 0);
  return {
    candidates: [...indexed, ...others],
    corrected: [],
    lacking: [],
    titlesOnly: indexed.length === 0 && words.length > 0,
  };
}
