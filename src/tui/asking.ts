/** Answers the query on each keystroke: the cards that match, with a short remark about the result. */
import { askBase } from '../base/search/search.js';
import type { Base } from '../base/base.js';
import { rowsOn } from '../catalog/listing.js';
import { KbError } from '../errors.js';
import { safe } from '../format/escape.js';
import { asTyped } from '../search/as-you-type.js';
import { parseQuery } from '../search/query.js';
import type { SearchDeps, SearchResult } from '../search/search.js';
import type { Caller } from '../trust/caller.js';
import { shortened } from '../text/shortened.js';
import { beginning } from './beginning.js';
import { endings, halfTyped, isWhole } from './half-typed.js';
import type { Results } from './state.js';

/** Maximum number of ranked hits; more words narrow the result down. */
const MOST = 200;

export interface Answer {
  readonly results: Results;
  /** What the search found; null if the query is empty and all cards are shown. */
  readonly search: SearchResult | null;
}

/** What is known about the user. */
export interface Asker {
  /** How often they, and others in this clone, use each card. */
  readonly use: Promise<SearchDeps['use']>;
  /** Null if the user's identity is unknown. */
  readonly caller: () => Promise<Caller | null>;
}

/** Returns the answer to a query, or `unclear` with the reason if a filter has an invalid value. */
export async function answerTo(
  base: Base,
  query: string,
  asker: Asker,
): Promise<Answer | { readonly unclear: string }> {
  const half = halfTyped(query);
  if (half === null) return answered(base, query, query, asker);
  const { hits } = await allCards(base, query, asker);
  const choices = endings(half, hits);
  if (isWhole(half, choices)) return answered(base, query, query, asker);
  const [only, ...more] = choices;
  if (only && more.length === 0)
    return withRemark(await answered(base, query, half.before + only.query, asker), only.query);
  const whole = only ? null : await answered(base, query, query, asker);
  const isDay = half.key === 'due' || half.key === 'verified';
  if (whole && !('unclear' in whole && isDay)) return whole;
  const offered = only
    ? listed(
        choices.map(({ label }) => label),
        4,
      )
    : `<=${base.today}`;
  return withRemark(await answered(base, query, half.before, asker), `${half.key}: ${offered}`);
}

function withRemark(answer: Awaited<ReturnType<typeof answerTo>>, remark: string): typeof answer {
  if ('unclear' in answer) return answer;
  return { ...answer, results: { ...answer.results, remark: safe(shortened(remark, 60)) } };
}

/** @param searched what to search for: the query as typed, or as completed or shortened */
async function answered(
  base: Base,
  query: string,
  searched: string,
  asker: Asker,
): Promise<Answer | { readonly unclear: string }> {
  const text = asTyped(searched);
  if (text.trim() === '') return { results: await allCards(base, query, asker), search: null };
  try {
    const search = await found(base, searched, asker.use);
    const { hits, total } = search;
    return { results: { query, hits, total, remark: remarkOn(search) }, search };
  } catch (error) {
    if (error instanceof KbError && error.code === 'usage') return { unclear: error.message };
    throw error;
  }
}

async function found(base: Base, query: string, use: Asker['use']): Promise<SearchResult> {
  const text = asTyped(query);
  const { words, phrases } = parseQuery(text);
  // Without a word to rank by, the query is a list: the most urgent card comes first, as in `kb list`.
  const sort = words.length + phrases.length === 0 ? { sort: 'trust' as const } : {};
  const ask = (asked: string, limit = MOST): Promise<SearchResult> =>
    askBase(base, { text: asked, limit, snippets: false, ...sort }, { use });
  const search = await ask(text);
  if (text === query || search.hits.some(({ because }) => because.coverage === 1)) return search;
  // A last word that is no prefix of any indexed word may be misspelled: search it whole, so that spelling is corrected.
  const last = text.split(/\s/).at(-1) ?? '';
  const isPrefix = search.total > 0 && last.endsWith('*') && (await ask(last, 1)).total > 0;
  return isPrefix ? search : ask(query);
}

/** All cards of a base in their initial order; sorted once, so that nothing moves while the user looks. */
const ordered = new WeakMap<Base, Promise<Pick<Results, 'hits' | 'remark'>>>();

async function allCards(base: Base, query: string, asker: Asker): Promise<Results> {
  const known = ordered.get(base) ?? inOrder(base, asker);
  ordered.set(base, known);
  const { hits, remark } = await known;
  return { query, hits, total: hits.length, remark };
}

async function inOrder(
  { index, today, config }: Base,
  { use, caller }: Asker,
): Promise<Pick<Results, 'hits' | 'remark'>> {
  const [catalog, used, known] = await Promise.all([index.ask((each) => each.rows()), use, caller()]);
  return beginning(rowsOn(catalog, today, config.warn, []), used, known);
}

function remarkOn({ corrected, missingWords, nearest, total }: SearchResult): string | null {
  const list = (words: readonly string[]): string => listed([...new Set(words)], words.length);
  if (total === 0 && nearest.length > 0) return `near: ${list(nearest.slice(0, 3))}`;
  if (corrected) return `also: ${list(corrected.map(({ to }) => to))}`;
  return missingWords.length > 0 ? `not found: ${list(missingWords)}` : null;
}

function listed(words: readonly string[], most: number): string {
  const seen = words.slice(0, most).map((word) => safe(shortened(word, 20)));
  return [...seen, ...(words.length > most ? ['and more'] : [])].join(', ');
}
