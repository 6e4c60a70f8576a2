/** Renders a Markdown table for a terminal: aligned, with wrapped cells, or as a list if it is too wide. */
import type { Table } from 'mdast';
import { inline } from './inline.js';
import type { Page } from './page.js';
import { isolate } from './style.js';
import { unstyled } from './styled.js';
import { pad, truncate, width } from './width.js';
import { wrap } from './wrap.js';

/** A narrower column is not readable. */
const NARROWEST = 8;
const MOST_COLUMNS = 64;
const SEPARATOR = 3;

export function renderTable(table: Table, page: Page, columns: number): string[] {
  const [header = [], ...rows] = table.children.map((row) =>
    row.children.slice(0, MOST_COLUMNS).map((cell) => inline(cell.children, page)),
  );
  const natural = header.map((_, at) =>
    [header, ...rows].reduce(
      (most, row) => (row[at] ?? '').split('\n').reduce((so, line) => Math.max(so, width(line)), most),
      1,
    ),
  );
  const widths = fitted(natural, columns - SEPARATOR * (header.length - 1));
  return widths
    ? aligned(header, rows, widths, table.align ?? [], page)
    : listed(header, rows, page, columns);
}

/** Widths that fit, after shrinking the widest columns; null if a column would be too narrow to read. */
function fitted(natural: readonly number[], room: number): number[] | null {
  const widths = natural.map((each) => Math.min(each, Math.max(1, room)));
  let excess = widths.reduce((sum, each) => sum + each, 0) - room;
  for (; excess > 0; excess -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) return null;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function aligned(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  aligns: NonNullable<Table['align']>,
  page: Page,
): string[] {
  const { paint, marks } = page.style;
  const rule = paint.dim(
    widths.map((each) => marks.rule.repeat(each)).join(marks.rule + marks.cross + marks.rule),
  );
  const draw = (row: readonly string[]): string[] => {
    const cells = widths.map((each, at) => wrap(row[at] ?? '', each, true));
    const height = Math.max(1, ...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      widths
        .map((each, at) => placed(isolate(cells[at]?.[line] ?? '', page.style), each, aligns[at] ?? null))
        .join(` ${paint.dim(marks.bar)} `)
        .trimEnd(),
    );
  };
  const body = rows.map(draw);
  // If any row takes several lines, rules separate the rows.
  const apart = body.some((lines) => lines.length > 1);
  return [
    ...draw(header.map((text) => (text === '' ? '' : paint.bold(text)))),
    rule,
    ...body.flatMap((lines, at) => (apart && at > 0 ? [rule, ...lines] : lines)),
  ];
}

function placed(text: string, columns: number, align: 'left' | 'right' | 'center' | null): string {
  if (align !== 'center') return pad(text, columns, align ?? 'left');
  const half = Math.floor(Math.max(0, columns - width(text)) / 2);
  return pad(' '.repeat(half) + text, columns);
}

/** `Heading: cell` for each cell that is not empty, with a blank line between rows. */
function listed(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  page: Page,
  columns: number,
): string[] {
  const { paint, marks } = page.style;
  const labels = header.map((text) => truncate(unstyled(text).replaceAll('\n', ' '), 40, marks.ellipsis));
  const blocks = rows.map((row) =>
    row.slice(0, header.length).flatMap((cell, at) => {
      if (cell === '') return [];
      const label = labels[at] ?? '';
      return wrap(
        label === '' ? cell : `${paint.bold(`${isolate(label, page.style)}:`)} ${cell}`,
        columns,
        true,
      );
    }),
  );
  if (blocks.length === 0) return wrap(labels.join(` ${marks.dot} `), columns, true);
  return blocks.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}
