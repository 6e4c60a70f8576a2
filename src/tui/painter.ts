/** Draws frames on the terminal: writes only the rows that changed, and without flicker. */

/** Synchronized output (mode 2026): terminals that support it show nothing until END. Also hides the cursor. */
const BEGIN = '\x1b[?2026h\x1b[?25l';
const END = '\x1b[?2026l';
/**
 * Erases the line from the cursor on. Comes before the row: after a row of full width, the cursor of xterm is still on
 * the last character and would erase it.
 */
const ERASE = '\x1b[K';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export class Painter {
  #rows: readonly string[] = [];

  constructor(private readonly write: (text: string) => void) {}

  /** Call after the screen was cleared. */
  forget(): void {
    this.#rows = [];
  }

  /** Draws the rows. @param cursor null hides it */
  paint(rows: readonly string[], cursor: Place | null): void {
    const changed = rows.flatMap((row, at) =>
      row === (this.#rows[at] ?? '') ? [] : [`\x1b[${at + 1};1H${ERASE}${row}`],
    );
    const gone = rows.length < this.#rows.length ? `\x1b[${rows.length + 1};1H\x1b[J` : '';
    this.#rows = rows;
    const shown = cursor === null ? '' : `\x1b[${cursor.y + 1};${cursor.x + 1}H\x1b[?25h`;
    this.write(BEGIN + changed.join('') + gone + shown + END);
  }
}
