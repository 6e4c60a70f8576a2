/** Checks a quotation from a card, and finds what the card says instead. */
import type { Card } from './card.js';
import { outline } from './outline.js';
import { fold } from '../text/fold.js';
import { shortened } from '../text/shortened.js';

export type Quotation =
  | { readonly found: true }
  /** The line of the file that shares the most words with the quote; null if none shares any. */
  | { readonly found: false; readonly nearest: { readonly line: number; readonly text: string } | null };

/** Maximum length of the line that is shown for comparison. */
const LONGEST = 120;

/**
 * Looks for a quote in the title and text of a card, both in the Markdown source and in the readable text without markup.
 * Case, line breaks, runs of blanks and the Unicode form are ignored.
 */
export function quotation(
  { title, body, bodyLine }: Pick<Card, 'title' | 'body' | 'bodyLine'>,
  quote: string,
): Quotation {
  const wanted = folded(quote);
  const readable = outline(body).text;
  const texts = [title, body, readable.map(({ text }) => text).join('\n')];
  if (wanted !== '' && texts.some((text) => folded(text).includes(wanted))) return { found: true };
  const words = wordsOf(wanted);
  let nearest: { readonly line: number; readonly text: string } | null = null;
  let most = 0;
  for (const { text, line } of readable) {
    const shared = [...wordsOf(text)].filter((word) => words.has(word)).length;
    if (shared <= most) continue;
    most = shared;
    nearest = { line: line + bodyLine - 1, text: shortened(plain(text), LONGEST) };
  }
  return { found: false, nearest };
}

function plain(text: string): string {
  return text.normalize('NFC').split(/\s+/).filter(Boolean).join(' ');
}

function folded(text: string): string {
  return plain(text).toLowerCase();
}

function wordsOf(text: string): Set<string> {
  return new Set(fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
}
