/** The way back from the text of a leaf to the body: where in it an address is written. */
import type { Leaf } from './blocks.js';

/** Where an address stands, without the brackets or quotes around it. Offsets count UTF-16 units of the body. */
export interface Place {
  readonly from: number;
  readonly to: number;
  /** What ends the address there: a blank or parenthesis, a `>`, or what ends the value of an HTML attribute. */
  readonly form: 'bare' | 'angle' | 'html';
}

/** What a leaf is to this file. */
export type Stretch = Pick<Leaf, 'kind' | 'text' | 'line' | 'endLine'>;

const LINE_BREAK = /\r\n?|\n/g;

/** Follows a scan: a leaf is entered, then places in it are asked for from the left to the right. */
export class Origin {
  readonly #body: string;
  /** Offsets of the lines of the body. */
  readonly #starts: readonly number[];
  #leaf: Stretch = { kind: 'paragraph', text: '', line: 1, endLine: 1 };
  /** The line of the leaf that was asked for last: which, from where to where, and how far off it is in the body. */
  #line = 0;
  #from = 0;
  #to = 0;
  #shift = 0;
  /** Of a table: the cell that is being read, and where in the leaf it starts. */
  #cell = '';
  #cellFrom = 0;
  /** Of the cell: letters that were passed, as the inline scan counts them and as written. */
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

  /** Goes on with a cell of the table, as written, which starts at or after an offset of the leaf; where it ends. */
  enterCell(cell: string, after: number): number {
    this.#startCell(cell, this.#leaf.text.indexOf(cell, after));
    return this.#cellFrom + cell.length;
  }

  #startCell(cell: string, from: number): void {
    this.#cell = cell;
    this.#cellFrom = from;
    this.#seen = this.#passed = 0;
  }

  /** The place of an address by its offsets in the leaf (in a table: in the cell); null where it cannot be told. */
  place(from: number, to: number, form: Place['form']): Place | null {
    const start = this.#inLeaf(from);
    const end = this.#inLeaf(to);
    this.#seek(start);
    const place = { from: start + this.#shift, to: end + this.#shift, form };
    const { text } = this.#leaf;
    return this.#body.slice(place.from, place.to) === text.slice(start, end) ? place : null;
  }

  /** In a table, the inline scan sees `|` where the cell has `\|`. */
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
    // Marks of quotes and lists stand in front, with tabs that were made spaces; so lines are laid end to end.
    const shown = kind === 'heading' && line === endLine ? withoutClosing(whole) : whole;
    this.#shift = start + shown.length - (this.#from + text.slice(this.#from, this.#to).trimEnd().length);
  }
}

/** A heading without the marks that may close it. */
export function withoutClosing(heading: string): string {
  let end = heading.length;
  while (heading.charCodeAt(end - 1) === 35) end -= 1;
  const isMark = end === 0 || heading[end - 1] === ' ' || heading[end - 1] === '\t';
  return isMark ? heading.slice(0, end).trimEnd() : heading;
}
