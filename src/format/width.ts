/** How many columns a text takes in a terminal, and cutting and padding to a number of columns. Text may be styled. */
import { eastAsianWidth } from 'get-east-asian-width';
import { graphemes } from './segments.js';
import { cutStyled, parseStyled, unstyled } from './styled.js';

const ASCII = /^[\x20-\x7e]*$/;
/** Drawn on top of what stands before, or not at all; the second and third letters of a Hangul syllable. */
const ZERO = /[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]/u;
const EMOJI = /\p{Emoji}/u;
const PICTURE = /\p{Extended_Pictographic}/u;
const SKIN = /[\u{1f3fb}-\u{1f3ff}]/u;

/**
 * Columns of a text without line breaks, as terminals advance: the sum over its characters, an emoji sequence counted
 * once. string-width counts the first character of each grapheme, which is one column short at every Thai SARA AM,
 * and its segmenter takes 9 ms at the start of the program.
 */
export function width(text: string): number {
  const plain = unstyled(text);
  if (ASCII.test(plain)) return plain.length;
  let total = 0;
  /** The last character that takes columns, and what may change how it is drawn. */
  let base = '';
  let asPicture = false;
  let joined = false;
  for (const character of plain) {
    if (character === '\u200d') {
      joined = PICTURE.test(base);
    } else if (character === '\ufe0f') {
      // The request for a picture widens a narrow sign (`⚠️`, `1️⃣`).
      if (!asPicture && EMOJI.test(base) && columnsOf(base) === 1) total += 1;
      asPicture = true;
    } else if ((joined && PICTURE.test(character)) || (SKIN.test(character) && PICTURE.test(base))) {
      if (!asPicture && columnsOf(base) === 1) total += 1;
      asPicture = true;
      joined = false;
    } else {
      joined = false;
      const columns = columnsOf(character);
      total += columns;
      if (columns > 0) {
        base = character;
        asPicture = false;
      }
    }
  }
  return total;
}

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code !== 0xad) ? 1 : 0;
  return ZERO.test(character) ? 0 : eastAsianWidth(code);
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
