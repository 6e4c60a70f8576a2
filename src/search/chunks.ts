/** Splits a query into chunks: words and quoted texts, each with its sign and key. */
import { isFilterKey } from '../catalog/filter.js';

/** A part of a query: separated by white space, or in quotes. */
export interface Chunk {
  /** As typed. */
  readonly written: string;
  readonly sign: string;
  /** Lower case; '' if the chunk has no known key. */
  readonly key: string;
  readonly quoted: boolean;
  /** Without sign, key and quotes; a key that is not known is part of the text. */
  readonly text: string;
}

// A sign counts only before something that can be a word: `--force`, `-` and `+` are literal text.
const SIGN = /[+-](?=[^\s+-])/y;
const KEY = /([a-z]+):(?=\S)/iy;
const QUOTE = /["“”„]/y;
const CLOSING_QUOTE = /["“”](?=\s|$)/g;
const PLAIN = /\S+/y;

/** Returns the chunks of a query, in order. */
export function* chunks(source: string): Iterable<Chunk> {
  let at = 0;
  let closes = true;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    while (at < source.length && /\s/.test(source.charAt(at))) at++;
    if (at >= source.length) return;
    const begin = at;
    const sign = take(SIGN)?.[0] ?? '';
    const start = at;
    const name = take(KEY)?.[1]?.toLowerCase() ?? '';
    const key = name === 'in' || isFilterKey(name) ? name : '';
    if (key === '') at = start;
    if (closes && take(QUOTE)) {
      CLOSING_QUOTE.lastIndex = at;
      const closing = CLOSING_QUOTE.exec(source);
      if (closing) {
        const text = source.slice(at, closing.index);
        at = CLOSING_QUOTE.lastIndex;
        yield { written: source.slice(begin, at), sign, key, quoted: true, text };
        continue;
      }
      // No quote closes after this point. Not searching again keeps a text full of quotes linear.
      closes = false;
      at--;
    }
    const text = take(PLAIN)?.[0] ?? '';
    yield { written: source.slice(begin, at), sign, key, quoted: false, text };
  }
}
