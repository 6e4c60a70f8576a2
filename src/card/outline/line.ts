/** The line of a body that is being read: a slice of a string whose marks are passed from the left. */
import { isBlank, isDigit, SPACE, TAB } from './characters.js';

const TAB_STOP = 4;

export class Line {
  /** The body, or only the line if its tabs had to be expanded. */
  source = '';
  /** Start of the unread rest. Offsets count columns, because the blanks and marks before the text have no tabs. */
  at = 0;
  end = 0;
  /** Counted from 1. */
  number = 0;

  next(source: string, from: number, to: number): void {
    this.source = source;
    this.at = from;
    this.end = to;
    this.number += 1;
  }

  /** Returns the offset of the first character of the rest that is not blank; `end` if there is none. */
  ink(): number {
    let at = this.at;
    while (at < this.end && isBlank(this.source.charCodeAt(at))) at += 1;
    return at;
  }

  /** Returns the UTF-16 unit at an offset; NaN beyond the line. */
  code(offset: number): number {
    return offset < this.end ? this.source.charCodeAt(offset) : Number.NaN;
  }

  /** Whether there is a blank or the end of the line at an offset. */
  gap(offset: number): boolean {
    return offset >= this.end || isBlank(this.source.charCodeAt(offset));
  }

  /** Returns the rest of the line from an offset on. */
  rest(offset = this.at): string {
    return this.source.slice(offset, this.end);
  }

  /** Moves past everything before an offset. */
  pass(offset: number): void {
    this.at = offset < this.end ? offset : this.end;
  }

  /** Expands the tabs among the blanks and marks at the start to spaces. */
  expandTabs(): void {
    let to = this.at;
    let tab = false;
    for (; to < this.end; to += 1) {
      const code = this.source.charCodeAt(to);
      if (code === TAB) tab = true;
      else if (code !== SPACE && !isContainerMark(code)) break;
    }
    if (!tab) return;
    let prefix = '';
    for (const character of this.source.slice(this.at, to)) {
      prefix += character === '\t' ? ' '.repeat(TAB_STOP - (prefix.length % TAB_STOP)) : character;
    }
    this.source = prefix + this.rest(to);
    this.at = 0;
    this.end = this.source.length;
  }
}

/** Whether a UTF-16 unit can be part of the marks of quotes and list items: `>`, `)`, `*`, `+`, `-`, `.` and digits. */
function isContainerMark(code: number): boolean {
  return code === 62 || (code >= 41 && code <= 46 && code !== 44) || isDigit(code);
}
