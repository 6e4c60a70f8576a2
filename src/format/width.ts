/** Measures, pads and cuts text by the columns that it takes in a terminal. Text may be styled. */
import { columnsOf } from '../text/columns.js';
import { graphemes } from './segments.js';
import { cutStyled, parseStyled, unstyled } from './styled.js';

const ASCII = /^[\x20-\x7e]*$/;
/** Returns the columns of a text without line breaks. */
export function width(text: string): number {
  const plain = unstyled(text);
  return ASCII.test(plain) ? plain.length : (columnsOf(plain).at(-1) ?? 0);
}

/** Pads a text with blanks to `columns`; a longer text is returned unchanged. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, columns - width(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/**
 * Cuts a text to at most `columns`, between graphemes; `ellipsis` marks what is missing.
 * @param keep which end of the text stays; `end` for paths
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

/** How many isolates (style.ts) are opened but not closed. */
function openIsolates(text: string): number {
  return text.split('\u2068').length - text.split('\u2069').length;
}
