/** Whether somebody quotes a card rightly, and what the card says instead. */
import type { Card } from './card.js';
import { outline } from './outline.js';
import { fold } from '../text/fold.js';
import { shortened } from '../text/shortened.js';

export type Quotation =
  | { readonly found: true }
  /** The line of the file that has most words of the quote; null where none has any. */
  | { readonly found: false; readonly nearest: { readonly line: number; readonly text: string } | null };

/** Letters of a line that is shown for comparison. */
const LONGEST = 120;

/**
 * Looks for a quote in the title and the text of a card, as it is written and as it is read (without the marks of Markdown).
 * Case, line ends, runs of blanks and the Unicode form do not matter.
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
