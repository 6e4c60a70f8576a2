/** Characters as Markdown sees them: classes, backslash escapes and entities. */
import { decodeNamedCharacterReference } from 'decode-named-character-reference';

export const TAB = 9;
export const NEWLINE = 10;
export const SPACE = 32;

/** Stands for a line break in dropped markup, so that lines are still counted but no word is split. Bodies contain no NUL. */
export const LOST_BREAK = '\0';

/** Returns what remains of dropped markup: one LOST_BREAK for each of its line breaks. */
export function lostBreaks(marks: string): string {
  return marks.includes('\n') ? LOST_BREAK.repeat(marks.split('\n').length - 1) : '';
}

/** Whether a UTF-16 unit is a space or a tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Whether a UTF-16 unit is ASCII punctuation, which a backslash can escape. */
export function isPunctuation(code: number): boolean {
  return (
    (code >= 33 && code <= 47) ||
    (code >= 58 && code <= 64) ||
    (code >= 91 && code <= 96) ||
    (code >= 123 && code <= 126)
  );
}

/** Whether a UTF-16 unit is an ASCII letter. */
export function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Whether a UTF-16 unit is an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const UNICODE_SPACE = /\s/;

/**
 * Class of a character next to emphasis marks: 0 for letters and the like, 1 for white space or nothing (NaN), 2 for
 * punctuation and symbols.
 */
export function flank(code: number): 0 | 1 | 2 {
  if (code < 128) {
    if (code === SPACE || (code >= TAB && code <= 13)) return 1;
    return isPunctuation(code) ? 2 : 0;
  }
  if (Number.isNaN(code)) return 1;
  const character = String.fromCharCode(code);
  if (UNICODE_SPACE.test(character)) return 1;
  return /[\p{P}\p{S}]/u.test(character) ? 2 : 0;
}

/** One entity, such as `&amp;` or `&#38;`; sticky. */
export const ENTITY = /&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});/y;

/** Returns the text of an entity, or null if HTML has none with that name. */
export function decodeEntity(entity: string): string | null {
  const name = entity.slice(1, -1);
  if (!name.startsWith('#')) return decodeNamedCharacterReference(name) || null;
  const hexadecimal = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
  const refused =
    code < 9 ||
    code === 11 ||
    (code > 13 && code < 32) ||
    (code > 126 && code < 160) ||
    (code > 0xd7ff && code < 0xe000) ||
    (code > 0xfdcf && code < 0xfdf0) ||
    (code & 0xfffe) === 0xfffe ||
    code > 0x10ffff;
  return refused ? '\u{fffd}' : String.fromCodePoint(code);
}

const ENTITIES = /&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});/g;
const ESCAPES_AND_ENTITIES = new RegExp(`\\\\([!-/:-@[-\`{-~])|${ENTITIES.source}`, 'g');

/** Resolves entities as HTML does. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITIES, (found) => decodeEntity(found) ?? found) : text;
}

/** Resolves backslash escapes and entities as Markdown does. */
export function unescape(text: string): string {
  if (!text.includes('\\')) return decodeEntities(text);
  return text.replace(
    ESCAPES_AND_ENTITIES,
    (found, escaped: string | undefined) => escaped ?? decodeEntity(found) ?? found,
  );
}

/** Joins a text that may span several lines into one line. */
export function fold(text: string): string {
  return text.replaceAll(LOST_BREAK, '').replace(/\s+/g, ' ').trim();
}
