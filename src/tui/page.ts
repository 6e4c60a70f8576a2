/** Lays out a card for its part of the screen: its trust first, then its text with the search words underlined. */
import type { Base } from '../base/base.js';
import { namedCard } from '../base/named-card.js';
import { rowOf } from '../base/rows.js';
import type { ParsedCard } from '../card/parse.js';
import { formatCard } from '../format/card.js';
import type { Highlight } from '../format/highlight.js';
import type { Style } from '../format/style.js';
import { unstyled } from '../format/styled.js';
import { placesOf, WordFinder } from '../search/found-words.js';
import { prepareLanguages } from '../search/language.js';
import { snippet } from '../search/snippet.js';
import type { Parser } from '../thread/parse-in-time.js';
import { trustOf } from '../trust/trust.js';
import { folded, underlined } from './marked.js';
import type { Preview } from './state.js';

export interface PageTools {
  readonly parser: Parser;
  readonly highlight: Highlight;
  readonly style: Style;
}

/** Reads the card at a path relative to the base's root. Throws KbError if it is gone. */
export function cardAt(base: Base, path: string): Promise<ParsedCard> {
  return namedCard(base, path, { cwd: base.repo.root, retyped: (_, instead) => `kb show ${instead}` });
}

/** @param words for each search word, the index terms by which the card has it */
export async function pageOf(
  base: Base,
  card: ParsedCard,
  words: readonly ReadonlySet<string>[],
  columns: number,
  { parser, highlight, style }: PageTools,
): Promise<Preview> {
  const row = await rowOf(card, base.repo);
  const trust = trustOf(row.facts, base.today, base.config.warn);
  const body = card.unreadable === null ? await parser.parse(card.body) : null;
  const text = formatCard(card, trust, body, { ...style, columns }, { columns, highlight });
  await prepareLanguages([row.language]);
  const finder = new WordFinder(words, row.language);
  const lines: string[] = [];
  const matches: number[] = [];
  for (const line of text
    .trimEnd()
    .split('\n')
    .flatMap((each) => folded(each, columns))) {
    const places = placesOf(finder.in(unstyled(line)));
    if (places.length > 0) matches.push(lines.length);
    lines.push(underlined(line, places));
  }
  return { path: card.path, columns, lines, matches, place: placeIn(card, words, row.language) };
}

/** Returns the line of the file at which `kb search` would open the card; without search words, where its text starts. */
function placeIn(
  { body, bodyLine, title }: ParsedCard,
  words: readonly ReadonlySet<string>[],
  language: string,
): number {
  const best = words.length === 0 ? null : snippet({ body, bodyLine }, words, { title, language });
  const first = body.split(/\r?\n/).findIndex((line) => line.trim() !== '');
  return best?.line ?? bodyLine + Math.max(0, first);
}
