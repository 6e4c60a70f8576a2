import { describe, expect, test } from 'vitest';
import { mergeResults } from '../../src/search/merge.js';
import { parseQuery } from '../../src/search/query.js';
import type { SearchHit, SearchResult } from '../../src/search/search.js';

const query = parseQuery('refnud');

function result(hits: readonly (readonly [path: string, score: number])[], more: Partial<SearchResult> = {}) {
  return {
    query,
    total: hits.length,
    corrected: null,
    missingWords: [],
    nearest: [],
    dropped: [],
    hits: hits.map(([path, score]) => ({ row: { path }, score }) as SearchHit),
    ...more,
  };
}

describe('mergeResults', () => {
  test('one result is itself, none is an error', () => {
    const one = result([['a.md', 1]]);
    expect(mergeResults([one])).toBe(one);
    expect(() => mergeResults([])).toThrow('no results');
  });

  test('hits by score, then by path, whatever the order of the bases; totals add up', () => {
    const one = result(
      [
        ['/one/z.md', 3],
        ['/one/b.md', 1],
      ],
      { total: 12 },
    );
    const two = result([
      ['/one/c.md', 1],
      ['/one/a.md', 1],
      ['/two/a.md', 0.5],
    ]);
    for (const results of [
      [one, two],
      [two, one],
    ]) {
      const merged = mergeResults(results);
      expect(merged.total).toBe(15);
      expect(merged.hits.map(({ row }) => row.path)).toEqual([
        '/one/z.md',
        '/one/a.md',
        '/one/b.md',
        '/one/c.md',
        '/two/a.md',
      ]);
    }
  });

  test('what any base corrected or left out is said once', () => {
    const [refund, fund] = [
      { from: 'refnud', to: 'refund' },
      { from: 'refnud', to: 'fund' },
    ];
    const merged = mergeResults([
      result([], { dropped: ['words after the 64th'] }),
      result([['a.md', 1]], { corrected: [refund], dropped: ['words after the 64th', 'the rest'] }),
      result([['b.md', 1]], { corrected: [fund, { ...refund }] }),
    ]);
    expect(merged.corrected).toEqual([refund, fund]);
    expect(merged.dropped).toEqual(['words after the 64th', 'the rest']);
    expect(mergeResults([result([]), result([])]).corrected).toBeNull();
  });

  test('near words only where no base has a hit, each once', () => {
    const [one, two] = [
      result([], { nearest: ['refund', 'fund'] }),
      result([], { nearest: ['fund', 'refunds'] }),
    ];
    expect(mergeResults([one, two]).nearest).toEqual(['refund', 'fund', 'refunds']);
    expect(mergeResults([one, result([['a.md', 1]])]).nearest).toEqual([]);
  });

  test('a word is lacking where no base has it', () => {
    const merged = mergeResults([
      result([], { missingWords: ['a', 'b'] }),
      result([], { missingWords: ['b', 'c'] }),
    ]);
    expect(merged.missingWords).toEqual(['b']);
  });
});
