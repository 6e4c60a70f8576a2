/** Decides which similar spellings a search tries for a word that no card has. */
import { isStopWord } from './language.js';

/** Letters of the shortest word that is respelled: shorter words have neighbors that mean something else (`otp`, `top`). */
export const SHORTEST = 4;

/** Returns how many edits a spelling may differ by: none for short words and numbers, whose neighbors mean something else. */
export function spellingDistance(word: string): number {
  if (/\p{N}/u.test(word) || word.length < SHORTEST) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * Whether a similar word may be searched instead without asking. It must be no stop word and at most one letter shorter;
 * the shortest words must begin with the same letter.
 */
export function isRespelling(word: string, other: string, languages: readonly string[]): boolean {
  if (word.length === SHORTEST && !other.startsWith(word.charAt(0))) return false;
  return other.length + 1 >= word.length && !languages.some((language) => isStopWord(other, language));
}

/**
 * Returns the edits between two words: insertions, deletions, substitutions and swaps of neighboring letters count one each
 * (optimal string alignment). Anything above `most` is returned as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  let previous: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (previous[j - 2] ?? 0) + 1);
      }
      row.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most) return most + 1;
    previous = above;
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}
