/** The search engine on Lunr's own in-memory index. Built when first asked after a change; nothing is kept on disk. */
import lunr from 'lunr';
import { termsOf, type SearchDocument } from '../../document.js';
import type { Clause, Match, SearchEngine } from '../../engine.js';
import { SEARCH_FIELDS, type SearchField } from '../../field.js';
import { prepareLanguages, tokenize } from '../../language.js';
import { nearestWords, spellingDistance } from '../../spelling.js';
import { mendTokenSet, type TokenSet } from './token-set.js';

export type Boosts = Readonly<Record<SearchField, number>>;

/** Lunr's index with the two members that its types leave out. */
interface Index extends lunr.Index {
  readonly tokenSet: TokenSet;
}
type MatchedFields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Largest number of edits of a clause: Lunr's automaton for more takes all memory. */
const MOST_EDITS = 2;
const PRESENCE = { optional: 1, required: 2, prohibited: 3 } as const satisfies Record<
  Clause['presence'],
  number
>;

/** An engine without documents; give it some with `apply`. */
export function lunrEngine(boosts: Boosts): SearchEngine {
  const documents = new Map<string, SearchDocument>();
  let built: Index | undefined;
  let words: ReadonlyMap<string, number> | undefined;

  return {
    async apply({ put, removed }) {
      await prepareLanguages(put.map(({ language }) => language));
      for (const path of removed) documents.delete(path);
      for (const document of put) documents.set(document.path, document);
      built = words = undefined;
    },
    match(clauses) {
      built ??= build(documents.values(), boosts);
      return Promise.resolve(match(built, clauses));
    },
    spellings(word, limit, distance = spellingDistance(word)) {
      words ??= countWords(documents.values());
      return Promise.resolve(nearestWords(word, words, distance, limit));
    },
    languages() {
      const shares = new Map<string, number>();
      for (const { language } of documents.values()) {
        shares.set(language, (shares.get(language) ?? 0) + 1 / documents.size);
      }
      return Promise.resolve(shares);
    },
  };
}

function build(documents: Iterable<SearchDocument>, boosts: Boosts): Index {
  mendTokenSet();
  const builder = new lunr.Builder();
  // The words are cut and stemmed by language.ts, so Lunr gets terms; as strings, which it counts faster than its tokens.
  builder.tokenizer = ((terms: readonly string[]) => terms) as unknown as typeof lunr.tokenizer;
  builder.ref('path');
  for (const field of SEARCH_FIELDS) builder.field(field, { boost: boosts[field] });
  for (const document of documents) builder.add({ path: document.path, ...termsOf(document) });
  return builder.build() as Index;
}

function match(index: Index, clauses: readonly Clause[]): Match[] {
  if (clauses.length === 0) return [];
  const known = clauses.map(withinLimits);
  const results = index.query((query) => {
    for (const clause of known) query.clause(clause as unknown as lunr.Query.Clause);
  });
  // Lunr tells which terms a document matched, not for which clause: that follows from what each clause expands to.
  const expanded = known.map((clause) => new Set(index.tokenSet.intersect(automaton(clause)).toArray()));
  return results
    .map(({ ref, score, matchData }) => {
      const matched = Object.entries(matchData.metadata as MatchedFields);
      const terms = known.map(({ fields, presence }, i) =>
        presence === PRESENCE.prohibited
          ? []
          : matched
              .filter(([term, within]) => expanded[i]?.has(term) && fields.some((field) => field in within))
              .map(([term]) => term)
              .sort(),
      );
      return { path: ref, score, terms };
    })
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

interface LunrClause {
  term: string;
  fields: readonly SearchField[];
  boost: number;
  presence: number;
  usePipeline: false;
  editDistance?: number;
}

function withinLimits(clause: Clause): LunrClause {
  const { term, fields = SEARCH_FIELDS, boost = 1, presence, wildcard = false, editDistance = 0 } = clause;
  const known = { fields, boost, presence: PRESENCE[presence], usePipeline: false } as const;
  // Lunr takes any star as a wildcard, and no index term holds one: a literal star finds nothing, like the empty term.
  if (wildcard) return { ...known, term };
  if (term.includes('*')) return { ...known, term: '' };
  return editDistance > 0
    ? { ...known, term, editDistance: Math.min(editDistance, MOST_EDITS) }
    : { ...known, term };
}

function automaton({ term, editDistance }: LunrClause): TokenSet {
  const tokenSets = lunr.TokenSet as unknown as { fromClause(clause: object): TokenSet };
  return tokenSets.fromClause(editDistance === undefined ? { term } : { term, editDistance });
}

function countWords(documents: Iterable<SearchDocument>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { title, tags, headings, body } of documents) {
    for (const { text } of tokenize([title, ...tags, ...headings, body].join('\n'))) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return counts;
}
