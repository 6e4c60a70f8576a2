/** Brings the terminal from one frame to the next: only rows that differ are written, and the eye never sees a half. */

/** Terminals that know it show nothing until the end. */
const BEGIN = '\x1b[?2026h\x1b[?25l';
const END = '\x1b[?2026l';
/** The line from the cursor on. Behind a row of full width, xterm would erase the last letter: its cursor is still there. */
const ERASE = '\x1b[K';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export class Painter {
  #rows: readonly string[] = [];

  constructor(private readonly write: (text: string) => void) {}

  /** The screen is empty. */
  forget(): void {
    this.#rows = [];
  }

  /** @param cursor null hides it */
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
