/** Parts of a template that nobody has written yet: `<!-- kb-write: what the customer sees -->`, as `kb new` puts them in. */
import type { ParsedCard } from '../card/parse.js';
import { Lines } from '../card/position.js';
import { commentsOf } from './comments.js';

export interface Unwritten {
  /** What is to be written there; '' where the template does not say. */
  readonly what: string;
  /** In the file. */
  readonly line: number;
  readonly column: number;
}

const FORM = /^kb-write(?![\w-])[ \t]*:?/;

/** Those of a card, in their order. */
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
