/**
 * Reads and writes what is below the front matter of an issue file: its text, then comments, each under a heading with its
 * author. A line that looks like such a heading, or like a merge conflict, is escaped with a backslash.
 */
import type { IssueComment } from '../../forge.js';

export interface Sections {
  readonly body: string;
  /** Offset of the end of the body: the first comment, or the end of the file. */
  readonly bodyEnd: number;
  readonly comments: readonly IssueComment[];
}

/** People may write `## Comment by @ana, 2 May`: anything after the name is ignored. */
const HEADING = /^## Comment by @?([^\s,:]+)/;
const GUARDED = /^\\*(?:## Comment by |<{7}(?: |\r?$))/;

/** Splits a file into sections. @param from offset of the end of the front matter  @param eol line ending of the file */
export function readSections(text: string, from: number, eol: string): Sections {
  const headings = headingsOf(text, from);
  const sectionAt = (start: number, next: number | undefined): string =>
    withoutMargins(text.slice(start, next ?? text.length), eol, next === undefined ? 1 : 2);
  const bodyEnd = headings[0]?.from ?? text.length;
  return {
    body: sectionAt(from, headings[0]?.from),
    bodyEnd,
    comments: headings.map(({ author, to }, at) => ({ author, body: sectionAt(to, headings[at + 1]?.from) })),
  };
}

/** Returns a body as a section. @param isLast whether no comment follows */
export function bodySection(body: string, eol: string, isLast: boolean): string {
  return eol + guarded(body) + eol + (isLast ? '' : eol);
}

/** Appends a comment to the text. @param on the day on which it is written */
export function withComment(text: string, { author, body }: IssueComment, on: string, eol: string): string {
  const before = text.endsWith('\n') ? text : text + eol;
  return `${before}${eol}## Comment by ${author} on ${on}${eol}${bodySection(body, eol, true)}`;
}

function headingsOf(text: string, from: number): { author: string; from: number; to: number }[] {
  const found = [];
  for (let at = from; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const to = feed === -1 ? text.length : feed + 1;
    const author = HEADING.exec(text.slice(at, to))?.[1];
    if (author !== undefined) found.push({ author, from: at, to });
    at = to;
  }
  return found;
}

/** Removes only the blank line and line ends that bodySection added; others belong to the text. */
function withoutMargins(section: string, eol: string, behind: number): string {
  const start = section.startsWith(eol) ? eol.length : 0;
  let end = section.length;
  for (let count = 0; count < behind && end > start && section.endsWith(eol); count += 1) {
    end -= eol.length;
    section = section.slice(0, end);
  }
  return unguarded(section.slice(start));
}

function guarded(text: string): string {
  return byLine(text, (line) => (GUARDED.test(line) ? `\\${line}` : line));
}

function unguarded(text: string): string {
  return byLine(text, (line) => (line.startsWith('\\') && GUARDED.test(line) ? line.slice(1) : line));
}

function byLine(text: string, change: (line: string) => string): string {
  // NUL is replaced, since forges on the web do not keep it either.
  return text.replaceAll('\0', '\uFFFD').split('\n').map(change).join('\n');
}
