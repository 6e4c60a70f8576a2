/** The search engines by name, each loaded when it is chosen. */
import type { IndexedDocument, SearchEngine } from '../engine.js';
import type { SearchField } from '../field.js';

/** An engine over these documents, with the weight of each field. */
export type OpenEngine = (
  documents: Iterable<IndexedDocument>,
  boosts: Readonly<Record<SearchField, number>>,
) => Promise<SearchEngine>;

export const ENGINES = {
  lunr: async (documents, boosts) => (await import('./lunr/lunr.js')).stockLunr(documents, boosts),
} as const satisfies Readonly<Record<string, OpenEngine>>;
