/**
 * What stands below the front matter of an issue: its text, then the comments, each under a heading that names its author.
 * A line of a text that looks like such a heading, or like a merge conflict, is kept with a backslash before it.
 */
import type { IssueComment } from '../../forge.js';

export interface Sections {
  readonly body: string;
  /** Offset where the body's section ends: at the first comment, or at the end. */
  readonly bodyEnd: number;
  readonly comments: readonly IssueComment[];
}

/** People may write `## Comment by @ana, 2 May`: what follows the name is theirs. */
const HEADING = /^## Comment by @?([^\s,:]+)/;
const GUARDED = /^\\*(?:## Comment by |<{7}(?: |\r?$))/;

/** @param from where the front matter ends  @param eol the line end of the file */
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

/** The section of a body. @param isLast no comment follows */
export function bodySection(body: string, eol: string, isLast: boolean): string {
  return eol + guarded(body) + eol + (isLast ? '' : eol);
}

/** The text with a comment at its end. @param on the day on which it is written */
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

/** Without the blank line in front and the line ends that were put behind it; what is more is the text's own. */
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
  // What a forge of the web would not keep either.
  return text.replaceAll('\0', '\uFFFD').split('\n').map(change).join('\n');
}
