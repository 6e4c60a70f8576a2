/**
 * Finds parts of a template that are still to be written: `<!-- kb-write: what the customer sees -->`, as `kb new` inserts
 * them.
 */
import type { ParsedCard } from '../card/parse.js';
import { Lines } from '../card/position.js';
import { commentsOf } from './comments.js';

export interface Unwritten {
  /** What should be written there; '' if the template does not say. */
  readonly what: string;
  /** Line of the file, from 1. */
  readonly line: number;
  readonly column: number;
}

const FORM = /^kb-write(?![\w-])[ \t]*:?/;

/** Returns the unwritten parts of a card, in document order. */
export function unwrittenIn(card: ParsedCard): Unwritten[] {
  const { source } = card;
  if (!source.includes('kb-write')) return [];
  const lines = new Lines(source);
  return commentsOf(card)
    .filter(({ text }) => FORM.test(text))
    .map(({ text, from }) => ({
      what: text.replace(FORM, '').trim().replace(/\s+/g, ' '),
      ...lines.at(from),
    }));
}
