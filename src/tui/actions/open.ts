/** Opens the web page of a card on its forge in the browser. */
import { recordOpen } from '../../base/search/usage.js';
import { webPageOf } from '../../base/pages/web-page.js';
import { browse, hasBrowser } from '../../browser.js';
import type { Outcome, Scene } from './action.js';

export async function openPage({ base, card, place, context }: Scene): Promise<Outcome> {
  const { url, note } = await webPageOf(base, card, { page: 'view', line: place });
  const isOpen = hasBrowser(context.env, process.platform) && (await browse(url));
  await recordOpen(base, card, 'open', context);
  const message = isOpen ? `opened ${url}` : `no browser here: ${url}`;
  return { message: note === null ? message : `${message}; ${note}` };
}
