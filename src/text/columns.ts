/** How many columns of a terminal the parts of a text take. */
import { eastAsianWidth } from 'get-east-asian-width';

// In functions, because a pattern with \p takes up to a millisecond when it is first read, and few texts need one.
/** Drawn on top of what stands before, or not at all; the second and third letters of a Hangul syllable. */
const isZero = (text: string): boolean =>
  /[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]/u.test(text);
const isEmoji = (text: string): boolean => /\p{Emoji}/u.test(text);
const isPicture = (text: string): boolean => /\p{Extended_Pictographic}/u.test(text);
const SKIN = /[\u{1f3fb}-\u{1f3ff}]/u;

/**
 * Columns in front of each UTF-16 unit of an unstyled text without line breaks, and behind its last one, as terminals
 * advance: the sum over its characters, an emoji sequence counted once. string-width counts the first character of each
 * grapheme, which is one column short at every Thai SARA AM, and its segmenter takes 9 ms at the start of the program.
 */
export function columnsOf(text: string): Uint32Array {
  const columns = new Uint32Array(text.length + 1);
  let at = 0;
  let total = 0;
  /** The last character that takes columns, and what may change how it is drawn. */
  let base = '';
  let asPicture = false;
  let joined = false;
  for (const character of text) {
    if (character === '\u200d') {
      joined = isPicture(base);
    } else if (character === '\ufe0f') {
      // The request for a picture widens a narrow sign (`⚠️`, `1️⃣`).
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
    // Both halves of a surrogate pair count the whole width, so that nothing is cut between the two.
    columns.fill(total, at + 1, at + character.length + 1);
    at += character.length;
  }
  return columns;
}

/** What `columnsOf` tells; null where each unit takes one column. */
export type Columns = Uint32Array | null;

const PLAIN = /^[\x20-\x7e]*$/;

/** The columns of a text; nothing is counted in plain ASCII. */
export function columnsIn(text: string): Columns {
  return PLAIN.test(text) ? null : columnsOf(text);
}

/** Columns of [from, to) of the text whose columns these are. */
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
