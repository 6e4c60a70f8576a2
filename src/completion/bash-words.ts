/** Words as bash parts and quotes them. Nothing is expanded. */

/** A line up to the cursor. */
export interface BashLine {
  /** Whole words, without their quotes. */
  readonly words: readonly string[];
  /** The last word, which is typed; '' behind a blank. */
  readonly word: string;
  /** The same as it stands on the line. */
  readonly written: string;
  /** The quote that is open at its end. */
  readonly quote: Quote;
  /** It is a file that output goes to, or input comes from. */
  readonly isTarget: boolean;
}

type Quote = '' | '"' | "'";

/** Characters that mean nothing to bash wherever they stand in a word, and begin no word that does. */
const LITERAL = /^[\p{L}\p{M}\p{N}_@%+=:,./-]$/u;

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

/** The text as it has to be written where a quote is open or none is; null where it cannot stand there. */
export function bashWritten(text: string, quote: Quote): string | null {
  if (quote === "'") return text.includes("'") ? null : text;
  // Bash looks for `!` in the history even there, and keeps the backslash that would stop it.
  if (quote === '"') return /["\\$`!]/.test(text) ? null : text;
  return Array.from(text, (char) => (LITERAL.test(char) ? char : `\\${char}`)).join('');
}
