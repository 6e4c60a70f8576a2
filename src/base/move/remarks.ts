/** What a move changes for the card in its new place, and for other cards. */
import type { ParsedCard } from '../../card/parse.js';
import type { CardSet } from '../../card/set.js';
import type { Interval } from '../../day.js';
import type { Move } from '../../lint/relink.js';
import { counted } from '../../text/counted.js';
import { dueDay } from '../../trust/trust.js';

/** Returns one line for each change that follows from `_kb.yaml`, CODEOWNERS or the path itself. */
export function moveRemarks(before: readonly ParsedCard[], after: CardSet, { from, to }: Move): string[] {
  return before.flatMap((card) => {
    const then = after.byPath.get(card.path === from ? to : card.path);
    if (!then) return [];
    if (card.path === from) return changes(card, then);
    return then.id === card.id ? [] : [`id of ${card.path} after the move: ${then.id}; before: ${card.id}`];
  });
}

type Aspect = readonly [what: string, of: (card: ParsedCard) => string];

const ASPECTS: readonly Aspect[] = [
  ['id', ({ id }) => id],
  ['title', ({ title }) => `“${title}”`],
  ['owner', ({ owner }) => owner.join(', ')],
  ['audience', ({ audience }) => audience],
  ['tags', ({ tags }) => [...tags].sort().join(', ')],
  ['interval', ({ verifyEvery }) => interval(verifyEvery)],
  ['due date', ({ verifyBy, verified, verifyEvery }) => dueDay(verifyBy, verified.on, verifyEvery) ?? ''],
];

function changes(card: ParsedCard, then: ParsedCard): string[] {
  return ASPECTS.flatMap(([what, of]) => {
    const [was, is] = [of(card) || 'none', of(then) || 'none'];
    return was === is ? [] : [`${what} in the new place: ${is}; before: ${was}`];
  });
}

function interval(every: Interval | null): string {
  return every === null ? '' : counted(every.count, every.unit);
}
