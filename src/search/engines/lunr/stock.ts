/** Exports documents as an index for stock Lunr, with the same terms and weights as kb's. It is loaded with prepare.ts. */
import { SEARCH_FIELDS } from '../../field.js';
import { termsOf, type SearchDocument } from '../../document.js';
import { prepareLanguages } from '../../language.js';
import type { Boosts } from './match.js';
import { FORMAT, type ExportedCard, type ExportedIndex } from './prepare.js';

/**
 * Returns the exported index.
 * @param languages languages in which the words of queries will be stemmed
 * @param cards the cards of the documents
 */
export async function stockIndex(
  documents: readonly SearchDocument[],
  cards: readonly ExportedCard[],
  languages: readonly string[],
  boosts: Boosts,
): Promise<ExportedIndex> {
  const { default: lunr } = await import('lunr');
  await prepareLanguages([...new Set(documents.map(({ language }) => language))]);
  const builder = new lunr.Builder();
  // Lunr gets finished terms, as strings because it counts them faster than its own tokens.
  builder.tokenizer = ((terms: readonly string[]) => terms) as unknown as typeof lunr.tokenizer;
  // Paths, not numbers: V8 would sort numbers before all other keys.
  builder.ref('path');
  for (const field of SEARCH_FIELDS) builder.field(field, { boost: boosts[field] });
  for (const document of documents) builder.add({ path: document.path, ...termsOf(document) });
  return {
    ...builder.build().toJSON(),
    // Lunr identifies functions by name, and two indexes on a page may have different languages.
    pipeline: [`kb-terms:${languages.join(',')}`],
    kb: { format: FORMAT, languages, documents: cards },
  };
}
