/**
 * Card text on its way to a terminal or a CI log: what would steer the terminal, hide text or reorder it is shown
 * as an escape (`\x1b`, `\u202e`) instead of being sent. Letters, marks and emoji of every script pass.
 */
import { width } from './width.js';

const PLAIN = /^[\x20-\x7e]*$/;

// The patterns stand in functions: with \p each takes V8 up to half a millisecond to read, and most texts need none.
/**
 * Controls, lone surrogates, characters that are drawn as nothing, separators of lines, annotation marks. England, Scotland and
 * Wales, the only flags spelled with tag characters, stand first so that they match whole.
 */
const suspects = (): RegExp =>
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}|[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb]/gu;
/** Of a script whose spelling needs a joiner or non-joiner inside a word. */
const isJoined = (character: string): boolean =>
  /[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mong}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}\p{Script=Mymr}\p{Script=Tibt}\p{Script=Inherited}]/u.test(
    character,
  );
/** Of a script that writes no spaces and marks a break with U+200B. */
const isSpaceless = (character: string): boolean =>
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(character);
const isPicture = (character: string): boolean => /\p{Extended_Pictographic}/u.test(character);
const endsPicture = (character: string): boolean =>
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u.test(character);

/** Text for one line: a line break or tab is escaped too (`\n`, `\t`). */
export function safe(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(suspects(), (found, at: number) =>
    isNeeded(found, at, text) ? found : escaped(found),
  );
}

/** Text of many lines: `\r\n` becomes `\n`, a tab is drawn as spaces up to the next stop of four columns. */
export function safeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => safe(line.includes('\t') ? withoutTabs(line) : line))
    .join('\n');
}

/**
 * Printed text in which no line is a command to a CI runner: a `::` that begins a line (the runners look behind
 * leading blanks) gets a backslash in front, a `##[` or `##vso[` is parted by one wherever it stands.
 */
export function disarm(text: string): string {
  if (!text.includes('::') && !text.includes('##')) return text;
  return text.replace(COMMAND, '$1\\').replace(/##(?=\[|vso\[)/g, '#\\#');
}

/** Text of many lines for a stream that may be a terminal or a CI log. */
export function printable(text: string, { isTerminal }: { readonly isTerminal: boolean }): string {
  return isTerminal ? safeLines(text) : disarm(safeLines(text));
}

/** What may stand before the `::`: blanks, our own colours and links. */
const COMMAND = /^((?:\x1b\[[\d;]*m|\x1b\]8;;[^\x1b\n]*\x1b\\|[^\S\n])*)(?=::)/gm;

/** Invisible characters without which a word or an emoji would be spelled or drawn wrong. */
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
