/** A search in one base: what the engine, the catalog and the config of the base answer. */
import { search, type SearchDeps, type SearchRequest, type SearchResult } from '../search/search.js';
import type { Base } from './base.js';

/**
 * Rows have paths as the catalog has them, from the base's root.
 * @param use how much a card is used; without it the answer follows from the cards alone
 */
export async function askBase(
  base: Base,
  request: SearchRequest,
  use?: SearchDeps['use'],
): Promise<SearchResult> {
  const { config, today } = base;
  return search(request, {
    engine: await base.engine(),
    rows: await base.catalog(),
    text: base.text,
    document: base.document,
    today,
    warn: config.warn,
    ranking: config.ranking,
    languages: config.languages,
    ...(use && { use }),
  });
}
