/** The error for a new card whose place or id is taken: names the existing card with its trust, and what to do instead. */
import type { Base } from '../base.js';
import type { CatalogRow } from '../../catalog/catalog.js';
import { KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import { quoted } from '../../text/shell.js';
import { trustOf } from '../../trust/trust.js';

/**
 * Returns the error to throw.
 * @param describe makes the message from a description of the card
 * @param other the command that creates the new card anyway
 */
export function takenBy(
  { facts, title, id }: CatalogRow,
  { today, config }: Base,
  describe: (card: string) => string,
  other: string,
): KbError {
  const { state, owner } = trustOf(facts, today, config.warn);
  const card = `“${title}” (${[state, ...owner].join(', ')})`;
  return new KbError(
    'usage',
    describe(safe(card)),
    [`kb show ${quoted(id)}`, `kb edit ${quoted(id)}`, other].join('\n'),
  );
}
