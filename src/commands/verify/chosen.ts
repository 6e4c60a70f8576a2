/** The cards that `kb verify` is about, each once: in the order they are named, or, if filtered, those due first. */
import type { Base } from '../../base/base.js';
import { namedCard } from '../../base/named-card.js';
import type { ParsedCard } from '../../card/parse.js';
import { rowsOn, sortRows } from '../../catalog/listing.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import { filtersFrom, type FilterOptions } from '../../flags.js';
import { isChased } from '../../trust/owners.js';

/** Throws KbError `usage` if there are neither names nor filters, or both; `not-found` if no card matches. */
export async function chosenCards(
  base: Base,
  names: readonly string[],
  options: FilterOptions,
  context: Context,
): Promise<readonly ParsedCard[]> {
  const filters = filtersFrom(options, base.today);
  if (names.length === 0 && filters.length === 0) {
    const hint = 'kb verify CARD\nkb verify -o @ana --is due --is stale';
    throw new KbError('usage', 'which cards? name them, or use filters', hint);
  }
  if (names.length > 0 && filters.length > 0) {
    throw new KbError('usage', 'name cards or use filters, not both', 'kb verify -o @ana --is due');
  }
  const cards = new Map<string, ParsedCard>();
  for (const name of names) {
    const card = await namedCard(base, name, context, 'record');
    cards.set(card.path, card);
  }
  if (names.length > 0) return [...cards.values()];
  const { byPath } = await base.cards();
  const rows = rowsOn(await base.catalog(), base.today, base.config.warn, filters);
  // Drafts, superseded and archived cards need no verification.
  const chased = rows.filter(([, trust]) => isChased(trust));
  const found = sortRows(chased, 'due').flatMap(([{ path }]) => byPath.get(path) ?? []);
  if (found.length > 0) return found;
  throw new KbError('not-found', 'no card matches these filters', 'kb list --is due --is stale');
}
