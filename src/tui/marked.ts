/** Fits the lines of a card to the screen: folds them to its width and underlines search words. */
import { columnsOf } from '../text/columns.js';
import { cutStyled, parseStyled } from '../format/styled.js';
import { width } from '../format/width.js';
import type { Ranges } from '../search/found-words.js';

const UNDERLINE = '\x1b[4m';
const UNDERLINE_END = '\x1b[24m';

/** Splits a line into parts of at most `columns` columns, for text that is not wrapped, such as code. */
export function folded(line: string, columns: number): string[] {
  if (width(line) <= columns) return [line];
  const styled = parseStyled(line);
  const at = columnsOf(styled.plain);
  const ranges: [number, number][] = [];
  for (let from = 0; from < styled.plain.length;) {
    const limit = (at[from] ?? 0) + columns;
    let to = from + 1;
    while (to < styled.plain.length && (at[to + 1] ?? 0) <= limit) to += 1;
    const blank = to < styled.plain.length ? styled.plain.slice(from, to).lastIndexOf(' ') : -1;
    // Breaks after a space, unless that would leave half of the row empty.
    if (blank > (to - from) / 2) to = from + blank + 1;
    ranges.push([from, to]);
    from = to;
  }
  return cutStyled(styled, ranges);
}

/** Underlines ranges of a line: unlike a color, that is visible on every background and without colors. */
export function underlined(line: string, places: Ranges): string {
  if (places.length === 0) return line;
  const { plain, codes } = parseStyled(line);
  const all = [
    ...codes,
    ...places.flatMap(([from, to]) => [
      { at: from, code: UNDERLINE },
      { at: to, code: UNDERLINE_END },
    ]),
  ].sort((a, b) => a.at - b.at);
  let text = '';
  let from = 0;
  for (const { at, code } of all) {
    text += plain.slice(from, at) + code;
    from = at;
  }
  return text + plain.slice(from);
}
