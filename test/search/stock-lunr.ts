/** The oracle of the search engine: Lunr's own index in memory, with the interface of the engine. */
import lunr from 'lunr';
import { termsOf, type SearchDocument } from '../../src/search/document.js';
import type { Clause, IndexedDocument, Matches, SearchEngine } from '../../src/search/engine.js';
import { SEARCH_FIELDS, type SearchField } from '../../src/search/field.js';
import { prepareLanguages, tokenize } from '../../src/search/language.js';
import { spellingDistance } from '../../src/search/spelling.js';
import { nearestWords } from './nearest-words.js';
import { mendTokenSet, type TokenSet } from './token-set.js';

export type Boosts = Readonly<Record<SearchField, number>>;

/** Lunr's index, which looks up the terms of each clause once, in order. */
interface Index extends lunr.Index {
  tokenSet: { intersect(automaton: TokenSet): { toArray(): string[] } };
}

/** An index, and the terms that each clause expands to: computed once, because Lunr walks over all terms for `*x`. */
interface Built {
  readonly index: Index;
  readonly terms: Map<string, string[]>;
}
type MatchedFields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The largest number of edits in a clause; Lunr's automaton for more takes up all memory. */
const MOST_EDITS = 2;
const PRESENCE = { optional: 1, required: 2, prohibited: 3 } as const satisfies Record<
  Clause['presence'],
  number
>;

/** An engine on these documents. */
export async function stockLunr(given: Iterable<IndexedDocument>, boosts: Boosts): Promise<SearchEngine> {
  const documents = [...given].sort((a, b) => (a.path < b.path ? -1 : 1));
  await prepareLanguages(documents.map(({ language }) => language));
  let built: Built | undefined;
  let words: ReadonlyMap<string, number> | undefined;

  return {
    size: documents.length,
    match(clauses) {
      built ??= build(documents, boosts);
      return Promise.resolve(match(built, clauses, documents));
    },
    spellings(word, limit, distance = spellingDistance(word)) {
      words ??= countWords(documents);
      return Promise.resolve(nearestWords(word, words, distance, limit));
    },
    languages() {
      const shares = new Map<string, number>();
      for (const { language } of documents) {
        shares.set(language, (shares.get(language) ?? 0) + 1 / documents.length);
      }
      return Promise.resolve(shares);
    },
    stored: (made, mayBe = () => true) =>
      Promise.resolve(
        documents
          .filter(({ stored }) => mayBe(stored))
          .map(({ stored }) => made(stored))
          .filter((each) => each !== undefined),
      ),
  };
}

function build(documents: Iterable<SearchDocument>, boosts: Boosts): Built {
  mendTokenSet();
  const builder = new lunr.Builder();
  // language.ts splits and stems the words, so Lunr gets terms, as strings, which it counts faster than its tokens.
  builder.tokenizer = ((terms: readonly string[]) => terms) as unknown as typeof lunr.tokenizer;
  builder.ref('path');
  for (const field of SEARCH_FIELDS) builder.field(field, { boost: boosts[field] });
  for (const document of documents) builder.add({ path: document.path, ...termsOf(document) });
  return { index: builder.build() as unknown as Index, terms: new Map() };
}

function match(
  { index, terms: expansions }: Built,
  clauses: readonly Clause[],
  documents: readonly IndexedDocument[],
): Matches {
  const known = clauses.map(withinLimits);
  const expanded: ReadonlySet<string>[] = [];
  const { tokenSet } = index;
  index.tokenSet = {
    intersect: (automaton) => {
      const { term, editDistance = 0 } = known[expanded.length] ?? {};
      const key = `${editDistance} ${term ?? ''}`;
      const terms = expansions.get(key) ?? tokenSet.intersect(automaton).toArray();
      expansions.set(key, terms);
      expanded.push(new Set(terms));
      return { toArray: () => terms };
    },
  };
  const results =
    clauses.length === 0
      ? []
      : index.query((query) => {
          for (const clause of known) query.clause(clause as unknown as lunr.Query.Clause);
        });
  index.tokenSet = tokenSet;
  results.sort((a, b) => (a.ref < b.ref ? -1 : 1));
  // Lunr says which terms a document matched, but not for which clause: that follows from the expansion of each clause.
  const terms = (at: number, clause: number): readonly string[] => {
    const { fields = [], presence } = known[clause] ?? {};
    if (presence === PRESENCE.prohibited) return [];
    const matched = Object.entries((results[at]?.matchData.metadata ?? {}) as MatchedFields);
    return matched
      .filter(([term, within]) => expanded[clause]?.has(term) && fields.some((field) => field in within))
      .map(([term]) => term)
      .sort();
  };
  const byPath = new Map(documents.map((document) => [document.path, document]));
  const document = (at: number): IndexedDocument | undefined => byPath.get(results[at]?.ref ?? '');
  return {
    length: results.length,
    scores: Float64Array.from(results, ({ score }) => score),
    has: (at, clause) => terms(at, clause).length > 0,
    terms,
    stored: (at) => document(at)?.stored ?? '',
    mark: (at) => document(at)?.mark ?? 0,
  };
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
  // Lunr treats any star as a wildcard, and no index term contains one: a literal star finds nothing, like the empty
  // term.
  if (wildcard) return { ...known, term };
  if (term.includes('*')) return { ...known, term: '' };
  return editDistance > 0
    ? { ...known, term, editDistance: Math.min(editDistance, MOST_EDITS) }
    : { ...known, term };
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
