/** Searches one base with its engine, its catalog and its config. */
import { search, type SearchDeps, type SearchRequest, type SearchResult } from '../../search/search.js';
import type { Base } from '../base.js';

export interface AskOptions {
  /** How much each card is used; without it, usage does not affect the ranking. */
  readonly use?: Promise<SearchDeps['use']>;
  /** Checks every file itself instead of relying on git. */
  readonly exact?: boolean;
}

/** Returns the hits; the paths of their rows count from the root of the base. */
export async function askBase(
  { index, text, config, today }: Base,
  request: SearchRequest,
  { use, exact = false }: AskOptions = {},
): Promise<SearchResult> {
  const { warn, ranking, languages } = config;
  return index.ask(async ({ engine }) => {
    const used = await use;
    const deps = { engine, text, today, warn, ranking, languages };
    return search(request, used ? { ...deps, use: used } : deps);
  }, exact);
}
