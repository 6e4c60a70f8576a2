/** The search engine on documents in memory: written as a segment, and opened again. */
import type { IndexedDocument, SearchEngine } from '../../src/search/engine.js';
import { lunrEngine } from '../../src/search/engines/lunr/lunr.js';
import { openSegment } from '../../src/search/engines/lunr/reader.js';
import { writeSegment } from '../../src/search/engines/lunr/writer.js';
import type { SearchField } from '../../src/search/field.js';
import { prepareLanguages } from '../../src/search/language.js';
import { bytesSource } from '../../src/search/engines/lunr/paged.js';

/** Opens an engine on these documents, with the weight of each field. */
export type OpenEngine = (
  documents: readonly IndexedDocument[],
  boosts: Readonly<Record<SearchField, number>>,
) => Promise<SearchEngine>;

export const openEngine: OpenEngine = async (documents, boosts) => {
  await prepareLanguages(documents.map(({ language }) => language));
  return lunrEngine({ base: openSegment(bytesSource(writeSegment(documents))), delta: null }, boosts);
};
