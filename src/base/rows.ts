/** The rows of the catalog that cards have. */
import { primaryLanguage } from '../card/language.js';
import type { ParsedCard } from '../card/parse.js';
import { catalogRow, type CatalogRow } from '../catalog/catalog.js';
import type { Repo } from '../repo/repo.js';
import { detectLanguage } from '../search/language.js';

/** The row of a card as the commit that is checked out has the code which the card describes. */
export async function rowOf(card: ParsedCard, repo: Repo): Promise<CatalogRow> {
  const language = (): string =>
    primaryLanguage(card.language ?? detectLanguage(`${card.title}\n${card.body}`));
  return catalogRow(card, language, card.verified.paths === null ? null : await repo.blobs(card.paths));
}
