/** A query while it is typed → the cards that answer, with what is to be said of them. */
import { askBase } from '../base/ask.js';
import type { Base } from '../base/base.js';
import { rowsOn } from '../catalog/listing.js';
import { KbError } from '../errors.js';
import { safe } from '../format/escape.js';
import { asTyped } from '../search/typed.js';
import type { SearchDeps, SearchResult } from '../search/search.js';
import type { Caller } from '../trust/caller.js';
import { shortened } from '../text/shortened.js';
import { beginning } from './beginning.js';
import type { Results } from './state.js';

/** Hits that are ranked; who wants to see more types more. */
const MOST = 500;

export interface Answer {
  readonly results: Results;
  /** What the search found; null where none was made, and all cards are shown. */
  readonly search: SearchResult | null;
}

/** What is known of who asks. */
export interface Asker {
  /** How much they, and others in this clone, use each card. */
  readonly use: Promise<SearchDeps['use']>;
  /** Null where nobody knows who it is. */
  readonly caller: Promise<Caller | null>;
}

/** Null where the query has no answer yet: a filter that is half typed. */
export async function answerTo(
  base: Base,
  query: string,
  asker: Asker,
): Promise<Answer | { readonly unclear: string }> {
  const text = asTyped(query);
  if (text.trim() === '') return { results: await allCards(base, query, asker), search: null };
  const { use } = asker;
  try {
    let search = await askBase(base, { text, limit: MOST, snippets: false }, { use });
    // A word that begins no other may be one that was misspelt.
    if (search.total === 0 && text !== query)
      search = await askBase(base, { text: query, limit: MOST, snippets: false }, { use });
    const { hits, total } = search;
    return { results: { query, hits, total, remark: remarkOn(search) }, search };
  } catch (error) {
    if (error instanceof KbError && error.code === 'usage') return { unclear: error.message };
    throw error;
  }
}

/** All cards of a base in the order in which they stand first; put in order once, so that nothing moves while one looks. */
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
  const rows = rowsOn(await index.ask((each) => each.rows()), today, config.warn, []);
  return beginning(rows, await use, await caller);
}

function remarkOn({ corrected, lacking, nearest, total }: SearchResult): string | null {
  const list = (words: readonly string[]): string =>
    [...new Set(words.map((word) => safe(shortened(word, 20))))].join(', ');
  if (total === 0 && nearest.length > 0) return `near: ${list(nearest.slice(0, 3))}`;
  if (corrected) return `looked for ${list(corrected.map(({ to }) => to))} too`;
  return lacking.length > 0 ? `without ${list(lacking)}` : null;
}
