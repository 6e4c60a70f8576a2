/** Words that are spelt almost like another one: what a search offers for a word that no card holds. */
import { isStopWord } from './language.js';

/** Letters below which every word has neighbours that mean something else: `otp` is no `top`. */
export const SHORTEST = 4;

/** Edits that a spelling may be away: none in short words and in numbers, where the neighbour means something else. */
export function spellingDistance(word: string): number {
  if (/\p{N}/u.test(word) || word.length < SHORTEST) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Whether a near word may be looked for instead, unasked: what tells nothing, or lost more than a letter, is not meant. */
export function isRespelling(word: string, other: string, languages: readonly string[]): boolean {
  if (word.length === SHORTEST && !other.startsWith(word.charAt(0))) return false;
  return other.length + 1 >= word.length && !languages.some((language) => isStopWord(other, language));
}

/**
 * Edits between two words: insertions, deletions, substitutions and swaps of neighbours count one each
 * (optimal string alignment), as in Lunr. Anything above `most` is given as `most + 1`.
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
