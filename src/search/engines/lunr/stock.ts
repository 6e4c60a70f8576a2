/** Documents → an index that stock Lunr loads, with the terms and weights of ours. prepare.ts is what loads it. */
import { SEARCH_FIELDS } from '../../field.js';
import { termsOf, type SearchDocument } from '../../document.js';
import { prepareLanguages } from '../../language.js';
import type { Boosts } from './match.js';
import { FORMAT, type ExportedCard, type ExportedIndex } from './prepare.js';

/**
 * @param languages by which the words of a query will be stemmed
 * @param cards those of the documents
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
  // Lunr gets terms, and as strings, which it counts faster than its tokens.
  builder.tokenizer = ((terms: readonly string[]) => terms) as unknown as typeof lunr.tokenizer;
  // No numbers: V8 would sort these before other references.
  builder.ref('path');
  for (const field of SEARCH_FIELDS) builder.field(field, { boost: boosts[field] });
  for (const document of documents) builder.add({ path: document.path, ...termsOf(document) });
  return {
    ...builder.build().toJSON(),
    // Two indexes on a page may have other languages, and Lunr knows a function by its name.
    pipeline: [`kb-terms:${languages.join(',')}`],
    kb: { format: FORMAT, languages, documents: cards },
  };
}
