/** Renders the state as rows of text. Not done by ink, whose grid gives zero-width characters a cell of their own. */
import type { Style } from '../format/style.js';
import { pad, truncate } from '../format/width.js';
import { footerRows } from './frame/footer.js';
import { helpRows } from './frame/help.js';
import { listRows } from './frame/list.js';
import { menuRows } from './frame/menu.js';
import { cardRows } from './frame/card.js';
import { queryRow } from './frame/query.js';
import { GUTTER, isTooSmall, layoutOf, MARGIN, pageColumns, SMALLEST } from './layout.js';
import type { Place } from './painter.js';
import { modeOf, verifying, type State } from './state.js';

export interface Frame {
  readonly rows: readonly string[];
  /** Where the user types; null if nowhere. */
  readonly cursor: Place | null;
}

/** Returns as many rows as the terminal has, none wider than it. */
export function frameOf(state: State, style: Style): Frame {
  const { size } = state;
  if (isTooSmall(size)) return { rows: tooSmall(state, style), cursor: null };
  const mode = modeOf(state);
  const { text, cursor } = queryRow(state, style);
  const { body } = layoutOf(state);
  const content = contentRows(state, style);
  const footer = footerRows(state, style);
  const filled = Array.from({ length: body + 1 - footer.length }, (_, at) => content[at] ?? '');
  const all = [text, ruleRow(state, style), ...filled, ...footer];
  return {
    rows: all.map((row) => truncate(row, size.columns, style.marks.ellipsis)),
    cursor: mode === 'query' || mode === 'prompt' ? cursor : null,
  };
}

function contentRows(state: State, style: Style): string[] {
  const { overlay, size } = state;
  const { body } = layoutOf(state);
  if (overlay?.kind === 'help') return helpRows(overlay.line, body, style);
  return overlay?.kind === 'menu' ? menuRows(overlay, size.columns, body, style) : bodyRows(state, style);
}

function bodyRows(state: State, style: Style): string[] {
  const { list, card } = layoutOf(state);
  if (list === 0 || (card === 0 && verifying(state) !== null))
    return cardRows(state, pageColumns(state), style).map((row) => ' '.repeat(MARGIN) + row);
  const hits = listRows(state, list, style);
  if (card === 0) return hits;
  const lines = cardRows(state, card, style);
  const bar = style.paint.dim(style.marks.bar);
  const { body } = layoutOf(state);
  return Array.from({ length: body }, (_, at) =>
    `${pad(hits[at] ?? '', list)} ${bar} ${lines[at] ?? ''}`.trimEnd(),
  );
}

/** The rule below the query; bold above the part that has the focus. */
function ruleRow(state: State, style: Style): string {
  const { columns } = state.size;
  const { list, card } = layoutOf(state);
  const rule = (count: number, isStrong: boolean): string => {
    const line = (isStrong ? strongRule(style) : style.marks.rule).repeat(Math.max(0, count));
    return isStrong ? style.paint.cyan(line) : style.paint.dim(line);
  };
  const mode = modeOf(state);
  if (list === 0 || card === 0 || state.overlay !== null) return rule(columns, mode !== 'query');
  const left = list + Math.floor(GUTTER / 2);
  return rule(left, mode === 'list') + rule(columns - left, mode === 'card');
}

function strongRule({ marks }: Style): string {
  return marks.rule === '-' ? '=' : '━';
}

function tooSmall({ size }: State, { marks }: Style): string[] {
  const message = `kb needs ${SMALLEST.columns}${marks.times}${SMALLEST.rows}; this is ${size.columns}${marks.times}${size.rows}`;
  return [truncate(message, size.columns, marks.ellipsis)].slice(0, Math.max(1, size.rows));
}
