/** A row of the catalog as it is kept with the search index: with what a search needs besides, so that it reads no card. */
import type { CatalogRow } from './catalog.js';

export interface KeptRow extends CatalogRow {
  /** What is searched like a tag: keywords, and the file's name where the card states no title. */
  readonly keywords: readonly string[];
}

export function encodeRow(row: KeptRow): string {
  // The language is a getter of some rows, which JSON takes as well.
  return JSON.stringify(row);
}

/** The row that `encodeRow` made a text of. */
export function decodeRow(text: string): KeptRow {
  return JSON.parse(text) as KeptRow;
}
