/** Makes the catalog rows of cards. */
import { primaryLanguage } from '../card/language.js';
import type { ParsedCard } from '../card/parse.js';
import { catalogRow, type CatalogRow } from '../catalog/catalog.js';
import type { Repo } from '../repo/repo.js';
import { detectLanguage } from '../search/language.js';

/** Returns the row of a card, whose code is compared with the checked-out commit. */
export async function rowOf(card: ParsedCard, repo: Repo): Promise<CatalogRow> {
  const language = (): string =>
    primaryLanguage(card.language ?? detectLanguage(`${card.title}\n${card.body}`));
  return catalogRow(card, language, card.verified.paths === null ? null : await repo.blobs(card.paths));
}
