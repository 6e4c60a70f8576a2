/** What has changed since a card was last verified, as `kb verify` shows it, as lines for the screen. */
import { trustIn } from '../base/card-now.js';
import type { Base } from '../base/base.js';
import { sinceVerified } from '../base/recording/since-verified.js';
import type { ParsedCard } from '../card/parse.js';
import type { Style } from '../format/style.js';
import { formatSince } from '../format/verification.js';
import type { TrustReason } from '../trust/trust.js';
import { folded } from './marked.js';
import type { Compared } from './event.js';

/** Reasons to doubt a card: verifying it despite one of them needs a note. */
const AGAINST: readonly TrustReason[] = ['flagged', 'expired', 'edited-since'];

export async function comparedNow(
  base: Base,
  card: ParsedCard,
  columns: number,
  style: Style,
): Promise<Compared> {
  const since = await sinceVerified(base, card);
  const { reasons } = await trustIn(base, card);
  const lines = formatSince(card, since, { ...style, columns })
    .trimEnd()
    .split('\n')
    .flatMap((line) => folded(line, columns));
  return { lines, needsNote: since.change !== null || AGAINST.some((reason) => reasons.includes(reason)) };
}
