/** Copies what a card says, or its address, so that it can be sent to whoever asked. */
import { recordOpen } from '../../base/search/usage.js';
import { webPageOf } from '../../base/pages/web-page.js';
import { copyText } from '../../clipboard.js';
import { advice } from '../../format/advice.js';
import { markdownLines } from '../../format/markdown.js';
import { styleOf } from '../../format/style.js';
import { parseInTime } from '../../thread/parse-in-time.js';
import type { Outcome, Scene } from './action.js';

/** Milliseconds; a card that takes longer to lay out is copied as it is written. */
const PATIENCE = 3000;
/** Paragraphs are wrapped where they are pasted. */
const UNWRAPPED = 1_000_000;

/** The body as text, without marks of Markdown that only an author needs. */
export async function copyAnswer(scene: Scene): Promise<Outcome> {
  const { card, base, world, trust } = scene;
  const plain = styleOf({ ...world.io.stdout, isTerminal: false, color: false }, world.io.unicode, world.env);
  const tree = card.unreadable === null ? await parseInTime(card.body, PATIENCE) : null;
  const text = tree ? markdownLines(tree, plain, { columns: UNWRAPPED }).join('\n') : card.body;
  const told = await copied('the answer', `${text.trim()}\n`, scene);
  await recordOpen(base, card, 'copy', world);
  return { ...told, told: `${told.told}: ${advice(trust, card.audience)}` };
}

/** The address of the card on its forge. */
export async function copyLink(scene: Scene): Promise<Outcome> {
  const { card, base, world } = scene;
  const { url, note } = await webPageOf(base, card, { page: 'view', line: null });
  const told = await copied(url, url, scene);
  await recordOpen(base, card, 'link', world);
  return note === null ? told : { told: `${told.told}; ${note}` };
}

async function copied(what: string, text: string, { world, send }: Scene): Promise<Outcome> {
  const where = await copyText(text, world.env, send);
  return {
    told: where === 'clipboard' ? `copied ${what}` : `sent ${what} to the terminal's clipboard`,
  };
}
