/** What a card says apart from where its links inside the base lead: what stays when kb follows a card that has moved. */
import type { Card } from '../card/card.js';
import { addressesIn } from '../card/outline.js';
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
