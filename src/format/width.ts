/** How many columns a text takes in a terminal, and cutting and padding to a number of columns. Text may be styled. */
import { columnsOf } from '../text/columns.js';
import { graphemes } from './segments.js';
import { cutStyled, parseStyled, unstyled } from './styled.js';

const ASCII = /^[\x20-\x7e]*$/;
/** Columns of a text without line breaks. */
export function width(text: string): number {
  const plain = unstyled(text);
  return ASCII.test(plain) ? plain.length : (columnsOf(plain).at(-1) ?? 0);
}

/** Filled up with blanks to `columns`; a longer text stays as it is. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, columns - width(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/**
 * Cut to at most `columns`, between graphemes; `ellipsis` stands for what is missing.
 * @param keep which end of the text stays (the end, for paths)
 */
export function truncate(
  text: string,
  columns: number,
  ellipsis: string,
  keep: 'start' | 'end' = 'start',
): string {
  if (width(text) <= columns) return text;
  const sign = width(ellipsis) <= columns ? ellipsis : '';
  const room = Math.max(0, columns - width(sign));
  const styled = parseStyled(text);
  let length = 0;
  let taken = 0;
  for (const grapheme of keep === 'start'
    ? graphemes(styled.plain)
    : [...graphemes(styled.plain)].reverse()) {
    taken += width(grapheme);
    if (taken > room) break;
    length += grapheme.length;
  }
  const { plain } = styled;
  const kept = keep === 'start' ? ([0, length] as const) : ([plain.length - length, plain.length] as const);
  const [part = ''] = cutStyled(styled, [kept]);
  return keep === 'start' ? part + '\u2069'.repeat(openIsolates(part)) + sign : sign + part;
}

/** Isolates (style.ts) that were opened and not closed. */
function openIsolates(text: string): number {
  return text.split('\u2068').length - text.split('\u2069').length;
}
