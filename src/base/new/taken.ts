/** A card that stands where a new one would: which it is, whether it is still true, and what to do with it instead. */
import type { Base } from '../base.js';
import type { CatalogRow } from '../../catalog/catalog.js';
import { KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import { quoted } from '../../text/shell.js';
import { trustOf } from '../../trust/trust.js';

/**
 * @param say a sentence about the card, which is named as it is given
 * @param other how to make a new one all the same
 */
export function takenBy(
  { facts, title, id }: CatalogRow,
  { today, config }: Base,
  say: (card: string) => string,
  other: string,
): KbError {
  const { state, owner } = trustOf(facts, today, config.warn);
  const card = `“${title}” (${[state, ...owner].join(', ')})`;
  return new KbError(
    'usage',
    say(safe(card)),
    [`kb show ${quoted(id)}`, `kb edit ${quoted(id)}`, other].join('\n'),
  );
}
