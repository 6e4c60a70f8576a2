/** Merges the results of one query from several bases. */
import type { Correction } from './candidates.js';
import type { SearchHit, SearchResult } from './search.js';

/** Returns all hits by score, then by path, with the remarks deduplicated. Throws if there are no results. */
export function mergeResults(results: readonly SearchResult[]): SearchResult {
  const [first, ...others] = results;
  if (!first) throw new Error('no results to merge');
  if (others.length === 0) return first;
  const total = results.reduce((sum, result) => sum + result.total, 0);
  const corrected = uniqueCorrections(results.flatMap((result) => result.corrected ?? []));
  return {
    query: first.query,
    total,
    corrected: corrected.length > 0 ? corrected : null,
    missingWords: first.missingWords.filter((word) =>
      others.every(({ missingWords }) => missingWords.includes(word)),
    ),
    nearest: total > 0 ? [] : unique(results.flatMap(({ nearest }) => nearest)),
    dropped: unique(results.flatMap(({ dropped }) => dropped)),
    hits: results.flatMap(({ hits }) => hits).sort(byScore),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function uniqueCorrections(corrections: readonly Correction[]): Correction[] {
  return corrections.filter(
    ({ from, to }, at) => corrections.findIndex((other) => other.from === from && other.to === to) === at,
  );
}

function byScore(a: SearchHit, b: SearchHit): number {
  if (a.score !== b.score) return b.score - a.score;
  return a.row.path < b.row.path ? -1 : a.row.path > b.row.path ? 1 : 0;
}
