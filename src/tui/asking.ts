/** A query while it is typed → the cards that answer, with what is to be said of them. */
import { askBase } from '../base/ask.js';
import type { Base } from '../base/base.js';
import { rowsOn, sortRows } from '../catalog/listing.js';
import { KbError } from '../errors.js';
import { safe } from '../format/escape.js';
import { asTyped } from '../search/typed.js';
import type { SearchDeps, SearchResult } from '../search/search.js';
import { shortened } from '../text/shortened.js';
import type { Hit, Results } from './state.js';

/** Hits that are ranked; who wants to see more types more. */
const MOST = 500;

export interface Answer {
  readonly results: Results;
  /** What the search found; null where none was made, and all cards are shown. */
  readonly search: SearchResult | null;
}

/** Null where the query has no answer yet: a filter that is half typed. */
export async function answerTo(
  base: Base,
  query: string,
  use: Promise<SearchDeps['use']>,
): Promise<Answer | { readonly unclear: string }> {
  const text = asTyped(query);
  if (text.trim() === '') return { results: await allCards(base, query), search: null };
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

/** All cards of a base, by title; sorted once. */
const sorted = new WeakMap<Base, Promise<readonly Hit[]>>();

async function allCards(base: Base, query: string): Promise<Results> {
  const known = sorted.get(base) ?? byTitle(base);
  sorted.set(base, known);
  const hits = await known;
  return { query, hits, total: hits.length, remark: null };
}

async function byTitle({ index, today, config }: Base): Promise<readonly Hit[]> {
  const rows = rowsOn(await index.ask((each) => each.rows()), today, config.warn, []);
  return sortRows(rows, 'title').map(([row, trust]) => ({ row, trust }));
}

function remarkOn({ corrected, lacking, nearest, total }: SearchResult): string | null {
  const list = (words: readonly string[]): string =>
    [...new Set(words.map((word) => safe(shortened(word, 20))))].join(', ');
  if (total === 0 && nearest.length > 0) return `near: ${list(nearest.slice(0, 3))}`;
  if (corrected) return `looked for ${list(corrected.map(({ to }) => to))} too`;
  return lacking.length > 0 ? `without ${list(lacking)}` : null;
}
