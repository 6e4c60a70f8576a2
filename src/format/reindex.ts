/** Output of `kb index`: the state of the index, one fact per line. */
import type { SegmentStats } from '../search/engines/lunr/stats.js';
import { document } from './json.js';
import { printed, type Style } from './style.js';
import { formatTable, type Column } from './table.js';

/** An index after `kb index`. */
export interface Reindexed {
  /** Name of the base; null for the base around the current folder. */
  readonly name: string | null;
  readonly root: string;
  readonly cards: number;
  /** How many cards were read and indexed again. */
  readonly put: number;
  readonly removed: number;
  /** Folder of the index. */
  readonly folder: string;
  readonly bytes: number;
  readonly kept: boolean;
  /** Why the index is not stored; null if it is, and if the reason is unknown. */
  readonly reason: string | null;
  /** Whether git's own index was refreshed, so that git has fewer files to compare in later runs. */
  readonly gitRefreshed: boolean;
  readonly stats: IndexStats;
}

export interface IndexStats {
  /** Version of the segment format. */
  readonly format: number;
  /** Versions of kb, Unicode and ICU: an index of another build is rebuilt. Empty if no index is stored. */
  readonly build: string;
  readonly base: SegmentStats;
  readonly delta: SegmentStats | null;
  /** Share of the cards by language, 0 to 1, the most frequent first. */
  readonly languages: readonly (readonly [language: string, share: number])[];
}

const COLUMNS: readonly Column[] = [{}, { shrinkTo: 12, keep: 'end' }, {}];

/** @param full whether to show the contents of the index as well (`--stats`) */
export function formatReindexed(indexes: readonly Reindexed[], full: boolean, style: Style): string {
  const tables = indexes.map((index) => {
    const rows = [...(indexes.length > 1 ? [['base', index.name ?? index.root]] : []), ...factsOf(index)];
    const more = full ? statsOf(index) : [];
    const [name, value, note] = [{}, { paint: style.paint.bold }, { paint: style.paint.dim }];
    const cells = [...rows, ...more].map((row) =>
      row.map((text, at) => ({ text, ...[name, value, note][at] })),
    );
    return formatTable(cells, COLUMNS, style);
  });
  return printed(
    tables.flatMap((lines, at) => (at > 0 && style.isTerminal ? ['', ...lines] : lines)),
    style,
  );
}

/** `kb index --json`, `kb index --stats --json`. */
export function reindexedJson(indexes: readonly Reindexed[], full: boolean): string {
  return document({
    indexes: indexes.map(({ name, root, stats, ...index }) => ({
      base: name,
      root,
      ...index,
      stats: full ? { ...stats, languages: Object.fromEntries(stats.languages) } : null,
    })),
  });
}

function factsOf({ cards, put, removed, folder, bytes, kept }: Reindexed): string[][] {
  return [
    ['cards', String(cards)],
    ['put', String(put)],
    ['removed', String(removed)],
    ['folder', kept ? folder : 'none'],
    ['bytes', String(bytes)],
  ];
}

function statsOf({ stats: { format, build, base, delta, languages } }: Reindexed): string[][] {
  return [
    ['format', String(format)],
    ['build', build],
    ...segmentOf('base', base),
    ...(delta ? segmentOf('delta', delta) : []),
    ...languages.map(([language, share]) => ['language', language, percent(share)]),
  ];
}

function segmentOf(name: string, { documents, dead, terms, words, bytes, parts }: SegmentStats): string[][] {
  const numbers = { documents, dead, terms, words, bytes };
  return [
    ...Object.entries(numbers).map(([what, value]) => [`${name} ${what}`, String(value)]),
    ...Object.entries(parts).map(([part, size]) => [
      `${name} bytes of ${part}`,
      String(size),
      percent(size / bytes),
    ]),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
