/** Detects words to leave out that were read as options, as in `kb search refund -stripe`. */
import { FILTER_KEYS } from '../../catalog/filter.js';
import { KbError } from '../../errors.js';
import { quoted } from '../../text/shell.js';

/** `-tag:billing`, alone or at the start of an argument. */
const FILTER = new RegExp(`^-(?:${FILTER_KEYS.join('|')}):\\S+(?=$|\\s)`, 'u');
/** `-stripe`: at least three letters, since fewer are more likely to be options. */
const WORD = /^-\p{L}[\p{L}\p{M}\p{N}]{2,}(?=$|\s)/u;

/**
 * Throws KbError `usage` for an excluding filter that was read as an option: `-tag:billing` as `-t ag:billing`, a tag that no
 * card has. Words are not refused: they may be values, as in `-tbilling`.
 */
export function refuseMisread(argv: readonly string[]): void {
  const end = argv.indexOf('--');
  const misread = (end < 0 ? argv : argv.slice(0, end)).find((each) => FILTER.test(each));
  if (misread === undefined) return;
  const option = misread.slice(0, 2);
  throw new KbError('usage', `“${misread}” is read as the option ${option}: “--” ends the options`);
}

/**
 * The command with the words to leave out after `--`, where they are not read as options (`-stripe` is read as `-s tripe`).
 * Null if nothing in the command looks like such a word, or if it has a `--`.
 */
export function leavingOut(
  argv: readonly string[],
): { readonly words: string; readonly command: string } | null {
  const isWord = (each: string): boolean => WORD.test(each) || FILTER.test(each);
  const words = argv.filter(isWord);
  if (argv.includes('--') || words.length === 0) return null;
  const others = argv.filter((each) => !isWord(each));
  const command = ['kb', ...others, '--', ...words].map(quoted).join(' ');
  return { words: words.map((word) => `“${word.slice(1).replace(/\s.*/s, '')}”`).join(', '), command };
}
