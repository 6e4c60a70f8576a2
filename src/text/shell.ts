/** Quotes untrusted text for commands that kb prints for users to paste: always one line, always one shell word. */

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["'", String.raw`\'`],
  ['\\', String.raw`\\`],
  ['\n', String.raw`\n`],
  ['\t', String.raw`\t`],
]);

/** Returns the text unchanged, or quoted if it has control characters such as line breaks. */
export function oneLine(text: string): string {
  return /\p{Cc}/u.test(text) ? quoted(text) : text;
}

/** Quotes a text as one word of a POSIX shell, if it needs quotes; control characters need `$'…'` (POSIX.1-2024). */
export function quoted(text: string): string {
  if (/^[\w\p{L}\p{M}@%+=:,./-]+$/u.test(text)) return text;
  if (!/\p{Cc}/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(/['\\\p{Cc}]/gu, (char) => ESCAPES.get(char) ?? octal(char));
  return `$'${escaped}'`;
}

/** Returns the command that searches for a query. @param base name of a base; null for the one around the current folder */
export function searchCommand(query: string, base: string | null = null): string {
  // A query that begins with a dash would be read as an option.
  const words = `${query.startsWith('-') ? '-- ' : ''}${quoted(query)}`;
  return `kb ${base === null ? '' : `-b ${quoted(base)} `}search ${words}`;
}

/** Quotes a path so that no command reads it as an option. */
export function quotedPath(path: string): string {
  return quoted(path.startsWith('-') ? `./${path}` : path);
}

function octal(char: string): string {
  return [...new TextEncoder().encode(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
