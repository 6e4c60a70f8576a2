/** A card as a page for the terminal; the Markdown parser and the highlighter are loaded only here. */
import type { Base } from '../base.js';
import type { ParsedCard } from '../../card/parse.js';
import { formatCard } from '../../format/card.js';
import { loadHighlight } from '../../format/highlight.js';
import type { Style } from '../../format/style.js';
import { markdownParser, type Parser } from '../../thread/parse-in-time.js';
import type { Trust } from '../../trust/trust.js';

/** Milliseconds that laying out a card may take; the text is shown as it is written where it takes more. */
const PATIENCE = 3000;

/** What reads the Markdown of a page. Where it begins before the card is found, the page is there sooner. */
export function pageParser(): Parser {
  return markdownParser(PATIENCE);
}

/**
 * @param note told what is to be said beside the page
 * @param parser ended here
 */
export async function cardPage(
  { repo }: Base,
  card: ParsedCard,
  trust: Trust,
  style: Style,
  note: (text: string) => void,
  parser = pageParser(),
): Promise<string> {
  const body = card.unreadable === null ? await parser.parse(card.body) : null;
  await parser.end();
  if (!body && card.unreadable === null) note(`${card.path} takes too long to format: shown as plain text`);
  return formatCard(card, trust, body, style, { root: repo.root, highlight: await loadHighlight(style) });
}
