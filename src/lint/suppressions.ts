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
  /** Line whose findings it covers; null for the whole card. */
  readonly covers: number | null;
}

const FORM = /^kb-ignore(-file)?(?![\w-])([^:]*)(?::([^]*))?$/;
/** What may stand beside a comment that is alone: the marks of quotes and lists. */
const BARE = /^[\s>*+-]*$/;

/** The suppressions of a card, in its text and in the comments of its front matter, in their order. */
export function suppressionsIn(card: ParsedCard): Suppression[] {
  const { source } = card;
  if (!source.includes('kb-ignore')) return [];
  const comments = commentsOf(card).filter(({ text }) => FORM.test(text));
  const covered = coveredLines(comments, source);
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

/** For each comment the line that it is about: its own, or where it stands alone the next one that is not blank and no such comment. */
function coveredLines(comments: readonly Comment[], source: string): number[] {
  const all = source.split('\n');
  const bare = without(comments, source).split('\n');
  const isAlone = (index: number): boolean => BARE.test(bare[index] ?? '') && bare[index] !== all[index];
  /** For each line the next one with something to cover, itself included. */
  const next = new Array<number>(bare.length);
  for (let index = bare.length - 1; index >= 0; index -= 1) {
    const isPassed = bare[index]?.trim() === '' || isAlone(index);
    next[index] = isPassed ? (next[index + 1] ?? bare.length) : index + 1;
  }
  const lines = new Lines(source);
  return comments.map(({ from, to }) => {
    const { line } = lines.at(from);
    const { line: last } = lines.at(to);
    return isAlone(line - 1) && isAlone(last - 1) ? (next[last] ?? bare.length) : line;
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
