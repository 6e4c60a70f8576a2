/** Comments by which a card says that a finding is known and meant: `<!-- kb-ignore link-target: the page is made by the build -->`. */
import type { ParsedCard } from '../card/parse.js';
import { Lines } from '../card/position.js';
import { commentsOf, type Comment } from './comments.js';

export interface Suppression {
  readonly rules: readonly string[];
  /** '' where none is given, which is a finding of its own. */
  readonly reason: string;
  /** Line of the comment. */
  readonly line: number;
  readonly column: number;
  /** First and last line whose findings it covers; null for the whole card. */
  readonly covers: readonly [first: number, last: number] | null;
}

const FORM = /^kb-ignore(-file)?(?![\w-])([^:]*)(?::([^]*))?$/;
/** What may stand beside a comment that is alone: the marks of quotes and lists. */
const BARE = /^[\s>*+-]*$/;

/** The suppressions of a card, in its text and in the comments of its front matter, in their order. */
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

/** Lines of a paragraph, list or table that a comment covers at most. */
const LONGEST_BLOCK = 100;

/**
 * For each comment the lines that it is about: its own, or where it stands alone those of the block below, as far as the
 * next blank line; in the front matter the next line.
 */
function coveredLines(comments: readonly Comment[], { source, bodyLine }: ParsedCard): [number, number][] {
  const all = source.split('\n');
  const bare = without(comments, source).split('\n');
  const isAlone = (index: number): boolean => BARE.test(bare[index] ?? '') && bare[index] !== all[index];
  const isBlank = (index: number): boolean => (bare[index] ?? '').trim() === '';
  /** For each line the next one with something to cover, itself included. */
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

/** The file with nothing but the line breaks left of the comments. */
function without(comments: readonly Comment[], source: string): string {
  let text = '';
  let end = 0;
  for (const { from, to } of comments) {
    text += source.slice(end, from) + source.slice(from, to).replace(/[^\n]+/g, '');
    end = to;
  }
  return text + source.slice(end);
}
