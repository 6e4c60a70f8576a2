/** Containers (quotes, list items and footnotes): how a line continues them, and when it opens more. */
import { isDigit } from './characters.js';
import { normalLabel } from './destination.js';
import type { Line } from './line.js';

/** Columns of indentation that start indented code; the content of footnotes is indented by as many. */
export const CODE_INDENT = 4;

export interface Container {
  readonly kind: 'quote' | 'item' | 'footnote';
  /** Columns by which the content of an item or a footnote is indented. */
  readonly width: number;
  /** Whether the item's first line is blank. The item then ends at the next blank line. */
  startsBlank: boolean;
}

/** Returns whether the line continues the container, and if so moves past its prefix. */
export function continues(container: Container, line: Line): boolean {
  const ink = line.ink();
  const blank = ink >= line.end;
  if (container.kind === 'quote') {
    if (ink - line.at >= CODE_INDENT || line.code(ink) !== 62) return false;
    passQuoteMark(line, ink);
    return true;
  }
  if (blank ? container.startsBlank : ink - line.at < container.width) return false;
  if (!blank) container.startsBlank = false;
  line.pass(line.at + container.width);
  return true;
}

/**
 * Returns the container that opens at the line's next character, and moves past its marks; null if none opens. A list
 * item that would interrupt a paragraph must not be empty or start at a number other than 1. Footnotes are added to
 * `footnotes`.
 */
export function openedBy(line: Line, interrupts: boolean, footnotes: Set<string>): Container | null {
  const ink = line.ink();
  if (ink - line.at >= CODE_INDENT) return null;
  const code = line.code(ink);
  if (code === 62) {
    passQuoteMark(line, ink);
    return { kind: 'quote', width: 0, startsBlank: false };
  }
  if (code === 91 && line.code(ink + 1) === 94) return footnote(line, ink, footnotes);
  const after = itemMarkEnd(line, ink, code);
  if (after < 0 || !line.gap(after)) return null;
  if (interrupts && isDigit(code) && (code !== 49 || after !== ink + 2)) return null;
  if ((code === 42 || code === 45) && isThematicBreak(line.rest(ink))) return null;
  return item(line, after, interrupts);
}

const THEMATIC_BREAK = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

/** Whether a line is a thematic break: three or more of `*`, `-` or `_`. */
export function isThematicBreak(line: string): boolean {
  return THEMATIC_BREAK.test(line);
}

function passQuoteMark(line: Line, mark: number): void {
  line.pass(line.code(mark + 1) === 32 ? mark + 2 : mark + 1);
}

/** Returns the offset after the `-`, `*`, `+`, `1.` or `1)` at `ink`, or -1 if there is none. */
function itemMarkEnd(line: Line, ink: number, code: number): number {
  if (code === 42 || code === 43 || code === 45) return ink + 1;
  let at = ink;
  while (at - ink < 9 && isDigit(line.code(at))) at += 1;
  const mark = line.code(at);
  return at > ink && (mark === 46 || mark === 41) ? at + 1 : -1;
}

function item(line: Line, after: number, interrupts: boolean): Container | null {
  const from = line.at;
  line.pass(after);
  const content = line.ink();
  const blank = content >= line.end;
  if (blank && interrupts) {
    line.at = from;
    return null;
  }
  const start = blank || content - after > CODE_INDENT ? after + 1 : content;
  line.pass(start);
  return { kind: 'item', width: start - from, startsBlank: blank };
}

const FOOTNOTE = /\[\^((?:[^\\[\]\s]|\\[\\[\]]|\\(?![\\[\]])){1,999})\]:[ \t]*/y;

function footnote(line: Line, ink: number, footnotes: Set<string>): Container | null {
  FOOTNOTE.lastIndex = ink;
  const label = FOOTNOTE.exec(line.source)?.[1];
  if (label === undefined) return null;
  footnotes.add(normalLabel(label));
  line.pass(FOOTNOTE.lastIndex);
  return { kind: 'footnote', width: CODE_INDENT, startsBlank: false };
}
