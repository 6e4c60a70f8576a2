/** One line about what a card's trust means for the person who is about to use it. */
import type { Audience } from '../card/card.js';
import { counted } from '../text/counted.js';
import type { Trust, TrustReason } from '../trust/trust.js';
import { badgeText } from './badge.js';
import { safe } from './escape.js';
import type { Marks } from './style.js';

const CHECK = 'check before you send this';

/** Says what to do with the card. Only a verified public card may be sent to a customer as it is. */
export function advice(trust: Trust, audience: Audience): string {
  switch (trust.reason) {
    case 'archived':
      return 'kept for the record only: do not send this';
    case 'superseded':
      return 'superseded: read that card instead';
    case 'draft':
      return 'not finished: do not send this';
    case 'unreadable':
      return `its fields cannot be read: ${CHECK}`;
    case 'bad-date':
      return `its date cannot be read: ${CHECK}`;
    case 'flagged':
      return `somebody flagged it: ${CHECK}`;
    case 'never':
      return `it has no date: ${CHECK}`;
    case 'expired':
      return CHECK;
    case 'edited-since':
      return `its text changed after it was verified: ${CHECK}`;
    case 'owner-missing':
      return `it has no owner: ${CHECK}`;
    case 'code-changed':
      return `the code it describes has changed: ${CHECK}`;
    case 'soon':
      return [`good until ${trust.verifyBy ?? '?'}`, ...limits(audience)].join(', ');
    case 'current':
    case 'date-only':
      return limits(audience)[0] ?? 'can be sent to a customer';
  }
}

/** Advice on passing the card on; empty if it is public. */
function limits(audience: Audience): string[] {
  if (audience === 'public') return [];
  if (audience === 'internal') return ['for colleagues only: do not send it to a customer'];
  return [`for ${safe(audience.slice('restricted:'.length))} only: do not pass it on`];
}

/** The badge with its days written out: `✖ stale 41 days`. */
export function longBadge(trust: Trust, supersededBy: string | null, marks: Marks): string {
  if (trust.reason === 'expired') return `${marks.stale} ${inWords('expired', trust)}`;
  if (trust.reason === 'soon') return `${marks.due} ${inWords('soon', trust)}`;
  return badgeText(trust, supersededBy, marks);
}

/** A reason in words, for a list of several. */
export function inWords(reason: TrustReason, { days }: Trust): string {
  const count = Math.abs(days ?? 0);
  const spelled = counted(count, 'day');
  switch (reason) {
    case 'expired':
      return `stale ${spelled}`;
    case 'soon':
      return count === 0 ? 'due today' : `due in ${spelled}`;
    case 'unreadable':
      return 'unreadable fields';
    case 'bad-date':
      return 'unreadable date';
    case 'never':
      return 'no due date';
    case 'edited-since':
      return 'edited since it was verified';
    case 'owner-missing':
      return 'no owner';
    case 'code-changed':
      return 'code changed';
    case 'date-only':
      return 'verified by date only';
    case 'current':
      return 'verified';
    case 'archived':
    case 'superseded':
    case 'draft':
    case 'flagged':
      return reason;
  }
}
