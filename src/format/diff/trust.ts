/** The trust of a card before and after a change, in words. */
import type { CardChange } from '../../diff/comparison.js';
import type { Trust } from '../../trust/trust.js';
import { badgeText } from '../badge.js';
import { UNICODE_MARKS } from '../style.js';

/** `verified → edited since`; one badge if it stays the same, with both dates if its verify-by date moves. */
export function trustSentence({ trust: { before, after } }: CardChange): string {
  if (!after) return before ? `was ${badgeWord(before)}` : '';
  if (!before) return badgeWord(after);
  const [was, is] = [badgeWord(before), badgeWord(after)];
  if (before.state !== after.state) return was === is ? is : `${was} → ${is}`;
  if (before.verifyBy !== after.verifyBy)
    return `${is}, until ${before.verifyBy ?? 'no date'} → ${after.verifyBy ?? 'no date'}`;
  return was === is ? is : `${was} → ${is}`;
}

/** The badge without its sign, and without the id of a superseding card, which is text from a card. */
export function badgeWord(trust: Trust): string {
  return trust.state === 'superseded'
    ? 'superseded'
    : badgeText(trust, null, UNICODE_MARKS).replace(/^\S+ /, '');
}
