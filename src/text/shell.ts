/** What was read, inside of what a reader may type or paste: on one line, and as a shell takes it for one word. */

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["'", String.raw`\'`],
  ['\\', String.raw`\\`],
  ['\n', String.raw`\n`],
  ['\t', String.raw`\t`],
]);

/** As it is, unless it would break the line. */
export function oneLine(text: string): string {
  return /\p{Cc}/u.test(text) ? quoted(text) : text;
}

/** For a POSIX shell, where it is needed. */
export function quoted(text: string): string {
  if (/^[\w\p{L}\p{M}@%+=:,./-]+$/u.test(text)) return text;
  if (!/\p{Cc}/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(/['\\\p{Cc}]/gu, (char) => ESCAPES.get(char) ?? octal(char));
  return `$'${escaped}'`;
}

/** The command that looks for a query. @param base its name; null for the one around the current folder */
export function searchCommand(query: string, base: string | null = null): string {
  // A query may begin like an option.
  const words = `${query.startsWith('-') ? '-- ' : ''}${quoted(query)}`;
  return `kb ${base === null ? '' : `-b ${quoted(base)} `}search ${words}`;
}

/** A path, which no command takes for an option. */
export function quotedPath(path: string): string {
  return quoted(path.startsWith('-') ? `./${path}` : path);
}

function octal(char: string): string {
  return [...new TextEncoder().encode(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
