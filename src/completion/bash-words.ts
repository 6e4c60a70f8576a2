/** Splits and quotes words like bash, without expanding anything. */

/** A command line up to the cursor. */
export interface BashLine {
  /** The complete words, without their quotes. */
  readonly words: readonly string[];
  /** The last word, which is being typed, without quotes; '' after a blank. */
  readonly word: string;
  /** The last word as written on the line. */
  readonly written: string;
  /** The quote that is still open at its end. */
  readonly quote: Quote;
  /** Whether the last word is the target of a redirection. */
  readonly isTarget: boolean;
}

type Quote = '' | '"' | "'";

/** Characters that bash takes literally anywhere in a word, even at its start. */
const LITERAL = /^[\p{L}\p{M}\p{N}_@%+=:,./-]*$/u;

export function bashLine(line: string): BashLine {
  const words: string[] = [];
  let [word, quote, isTarget]: [string, Quote, boolean] = ['', '', false];
  let start: number | null = null;
  let at = 0;
  const end = (): void => {
    if (start !== null && !isTarget) words.push(word);
    if (start !== null) isTarget = false;
    [word, start] = ['', null];
  };
  for (; at < line.length; at++) {
    const char = line.charAt(at);
    const begin = at;
    if (quote === "'" && char !== "'") word += char;
    else if (char === '\\' && (quote === '' || /["\\$`]/.test(line.charAt(at + 1)))) {
      word += line.charAt(at + 1);
      at++;
    } else if (quote !== '' && char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (quote === '' && /\s/.test(char)) {
      end();
      continue;
    } else if (quote === '' && /[<>|&;]/.test(char)) {
      if (/^\d+$/.test(word)) [word, start] = ['', null];
      end();
      isTarget = /[<>]/.test(char);
      continue;
    } else word += char;
    start ??= begin;
  }
  return { words, word, written: start === null ? '' : line.slice(start), quote, isTarget };
}

/** Escapes text for a place inside this open quote, or outside quotes. Returns null if it cannot be written there. */
export function bashWritten(text: string, quote: Quote): string | null {
  if (quote === "'") return text.includes("'") ? null : text;
  // Bash expands `!` from the history even in double quotes, and a backslash that prevents it stays in the text.
  if (quote === '"') return /["\\$`!]/.test(text) ? null : text;
  // Most texts are literal as a whole; only the others are worth a look at each character.
  if (LITERAL.test(text)) return text;
  return Array.from(text, (char) => (LITERAL.test(char) ? char : `\\${char}`)).join('');
}
