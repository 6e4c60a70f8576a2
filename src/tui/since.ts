/** What is other than it was when a card was verified last, in the words of `kb verify`, as lines for the screen. */
import type { Base } from '../base/base.js';
import { sinceVerified } from '../base/since-verified.js';
import type { ParsedCard } from '../card/parse.js';
import type { Style } from '../format/style.js';
import { formatSince } from '../format/verification.js';
import { folded } from './marked.js';

export async function sinceLines(
  base: Base,
  card: ParsedCard,
  columns: number,
  style: Style,
): Promise<readonly string[]> {
  const text = formatSince(card, await sinceVerified(base, card), { ...style, columns });
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => folded(line, columns));
}
