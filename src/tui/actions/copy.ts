/** Copies the text of a card or its URL to the clipboard, ready to send to someone. */
import { recordOpen } from '../../base/search/usage.js';
import { webPageOf } from '../../base/pages/web-page.js';
import { copyText } from '../../clipboard.js';
import { advice } from '../../format/advice.js';
import { markdownLines } from '../../format/markdown.js';
import { styleOf } from '../../format/style.js';
import { parseInTime } from '../../thread/parse-in-time.js';
import type { Outcome, Scene } from './action.js';

/** Milliseconds for parsing a card; if it takes longer, its Markdown is copied as is. */
const PARSE_TIMEOUT = 3000;
/** Columns: wide enough that nothing is wrapped, since the place it is pasted into wraps it. */
const UNWRAPPED = 1_000_000;

/** Copies the body as plain text without Markdown syntax. */
export async function copyAnswer(scene: Scene): Promise<Outcome> {
  const { card, base, context, trust } = scene;
  const plain = styleOf(
    { ...context.io.stdout, isTerminal: false, color: false },
    context.io.unicode,
    context.env,
  );
  const tree = card.unreadable === null ? await parseInTime(card.body, PARSE_TIMEOUT) : null;
  const text = tree ? markdownLines(tree, plain, { columns: UNWRAPPED }).join('\n') : card.body;
  const outcome = await copied('the answer', `${text.trim()}\n`, scene);
  await recordOpen(base, card, 'copy', context);
  return { ...outcome, message: `${outcome.message}: ${advice(trust, card.audience)}` };
}

/** Copies the URL of the card on GitHub or another forge. */
export async function copyLink(scene: Scene): Promise<Outcome> {
  const { card, base, context } = scene;
  const { url, note } = await webPageOf(base, card, { page: 'view', line: null });
  const outcome = await copied(url, url, scene);
  await recordOpen(base, card, 'link', context);
  return note === null ? outcome : { message: `${outcome.message}; ${note}` };
}

async function copied(what: string, text: string, { context, send }: Scene): Promise<Outcome> {
  const where = await copyText(text, context.env, send);
  return {
    message: where === 'clipboard' ? `copied ${what}` : `sent ${what} to the terminal's clipboard`,
  };
}
