/**
 * Converts offsets in a text to lines and columns, both counted from 1. A line ends with its line feed; a byte order mark
 * has no column.
 */
import type { Range } from './card.js';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** An index of line starts, built on demand in linear time. Each lookup takes logarithmic time. */
export class Lines {
  readonly #starts: number[];
  /** Offset of the last line feed found so far; the end of the text if there are no more. */
  #feed = -1;

  constructor(readonly text: string) {
    this.#starts = [text.startsWith('\uFEFF') ? 1 : 0];
  }

  /** Returns the line and column of an offset in UTF-16 units. */
  at(offset: number): Position {
    while (this.#feed < offset && this.#feed < this.text.length) {
      this.#feed = endOfLine(this.text, this.#feed + 1);
      if (this.#feed < this.text.length) this.#starts.push(this.#feed + 1);
    }
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.max(1, offset - (this.#starts[low] ?? 0) + 1) };
  }

  range(from: number, to: number): Range {
    return { from, to, ...this.at(from) };
  }
}

/** Returns the line and column of one offset. For many offsets in the same text, use Lines. */
export function lineColumn(text: string, offset: number): Position {
  return new Lines(text.slice(0, offset)).at(offset);
}

/** Offset of the line feed that ends the line of `offset`, or the end of the text. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** Offset of the line after that of `offset`, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  return Math.min(endOfLine(text, offset) + 1, text.length);
}
