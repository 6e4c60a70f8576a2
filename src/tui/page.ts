/** A card laid out for its part of the screen: what it is worth first, then what it says, with the words that were looked for. */
import type { Base } from '../base/base.js';
import { namedCard } from '../base/named-card.js';
import { rowOf } from '../base/rows.js';
import type { ParsedCard } from '../card/parse.js';
import { formatCard } from '../format/card.js';
import type { Highlight } from '../format/highlight.js';
import type { Style } from '../format/style.js';
import { unstyled } from '../format/styled.js';
import type { Places } from '../search/marking.js';
import type { Parser } from '../thread/parse-in-time.js';
import { trustOf } from '../trust/trust.js';
import { folded, underlined } from './marked.js';
import type { Preview } from './state.js';

export interface PageTools {
  readonly parser: Parser;
  readonly highlight: Highlight;
  readonly style: Style;
  /** Places of the query's words in a text. */
  readonly mark: (text: string) => Places;
}

/** The card at a path from the base's root. Throws KbError where it is gone. */
export function cardAt(base: Base, path: string): Promise<ParsedCard> {
  return namedCard(base, path, { cwd: base.repo.root, retyped: (_, instead) => `kb show ${instead}` });
}

export async function pageOf(
  base: Base,
  card: ParsedCard,
  columns: number,
  { parser, highlight, style, mark }: PageTools,
): Promise<Preview> {
  const row = await rowOf(card, base.repo);
  const trust = trustOf(row.facts, base.today, base.config.warn);
  const body = card.unreadable === null ? await parser.parse(card.body) : null;
  const text = formatCard(card, trust, body, { ...style, columns }, { columns, highlight });
  const lines: string[] = [];
  const matches: number[] = [];
  for (const line of text
    .trimEnd()
    .split('\n')
    .flatMap((each) => folded(each, columns))) {
    const places = mark(unstyled(line));
    if (places.length > 0) matches.push(lines.length);
    lines.push(underlined(line, places));
  }
  return { path: card.path, columns, lines, matches, place: placeIn(card, mark) };
}

/** The line of the file with the most words that were looked for, the first of several; else where the text begins. */
function placeIn({ body, bodyLine }: ParsedCard, mark: PageTools['mark']): number {
  const lines = body.split(/\r?\n/);
  const first = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ''),
  );
  let best = { line: first, words: 0 };
  for (const [at, line] of lines.entries()) {
    const words = new Set(mark(line).map(([from, to]) => line.slice(from, to).toLowerCase())).size;
    if (words > best.words) best = { line: at, words };
  }
  return bodyLine + best.line;
}
