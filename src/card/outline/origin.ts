/** Maps the text of a leaf back to the body, to find where in the body an address is written. */
import type { Leaf } from './blocks.js';

/** Where an address is written, without the brackets or quotes around it. Offsets count UTF-16 units of the body. */
export interface Place {
  readonly from: number;
  readonly to: number;
  /**
   * What ends the address: a blank or parenthesis (`bare`), a `>` (`angle`), or the end of an HTML attribute's value
   * (`html`).
   */
  readonly form: 'bare' | 'angle' | 'html';
}

/** The parts of a leaf that this module needs. */
export type Stretch = Pick<Leaf, 'kind' | 'text' | 'line' | 'endLine'>;

const LINE_BREAK = /\r\n?|\n/g;

/** Follows a scan: enter a leaf, then ask for places in it from left to right. */
export class Origin {
  readonly #body: string;
  /** Offsets of the lines in the body. */
  readonly #starts: readonly number[];
  #leaf: Stretch = { kind: 'paragraph', text: '', line: 1, endLine: 1 };
  /** The line of the leaf that was looked up last: its index, start and end, and the distance to its place in the body. */
  #line = 0;
  #from = 0;
  #to = 0;
  #shift = 0;
  /** In a table: the current cell, and its start in the leaf. */
  #cell = '';
  #cellFrom = 0;
  /** In the cell: characters passed so far, as the inline scan counts them and as written. */
  #seen = 0;
  #passed = 0;

  constructor(body: string) {
    this.#body = body;
    this.#starts = [0, ...Array.from(body.matchAll(LINE_BREAK), ({ index, 0: mark }) => index + mark.length)];
  }

  enter(leaf: Stretch): void {
    this.#leaf = leaf;
    this.#line = -1;
    this.#to = -1;
    this.#startCell('', 0);
  }

  /** Enters a cell of the table, as written, that starts at or after offset `after` of the leaf. Returns where it ends. */
  enterCell(cell: string, after: number): number {
    this.#startCell(cell, this.#leaf.text.indexOf(cell, after));
    return this.#cellFrom + cell.length;
  }

  #startCell(cell: string, from: number): void {
    this.#cell = cell;
    this.#cellFrom = from;
    this.#seen = this.#passed = 0;
  }

  /** Returns the place of an address by its offsets in the leaf (in a table: in the cell), or null if it cannot be determined. */
  place(from: number, to: number, form: Place['form']): Place | null {
    const start = this.#inLeaf(from);
    const end = this.#inLeaf(to);
    this.#seek(start);
    const place = { from: start + this.#shift, to: end + this.#shift, form };
    const { text } = this.#leaf;
    return this.#body.slice(place.from, place.to) === text.slice(start, end) ? place : null;
  }

  /** In a table, the inline scan sees `|` for each `\|` of the cell. */
  #inLeaf(offset: number): number {
    for (; this.#seen < offset; this.#seen += 1) {
      this.#passed += this.#cell.startsWith('\\|', this.#passed) ? 2 : 1;
    }
    return this.#cellFrom + this.#passed - this.#seen + offset;
  }

  #seek(offset: number): void {
    const { kind, text, line, endLine } = this.#leaf;
    if (this.#to >= offset) return;
    while (this.#to < offset) {
      this.#line += 1;
      this.#from = this.#to + 1;
      const end = text.indexOf('\n', this.#from);
      this.#to = end < 0 ? text.length : end;
    }
    const start = this.#starts[line + this.#line - 1] ?? 0;
    const whole = this.#body.slice(start, this.#starts[line + this.#line]).trimEnd();
    // Lines are aligned at their ends: in the body they start with marks of quotes and lists, and with tabs that were
    // expanded.
    const shown = kind === 'heading' && line === endLine ? withoutClosing(whole) : whole;
    this.#shift = start + shown.length - (this.#from + text.slice(this.#from, this.#to).trimEnd().length);
  }
}

/** Returns a heading without its closing marks. */
export function withoutClosing(heading: string): string {
  let end = heading.length;
  while (heading.charCodeAt(end - 1) === 35) end -= 1;
  const isMark = end === 0 || heading[end - 1] === ' ' || heading[end - 1] === '\t';
  return isMark ? heading.slice(0, end).trimEnd() : heading;
}
