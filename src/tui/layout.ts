/** Where the parts of the screen lie. Row 0 is the query, row 1 a rule; the footer is the last one. */
import type { Size, State } from './state.js';

export interface Layout {
  /** Rows between the rule and the footer. */
  readonly body: number;
  /** Columns of the list; 0 where the card has all of them. */
  readonly list: number;
  /** Columns of the card; 0 where the list has all of them. */
  readonly card: number;
}

export const SMALLEST: Size = { columns: 60, rows: 15 };
/** From here on the card stands beside the list. */
const WIDE = 100;
/** Longer lines are hard to read. */
const WIDEST_CARD = 100;
/** Between list and card: a blank, a bar, a blank. */
export const GUTTER = 3;
/** Left of a card that has the screen to itself. */
export const MARGIN = 1;

export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}

/** Columns of what lies over the list where the card is not beside it. */
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
