/** Finds where a card's front matter begins and ends, line by line, before any parser sees the text. */
import type { Problem } from './card.js';
import { endOfLine, lineColumn, nextLine } from './position.js';
import { shortened } from '../text/shortened.js';

export type Fences =
  | { readonly kind: 'absent'; readonly bodyOffset: number }
  /** `from`: right after the opening `---`; `to`: the line feed before the closing one. */
  | { readonly kind: 'closed'; readonly from: number; readonly to: number; readonly bodyOffset: number }
  | { readonly kind: 'broken'; readonly problem: Problem; readonly bodyOffset: number };

const FENCE = /^---[ \t]*\r?$/;
const OTHER_FENCE = /^(?:---|\+\+\+[ \t]*\r?$)/;
/** Dashes that were meant to close the front matter; no valid line of YAML looks like this. */
const NEAR_FENCE = /^(?:---|(?:--|[–—]+)[ \t]*\r?$)/;
/** Keys start in lower case here: many a text without front matter begins with `Note: …` or `Q: …`. */
const KEY = /^(?:[a-z][\w.-]+|"[^"]*"|'[^']*')[ \t]*:(?:[ \t]|\r?$)/;

/** Finds `---` … `---`. The first line and the closing line may have nothing but the fence and blanks. */
export function findFences(text: string): Fences {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  if (FENCE.test(lineAt(text, start))) return closing(text, start);
  if (OTHER_FENCE.test(lineAt(text, start))) {
    const found = quote(lineAt(text, start));
    return broken(
      text,
      start,
      'front-matter-open',
      `expected "---" alone on the first line, found ${found}`,
      start,
    );
  }
  const indented = afterBlanks(text, start);
  if (indented !== undefined) {
    const message = 'expected "---" at the very start of the file, found whitespace before it';
    const found = broken(text, indented, 'front-matter-open', message, indented);
    return { ...found, problem: { ...found.problem, fix: { from: start, to: indented, text: '' } } };
  }
  if (KEY.test(lineAt(text, start)) && KEY.test(lineAt(text, nextLine(text, start)))) {
    const message = `expected "---" on the first line, found ${quote(lineAt(text, start))}`;
    return broken(text, start, 'front-matter-open', message, start);
  }
  return { kind: 'absent', bodyOffset: start };
}

/** The first line that begins with `---` closes the front matter, or was meant to. */
function closing(text: string, start: number): Fences {
  for (let at = nextLine(text, start); at < text.length; at = nextLine(text, at)) {
    const line = lineAt(text, at);
    if (!NEAR_FENCE.test(line)) continue;
    const bodyOffset = nextLine(text, at);
    if (FENCE.test(line)) return { kind: 'closed', from: start + 3, to: at - 1, bodyOffset };
    const message = `expected "---" alone on the line that closes the front matter, found ${quote(line)}`;
    return { kind: 'broken', problem: problem(text, at, 'front-matter-closed', message), bodyOffset };
  }
  const message = 'expected a line "---" that closes the front matter, found the end of the file';
  return { kind: 'broken', problem: problem(text, start, 'front-matter-closed', message), bodyOffset: start };
}

/** Front matter with a wrong opening line: the body is what follows its closing line, if it has one. */
function broken(
  text: string,
  at: number,
  rule: string,
  message: string,
  start: number,
): Fences & { kind: 'broken' } {
  const fence = lineAt(text, start).startsWith('+++') ? /^\+\+\+[ \t]*\r?$/ : FENCE;
  let bodyOffset = start;
  for (let line = nextLine(text, start); line < text.length; line = nextLine(text, line)) {
    if (!fence.test(lineAt(text, line))) continue;
    bodyOffset = nextLine(text, line);
    break;
  }
  return { kind: 'broken', problem: problem(text, at, rule, message), bodyOffset };
}

/** Offset of a fence after leading blanks. Without a key below it, it would be a thematic break. */
function afterBlanks(text: string, start: number): number | undefined {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  if (at === start || !FENCE.test(lineAt(text, at))) return undefined;
  const next = lineAt(text, nextLine(text, at));
  return KEY.test(next) || FENCE.test(next) ? at : undefined;
}

function lineAt(text: string, offset: number): string {
  return text.slice(offset, endOfLine(text, offset));
}

function problem(text: string, at: number, rule: string, message: string): Problem {
  return { rule, severity: 'error', message, ...lineColumn(text, at) };
}

function quote(line: string): string {
  return `"${shortened(line.trimEnd(), 40)}"`;
}

/** Returns the offset of the first Markdown heading between blank lines that starts in [from, to). */
export function headingBetween(text: string, from: number, to: number): number | undefined {
  const blank = (offset: number): boolean => lineAt(text, offset).trim() === '';
  let afterBlank = false;
  for (let at = from; at < to; at = nextLine(text, at)) {
    if (afterBlank && /^#{1,6} /.test(lineAt(text, at)) && blank(nextLine(text, at))) return at;
    afterBlank = blank(at);
  }
  return undefined;
}
