/** Compares cards regardless of their link targets: wording stays the same if kb only updates links to a moved card. */
import type { Card } from '../card/card.js';
import { addressesIn } from '../card/outline.js';
import type { TrustFacts } from './trust.js';
import { contentHash } from './verify.js';

/** Link targets that no move of a card changes: other sites, and anchors in the card itself. */
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;

/** Returns a hash of the title and body, without the paths of links into the base. */
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

/** A card's record, whether it matches, and the card's `wordingOf`. */
export interface CardWording {
  readonly card: Pick<Card, 'verified'>;
  readonly trust: Pick<TrustFacts, 'recorded' | 'edited' | 'verifyBy'>;
  readonly wording: string;
}

/**
 * Whether a card has a new record only because links were updated after a card moved (`kb mv`): the old record was valid, and
 * person, dates, note and wording are the same.
 */
export function isRelinked(before: CardWording, after: CardWording): boolean {
  if (!before.trust.recorded || before.trust.edited || after.trust.edited) return false;
  const [was, is] = [before.card.verified, after.card.verified];
  const isSame = was.on === is.on && was.by === is.by && was.note === is.note && was.paths === is.paths;
  return isSame && before.trust.verifyBy === after.trust.verifyBy && before.wording === after.wording;
}
