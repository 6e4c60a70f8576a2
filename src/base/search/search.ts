/** A search in one base: what the engine, the catalog and the config of the base answer. */
import { search, type SearchDeps, type SearchRequest, type SearchResult } from '../../search/search.js';
import type { Base } from '../base.js';

export interface Asking {
  /** How much a card is used; without it the answer follows from the cards alone. */
  readonly use?: Promise<SearchDeps['use']>;
  /** Looks at every file itself, whatever git says. */
  readonly exact?: boolean;
}

/** Rows have paths as the catalog has them, from the base's root. */
export async function askBase(
  { index, text, config, today }: Base,
  request: SearchRequest,
  { use, exact = false }: Asking = {},
): Promise<SearchResult> {
  const { warn, ranking, languages } = config;
  return index.ask(async ({ engine }) => {
    const used = await use;
    const deps = { engine, text, today, warn, ranking, languages };
    return search(request, used ? { ...deps, use: used } : deps);
  }, exact);
}
