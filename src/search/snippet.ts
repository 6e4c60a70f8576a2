/** Chooses the part of a card's text that best shows why the card was found. Only data; `format/` decides how it looks. */
import type { CardBody } from '../card/body.js';
import { columnsBetween, type Columns } from '../text/columns.js';
import { placesOf, WordFinders, type FoundWord, type Ranges } from './found-words.js';
import { tokenize } from './language.js';
import { lineAt, sections, type Section } from './section.js';

export interface Snippet {
  /** Line of the file at which to open the card, from 1: that of the first marked word, or of the section's heading. */
  readonly line: number;
  /** Headings above the text, outermost first, without any that repeats the title. */
  readonly heading: readonly string[];
  /** One line of text, with `…` where it was cut. It is untrusted: escape it before it reaches a terminal. */
  readonly text: string;
  /** Places of found words in `text`. */
  readonly marks: Ranges;
}

export interface SnippetOptions {
  readonly title: string;
  /** Primary language of the card. */
  readonly language: string;
  /** Most terminal columns of the text; 160 by default. */
  readonly width?: number;
  /** The finders shared by all cards of a search. */
  readonly finders?: WordFinders;
}

/**
 * Returns the best window of a card's text: with the most different words, close together, early.
 * @param words for each word of the query, the index terms by which the card has it
 * @returns null if the card has no text
 */
export function snippet(
  { body, bodyLine }: CardBody,
  words: readonly ReadonlySet<string>[],
  { title, language, width = 160, finders = new WordFinders() }: SnippetOptions,
): Snippet | null {
  const finder = finders.of(words, language);
  let best: { section: Section; hits: readonly FoundWord[]; window: Window } | undefined;
  for (const section of sections(body, title)) {
    const most = best?.window.distinct ?? -1;
    // No later section can be better.
    if (most === finder.count) break;
    const inHeading = new Set(finder.in(section.heading.at(-1) ?? '').flatMap((hit) => hit.words));
    // The source shows what can be found at most, so that few sections have to be parsed.
    if (best && finder.maxWordsIn(section.sources) + inHeading.size <= most) continue;
    const hits = finder.in(section.text);
    const window = bestWindow(section, hits, inHeading, width);
    if (!best || window.distinct > best.window.distinct) best = { section, hits, window };
  }
  if (!best) return null;
  const { section, hits, window } = best;
  const line = window.from === window.to ? section.line : lineAt(section, window.from);
  return { line: bodyLine + line - 1, heading: section.heading, ...cut(section, hits, window, width) };
}

/** From the first found word to the last: [from, to) in the section's text; from = to if there is none. */
interface Window {
  readonly from: number;
  readonly to: number;
  /** Different words of the query in the window and in the heading. */
  readonly distinct: number;
}

/** Returns the window with the most different words; among equals the shortest, then the first. */
function bestWindow(
  { columns }: Section,
  hits: readonly FoundWord[],
  inHeading: ReadonlySet<number>,
  width: number,
): Window {
  let best: Window = { from: 0, to: 0, distinct: inHeading.size };
  const counts = new Map<number, number>();
  const add = (hit: FoundWord, by: number): void => {
    for (const word of hit.words) {
      const count = (counts.get(word) ?? 0) + by;
      if (count > 0) counts.set(word, count);
      else counts.delete(word);
    }
  };
  let left = 0;
  for (const hit of hits) {
    add(hit, 1);
    for (let first = hits[left]; first && first !== hit; first = hits[++left]) {
      const fits = columnsBetween(columns, first.from, hit.to) <= width;
      if (fits && !first.words.every((word) => (counts.get(word) ?? 0) > 1)) break;
      add(first, -1);
    }
    const from = hits[left]?.from ?? hit.from;
    const distinct = new Set([...inHeading, ...counts.keys()]).size;
    const shorter = hit.to - from < best.to - best.from && counts.size > 1;
    if (distinct > best.distinct || (distinct === best.distinct && (best.to === 0 || shorter))) {
      best = { from, to: hit.to, distinct };
    }
  }
  return best;
}

const SENTENCE_END = /[.!?؟。！？]["')\]]?\s+(?=\S)/gu;

/** Returns the window with as much text around it as fits, cut between words. */
function cut(
  { text, columns }: Section,
  hits: readonly FoundWord[],
  window: Window,
  width: number,
): Pick<Snippet, 'text' | 'marks'> {
  const spare = Math.max(0, width - columnsBetween(columns, window.from, window.to));
  let from = startNear(text, columns, window.from, spare);
  let to = Math.max(window.from, from);
  while (to < text.length && columnsBetween(columns, from, to + 1) <= width) to++;
  if (to === text.length) {
    // The text ends here, so the remaining room shows more of the text before.
    while (from > 0 && columnsBetween(columns, from - 1, to) <= width) from--;
    from = wordStart(text, from, window.from);
  } else {
    to = wordEnd(text, to, Math.min(window.to, to));
  }
  const shown = text.slice(from, to);
  const trimmed = shown.trim();
  const start = from + (shown.length - shown.trimStart().length);
  const before = start > 0 ? '…' : '';
  const shift = before.length - start;
  const seen = hits.filter((hit) => hit.from >= start && hit.to <= start + trimmed.length);
  const marks = placesOf(seen).map(([first, last]) => [first + shift, last + shift] as const);
  return { text: before + trimmed + (to < text.length ? '…' : ''), marks };
}

/** Returns where to begin: at a sentence that starts within half of the spare columns before, otherwise a third before. */
function startNear(text: string, columns: Columns, at: number, spare: number): number {
  let near = at;
  while (near > 0 && columnsBetween(columns, near - 1, at) <= spare / 2) near--;
  if (near === 0) return 0;
  let sentence = -1;
  for (const match of text.slice(near, at).matchAll(SENTENCE_END)) {
    if (sentence < 0) sentence = near + match.index + match[0].length;
  }
  if (sentence >= 0) return sentence;
  while (near < at && columnsBetween(columns, near, at) > spare / 3) near++;
  return wordStart(text, near, at);
}

/** Returns the first position from `at` to `limit` at which a word starts. */
function wordStart(text: string, at: number, limit: number): number {
  if (at === 0) return 0;
  const around = tokenize(text.slice(at - 1, limit)).map(({ from }) => at - 1 + from);
  return around.find((from) => from >= at) ?? limit;
}

/** Returns the last position from `limit` to `at` at which a word ends. */
function wordEnd(text: string, at: number, limit: number): number {
  const tokens = tokenize(text.slice(limit, at + 1)).map(({ to }) => limit + to);
  return tokens.findLast((to) => to <= at) ?? at;
}
