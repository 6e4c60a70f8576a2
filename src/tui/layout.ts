/** The layout of the screen. Row 0 is the query, row 1 a rule, the last row the footer. */
import type { Size, State } from './state.js';

export interface Layout {
  /** Rows between the rule and the footer. */
  readonly body: number;
  /** Columns of the list; 0 if the card takes all of them. */
  readonly list: number;
  /** Columns of the card; 0 if the list takes all of them. */
  readonly card: number;
}

export const SMALLEST: Size = { columns: 60, rows: 15 };
/** Minimum width for showing the card next to the list. */
const WIDE = 100;
/** Maximum width of a card: longer lines are hard to read. */
const WIDEST_CARD = 100;
/** Between list and card: a space, a bar, a space. */
export const GUTTER = 3;
/** On each side of a card that has the screen to itself. */
export const MARGIN = 1;

export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}

/** Returns the columns of a card, or of one shown over the list if there is no room next to it. */
export function pageColumns(state: Pick<State, 'size' | 'focus'>): number {
  return layoutOf(state).card || state.size.columns - 2 * MARGIN;
}

export function layoutOf({ size, focus }: Pick<State, 'size' | 'focus'>): Layout {
  const body = Math.max(1, size.rows - 3);
  if (size.columns < WIDE) {
    return focus === 'card'
      ? { body, list: 0, card: size.columns - 2 * MARGIN }
      : { body, list: size.columns, card: 0 };
  }
  const card = Math.min(WIDEST_CARD, Math.floor(size.columns * 0.55) - GUTTER);
  return { body, list: size.columns - card - GUTTER, card };
}
