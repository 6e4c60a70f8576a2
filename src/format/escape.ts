/**
 * Makes card text safe for a terminal or a CI log: characters that would control the terminal, hide text or reorder it are
 * shown as escapes (`\x1b`, `\u202e`). Letters, marks and emoji of every script are kept.
 */
import { width } from './width.js';

const PLAIN = /^[\x20-\x7e]*$/;

// In functions, because V8 takes up to half a millisecond to compile a pattern with \p, and most texts need none.
/**
 * Control characters, lone surrogates, invisible characters, line separators, annotation marks. The flags of England, Scotland
 * and Wales, the only ones spelled with tag characters, come first so that they match as a whole.
 */
const suspects = (): RegExp =>
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}|[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb]/gu;
/** Whether a character is of a script whose spelling needs a joiner or non-joiner inside a word. */
const isJoined = (character: string): boolean =>
  /[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mong}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}\p{Script=Mymr}\p{Script=Tibt}\p{Script=Inherited}]/u.test(
    character,
  );
/** Whether a character is of a script that writes no spaces and marks line breaks with U+200B. */
const isSpaceless = (character: string): boolean =>
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(character);
const isPicture = (character: string): boolean => /\p{Extended_Pictographic}/u.test(character);
const endsPicture = (character: string): boolean =>
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u.test(character);

/** Escapes text for one line, including line breaks and tabs (`\n`, `\t`). */
export function safe(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(suspects(), (found, at: number) =>
    isNeeded(found, at, text) ? found : escaped(found),
  );
}

/** Escapes text of several lines. `\r\n` becomes `\n`, and a tab becomes spaces up to the next multiple of four columns. */
export function safeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => safe(line.includes('\t') ? withoutTabs(line) : line))
    .join('\n');
}

/**
 * Changes printed text so that no line is a command to a CI runner: a `::` at the start of a line (runners skip leading blanks)
 * gets a backslash in front, and a backslash splits `##[` and `##vso[` anywhere.
 */
export function disarm(text: string): string {
  if (!text.includes('::') && !text.includes('##')) return text;
  return text.replace(COMMAND, '$1\\').replace(/##(?=\[|vso\[)/g, '#\\#');
}

/** Escapes text of several lines for a stream that may be a terminal or a CI log. */
export function printable(text: string, { isTerminal }: { readonly isTerminal: boolean }): string {
  return isTerminal ? safeLines(text) : disarm(safeLines(text));
}

/** What may precede the `::`: blanks, and kb's own color and link codes. */
const COMMAND = /^((?:\x1b\[[\d;]*m|\x1b\]8;;[^\x1b\n]*\x1b\\|[^\S\n])*)(?=::)/gm;

/** Whether a word or an emoji would be spelled or drawn wrong without this invisible character. */
function isNeeded(found: string, at: number, text: string): boolean {
  if (found.length > 2) return true;
  const before = /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  const after = String.fromCodePoint(text.codePointAt(at + found.length) ?? 0);
  switch (found) {
    case '\u200d':
      return (endsPicture(before) && isPicture(after)) || (isJoined(before) && isJoined(after));
    case '\u200c':
      return isJoined(before) && isJoined(after);
    case '\u200b':
      return isSpaceless(before) && isSpaceless(after);
    case '\ufe0e':
      return isPicture(before);
    case '\ufe0f':
      return isPicture(before) || (/[\d#*]/.test(before) && after === '\u20e3');
    default:
      return /[\ufe00-\ufe0d\u{e0100}-\u{e01ef}]/u.test(found) && /\p{Script=Han}/u.test(before);
  }
}

const NAMED = new Map([
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\r', '\\r'],
]);

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = (digits: number): string => code.toString(16).padStart(digits, '0');
  return (
    NAMED.get(character) ??
    (code < 0x100 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\u{${hex(5)}}`)
  );
}

function withoutTabs(line: string): string {
  const [first = '', ...rest] = line.split('\t');
  let column = width(first);
  return rest.reduce((before, part) => {
    const gap = 4 - (column % 4);
    column += gap + width(part);
    return before + ' '.repeat(gap) + part;
  }, first);
}
