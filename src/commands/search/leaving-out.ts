/** `kb search refund -stripe`: a word to leave out, which was read as options. */
import { quoted } from '../../text/shell.js';

/**
 * The command with words to leave out where no option can be meant: `-stripe` is read as `-s tripe`. Null where nothing in it
 * looks like such a word.
 */
export function leavingOut(
  argv: readonly string[],
): { readonly words: string; readonly command: string } | null {
  const isWord = (each: string): boolean => /^-\p{L}[\p{L}\p{M}\p{N}]{2,}(?=$|\s)/u.test(each);
  const words = argv.filter(isWord);
  if (argv.includes('--') || words.length === 0) return null;
  const others = argv.filter((each) => !isWord(each));
  const command = ['kb', ...others, '--', ...words].map(quoted).join(' ');
  return { words: words.map((word) => `“${word.slice(1).replace(/\s.*/s, '')}”`).join(', '), command };
}
