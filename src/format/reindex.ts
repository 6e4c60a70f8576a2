/** `kb index`: what became of the index, a line a fact. */
import type { SegmentStats } from '../search/engines/lunr/stats.js';
import { document } from './json.js';
import { printed, type Style } from './style.js';
import { formatTable, type Column } from './table.js';

/** An index after `kb index`. */
export interface Reindexed {
  /** Name of the base; null for the one around the current folder. */
  readonly name: string | null;
  readonly root: string;
  readonly cards: number;
  /** Cards that were read and stand in the index anew. */
  readonly put: number;
  readonly removed: number;
  /** Where it lies. */
  readonly folder: string;
  readonly bytes: number;
  readonly kept: boolean;
  /** Why it is not on disk; null where it is, and where nobody knows. */
  readonly reason: string | null;
  /** Git compares fewer files from now on. */
  readonly gitRefreshed: boolean;
  readonly stats: IndexStats;
}

export interface IndexStats {
  /** Of the segments' bytes. */
  readonly format: number;
  /** Of kb, Unicode and ICU: an index of another one is made anew. Empty where none is kept. */
  readonly build: string;
  readonly base: SegmentStats;
  readonly delta: SegmentStats | null;
  /** Share of the cards by language, the most frequent first. */
  readonly languages: readonly (readonly [language: string, share: number])[];
}

const COLUMNS: readonly Column[] = [{}, { shrinkTo: 12, keep: 'end' }, {}];

/** @param full what the index holds as well */
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
