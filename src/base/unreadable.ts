/** Refuses to change a card that cannot be read, because nobody could tell what the result would say. */
import type { Card } from '../card/card.js';
import { KbError } from '../errors.js';
import { quotedPath } from '../text/shell.js';

/** Throws KbError `usage` for a card that cannot be read. */
export function refuseUnreadable({ path, unreadable }: Pick<Card, 'path' | 'unreadable'>): void {
  if (unreadable === null) return;
  throw new KbError('usage', `${path} cannot be read: ${unreadable}`, `kb lint ${quotedPath(path)}`);
}
