/** The expected answer of an engine to a request for spellings, computed from every word without any of kb's code. */

/**
 * The words nearest to `word`, without the word itself: fewest edits first, then the most frequent, then by code unit.
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
    const edits = optimalStringAlignment(word, known);
    if (edits <= most) found.push({ word: known, count, edits });
  }
  found.sort((a, b) => a.edits - b.edits || b.count - a.count || (a.word < b.word ? -1 : 1));
  return found.slice(0, limit).map((entry) => entry.word);
}

/** Number of edits between two words by the textbook table; swapping two neighbors counts as one. */
export function optimalStringAlignment(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const kept = a[i - 1] === b[j - 1] ? 0 : 1;
      const edits = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + kept];
      table[i]?.splice(j, 1, Math.min(...edits, isSwap ? at(i - 2, j - 2) + 1 : Infinity));
    }
  }
  return at(a.length, b.length);
}
