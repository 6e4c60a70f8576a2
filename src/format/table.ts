/** Lays out rows in columns: aligned and cut in a terminal, tab-separated and uncut in a pipe. */
import { safe } from './escape.js';
import type { Address } from './link.js';
import { isolate, link, type Paint, type Style } from './style.js';
import { pad, truncate, width } from './width.js';

export interface Cell {
  /** Not escaped: the table does that. */
  readonly text: string;
  readonly paint?: Paint;
  /** What a click on the text opens. */
  readonly address?: Address | null;
}

export interface Column {
  readonly align?: 'left' | 'right';
  /** Left out of a terminal if the columns do not fit without shrinking. */
  readonly optional?: boolean;
  /** Shrinks to no less than this in a narrow terminal; the widest columns shrink first. */
  readonly shrinkTo?: number;
  /** Left out of a terminal if the columns do not fit even after shrinking; the highest number goes first. */
  readonly spare?: number;
  /** Which end of the text stays when it is cut; `end` for paths. */
  readonly keep?: 'start' | 'end';
}

const GAP = '  ';

/** Returns one line per row, without line breaks. A terminal leaves out columns that are empty in all rows. */
export function formatTable(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  style: Style,
): string[] {
  const texts = rows.map((row) => row.map(({ text }) => safe(text)));
  if (!style.isTerminal)
    return texts.map((row, index) =>
      row.map((text, at) => rows[index]?.[at]?.paint?.(text) ?? text).join('\t'),
    );
  const widths = fitted(naturalWidths(texts, columns.length), columns, style.columns);
  return rows.map((row, index) => {
    const cells = row.flatMap(({ paint, address }, at) => {
      const room = widths[at] ?? 0;
      if (room === 0) return [];
      const { align, keep } = columns[at] ?? {};
      const text = isolate(truncate(texts[index]?.[at] ?? '', room, style.marks.ellipsis, keep), style);
      return pad(link(paint ? paint(text) : text, address ?? null, style), room, align);
    });
    return truncate(cells.join(GAP).trimEnd(), style.columns, style.marks.ellipsis);
  });
}

/** Whether the rows fit in the terminal without cutting or leaving out anything. */
export function fitsTerminal(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  style: Style,
): boolean {
  const texts = rows.map((row) => row.map(({ text }) => safe(text)));
  return total(naturalWidths(texts, columns.length)) <= style.columns;
}

function naturalWidths(texts: readonly (readonly string[])[], count: number): number[] {
  return Array.from({ length: count }, (_, at) =>
    texts.reduce((most, row) => Math.max(most, width(row[at] ?? '')), 0),
  );
}

/** The width of a row; an empty column takes neither width nor gap. */
function total(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each + (each > 0 ? GAP.length : 0), -GAP.length);
}

/** Sets as many spare columns to 0 as have to go for the others to fit after shrinking. */
function withoutSpare(natural: readonly number[], columns: readonly Column[], available: number): number[] {
  const widths = [...natural];
  const least = (): number => total(widths.map((each, at) => Math.min(each, columns[at]?.shrinkTo ?? each)));
  const spare = columns
    .flatMap(({ spare }, at) => (spare === undefined ? [] : [{ spare, at }]))
    .sort((a, b) => b.spare - a.spare);
  for (const { at } of spare) {
    if (least() <= available) break;
    widths[at] = 0;
  }
  return widths;
}

/** Widths that fit in the terminal, as far as the columns can shrink. */
function fitted(natural: readonly number[], columns: readonly Column[], available: number): number[] {
  if (total(natural) <= available) return [...natural];
  const widths = withoutSpare(
    natural.map((each, at) => (columns[at]?.optional ? 0 : each)),
    columns,
    available,
  );
  for (let excess = total(widths) - available; excess > 0; excess -= 1) {
    let widest = -1;
    columns.forEach(({ shrinkTo }, at) => {
      const here = widths[at] ?? 0;
      if (shrinkTo !== undefined && here > shrinkTo && here > (widths[widest] ?? 0)) widest = at;
    });
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
