/** Formats a card as a page for the terminal; only this loads the Markdown parser and the highlighter. */
import type { Base } from '../base.js';
import type { ParsedCard } from '../../card/parse.js';
import { formatCard } from '../../format/card.js';
import { loadHighlight } from '../../format/highlight.js';
import type { Style } from '../../format/style.js';
import { markdownParser, type Parser } from '../../thread/parse-in-time.js';
import type { Trust } from '../../trust/trust.js';

/** Milliseconds for parsing a card; if it takes longer, the text is shown as written. */
const TIMEOUT = 3000;

/** Starts the Markdown parser. The page is ready sooner if this is called before the card is found. */
export function pageParser(): Parser {
  return markdownParser(TIMEOUT);
}

/**
 * Returns the page of a card.
 * @param note receives remarks to print next to the page
 * @param parser is ended by this function
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
