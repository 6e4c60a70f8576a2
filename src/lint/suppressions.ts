/**
 * Reads the comments that ignore an intended problem:
 * `<!-- kb-ignore link-target: the page is made by the build -->`.
 */
import type { ParsedCard } from '../card/parse.js';
import { Lines } from '../card/position.js';
import { commentsOf, type Comment } from './comments.js';

export interface Suppression {
  readonly rules: readonly string[];
  /** '' if no reason is given, which is a problem of its own. */
  readonly reason: string;
  /** Line of the comment. */
  readonly line: number;
  readonly column: number;
  /** First and last line whose problems it covers; null for the whole card. */
  readonly covers: readonly [first: number, last: number] | null;
}

const FORM = /^kb-ignore(-file)?(?![\w-])([^:]*)(?::([^]*))?$/;
/** What may be on the same line as a comment that counts as alone: quote and list markers. */
const BARE = /^[\s>*+-]*$/;

/** Returns the suppressions of a card, from its text and its front matter, in document order. */
export function suppressionsIn(card: ParsedCard): Suppression[] {
  const { source } = card;
  if (!source.includes('kb-ignore')) return [];
  const comments = commentsOf(card).filter(({ text }) => FORM.test(text));
  const covered = coveredLines(comments, card);
  const lines = new Lines(source);
  return comments.map(({ text, from }, index) => {
    const [, whole, names = '', reason = ''] = FORM.exec(text) ?? [];
    return {
      rules: names.split(/[\s,]+/).filter((name) => name !== ''),
      reason: reason.trim(),
      ...lines.at(from),
      covers: whole === undefined ? (covered[index] ?? null) : null,
    };
  });
}

/** Maximum number of lines of a paragraph, list or table that a comment covers. */
const LONGEST_BLOCK = 100;

/**
 * Returns the lines that each comment is about: its own line; if it is alone, the block below it up to the next blank line;
 * in the front matter, only the next line.
 */
function coveredLines(comments: readonly Comment[], { source, bodyLine }: ParsedCard): [number, number][] {
  const all = source.split('\n');
  const bare = without(comments, source).split('\n');
  const isAlone = (index: number): boolean => BARE.test(bare[index] ?? '') && bare[index] !== all[index];
  const isBlank = (index: number): boolean => (bare[index] ?? '').trim() === '';
  /** Index of a line → number of the first line from there on that has something to cover. */
  const next = new Array<number>(bare.length);
  for (let index = bare.length - 1; index >= 0; index -= 1) {
    next[index] = isBlank(index) || isAlone(index) ? (next[index + 1] ?? bare.length) : index + 1;
  }
  const endOf = (first: number): number => {
    let last = first;
    while (last < first + LONGEST_BLOCK && last < bare.length && !isBlank(last)) last += 1;
    return last;
  };
  const lines = new Lines(source);
  return comments.map(({ from, to }) => {
    const { line } = lines.at(from);
    const { line: end } = lines.at(to);
    if (!isAlone(line - 1) || !isAlone(end - 1)) return [line, line];
    const first = next[end] ?? bare.length;
    return [first, first < bodyLine ? first : endOf(first)];
  });
}

/** The file without its comments; their line breaks stay, so that line numbers do not change. */
function without(comments: readonly Comment[], source: string): string {
  let text = '';
  let end = 0;
  for (const { from, to } of comments) {
    text += source.slice(end, from) + source.slice(from, to).replace(/[^\n]+/g, '');
    end = to;
  }
  return text + source.slice(end);
}
