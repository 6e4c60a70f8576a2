/** What a card says apart from where its links inside the base lead: what stays when kb follows a card that has moved. */
import type { Card } from '../card/card.js';
import { addressesIn } from '../card/outline.js';
import type { TrustFacts } from './trust.js';
import { contentHash } from './verify.js';

/** Another site, or a part of the card itself: no move of a card changes these. */
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;

/** A hash of the title and the text, without the paths in addresses that lead to somewhere in the base. */
export function wordingOf({ writtenTitle, body }: Pick<Card, 'writtenTitle' | 'body'>): string {
  const parts: string[] = [];
  let at = 0;
  for (const { target, from, to } of addressesIn(body)) {
    if (ELSEWHERE.test(target) || from < at) continue;
    const rest = body.slice(from, to).search(/[?#]/);
    parts.push(body.slice(at, from));
    at = rest < 0 ? to : from + rest;
  }
  return contentHash({ writtenTitle, body: [...parts, body.slice(at)].join('\0') }, null, null);
}

/** A card's record, whether it holds, and `wordingOf` its text. */
export interface Worded {
  readonly card: Pick<Card, 'verified'>;
  readonly trust: Pick<TrustFacts, 'recorded' | 'edited' | 'verifyBy'>;
  readonly wording: string;
}

/**
 * Whether the card has a new record only because its links follow a card that has moved (`kb mv`): the old one was right, and
 * person, days, note and every word are the same.
 */
export function isRelinked(before: Worded, after: Worded): boolean {
  if (!before.trust.recorded || before.trust.edited || after.trust.edited) return false;
  const [was, is] = [before.card.verified, after.card.verified];
  const isSame = was.on === is.on && was.by === is.by && was.note === is.note && was.paths === is.paths;
  return isSame && before.trust.verifyBy === after.trust.verifyBy && before.wording === after.wording;
}
