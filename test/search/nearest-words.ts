/** What an engine must answer when it is asked for spellings, by a look at every word. */
import { editDistance } from '../../src/search/spelling.js';

/**
 * The words nearest to `word`: fewest edits first, then the most frequent, then by code unit. The word itself is not among them.
 * @param counts every known word with its frequency
 * @param most largest number of edits
 */
export function nearestWords(
  word: string,
  counts: Iterable<readonly [word: string, count: number]>,
  most: number,
  limit: number,
): string[] {
  if (most === 0) return [];
  const found: { word: string; count: number; edits: number }[] = [];
  for (const [known, count] of counts) {
    if (Math.abs(known.length - word.length) > most || known === word) continue;
    const edits = editDistance(word, known, most);
    if (edits <= most) found.push({ word: known, count, edits });
  }
  found.sort((a, b) => a.edits - b.edits || b.count - a.count || (a.word < b.word ? -1 : 1));
  return found.slice(0, limit).map((entry) => entry.word);
}
