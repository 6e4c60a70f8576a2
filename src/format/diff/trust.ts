/** Trust before and after, in words. */
import type { CardChange } from '../../diff/comparison.js';
import type { Trust } from '../../trust/trust.js';
import { badgeText } from '../badge.js';
import { UNICODE_MARKS } from '../style.js';

/** `verified → edited since`; one badge where it stays the same, with both days where its day moves. */
export function trustSentence({ trust: { before, after } }: CardChange): string {
  if (!after) return before ? `was ${badgeWord(before)}` : '';
  if (!before) return badgeWord(after);
  const [was, is] = [badgeWord(before), badgeWord(after)];
  if (before.state !== after.state) return was === is ? is : `${was} → ${is}`;
  if (before.verifyBy !== after.verifyBy)
    return `${is}, until ${before.verifyBy ?? 'no day'} → ${after.verifyBy ?? 'no day'}`;
  return was === is ? is : `${was} → ${is}`;
}

/** Without the id of a superseding card, which is a card's text. */
export function badgeWord(trust: Trust): string {
  return trust.state === 'superseded'
    ? 'superseded'
    : badgeText(trust, null, UNICODE_MARKS).replace(/^\S+ /, '');
}
