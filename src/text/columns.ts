/** Measures text in terminal columns. */
import { eastAsianWidth } from 'get-east-asian-width';

// The \p patterns are inside functions because each takes up to a millisecond to compile, and few texts need them.
/** Combining and invisible characters, and the second and third letters of a Hangul syllable. */
const isZero = (text: string): boolean =>
  /[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]/u.test(text);
const isEmoji = (text: string): boolean => /\p{Emoji}/u.test(text);
const isPicture = (text: string): boolean => /\p{Extended_Pictographic}/u.test(text);
const SKIN = /[\u{1f3fb}-\u{1f3ff}]/u;

/**
 * Returns the terminal column before each UTF-16 unit of a text, plus the one after its last unit (length + 1 values).
 * The text must have no styles and no line breaks. Widths are summed per character, an emoji sequence counts once.
 * string-width is no alternative: it counts only the first character of each grapheme, which is one column short at every
 * Thai SARA AM, and its segmenter takes 9 ms at startup.
 */
export function columnsOf(text: string): Uint32Array {
  const columns = new Uint32Array(text.length + 1);
  let at = 0;
  let total = 0;
  /** The last character that takes columns; later characters may widen it. */
  let base = '';
  let asPicture = false;
  let joined = false;
  for (const character of text) {
    if (character === '\u200d') {
      joined = isPicture(base);
    } else if (character === '\ufe0f') {
      // The emoji variation selector widens a narrow character (`⚠️`, `1️⃣`).
      if (!asPicture && isEmoji(base) && columnsOfCharacter(base) === 1) total += 1;
      asPicture = true;
    } else if (
      (joined && isPicture(character)) ||
      (character.length === 2 && SKIN.test(character) && isPicture(base))
    ) {
      if (!asPicture && columnsOfCharacter(base) === 1) total += 1;
      asPicture = true;
      joined = false;
    } else {
      joined = false;
      const own = columnsOfCharacter(character);
      total += own;
      if (own > 0) {
        base = character;
        asPicture = false;
      }
    }
    // The whole width is counted at the first half of a surrogate pair, so that a cut never separates the halves.
    columns.fill(total, at + 1, at + character.length + 1);
    at += character.length;
  }
  return columns;
}

/** The result of `columnsOf`, or null if each unit takes exactly one column. */
export type Columns = Uint32Array | null;

const PLAIN = /^[\x20-\x7e]*$/;

/** Returns the columns of a text; null (no counting needed) if it is printable ASCII. */
export function columnsIn(text: string): Columns {
  return PLAIN.test(text) ? null : columnsOf(text);
}

/** Returns how many columns [from, to) takes in the text that `columns` was computed for. */
export function columnsBetween(columns: Columns, from: number, to: number): number {
  return columns === null ? to - from : (columns[to] ?? 0) - (columns[from] ?? 0);
}

function columnsOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code !== 0xad) ? 1 : 0;
  // Dashes, quotes, bullets and the ellipsis; Greek and Cyrillic letters.
  if ((code >= 0x2010 && code < 0x2028) || (code >= 0x370 && code < 0x483)) return 1;
  return isZero(character) ? 0 : eastAsianWidth(code);
}
