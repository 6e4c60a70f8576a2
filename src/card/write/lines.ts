/** What the lines around a change look like. */
import type { Edit } from '../card.js';
import { cut, removeItems, startOfLine } from '../edit.js';
import { nextLine } from '../position.js';
import { isMap, type Field, type Node } from '../value.js';

/** The blanks that the line of an offset begins with. */
export function indentOf(text: string, offset: number): string {
  return /^ */.exec(text.slice(startOfLine(text, offset), offset))?.[0] ?? '';
}

/** The line break that ends before an offset; at the start of the text the first one that it has. */
export function lineBreakBefore(text: string, offset: number): string {
  if (text[offset - 1] !== '\n') return /\r?\n/.exec(text)?.[0] ?? '\n';
  return text[offset - 2] === '\r' ? '\r\n' : '\n';
}

/** Takes out a null that is written as a word, and the blanks before it. */
export function withoutNull(text: string, { range: { from, to } }: Node): Edit[] {
  if (from === to) return [];
  const before = text.slice(startOfLine(text, from), from);
  return [cut(from - (before.length - before.trimEnd().length), to)];
}

/**
 * The lines of a field go. Comments on lines of their own stay, and so do blank lines behind the value, although a block
 * scalar with `+` has them in its range.
 */
export function cutLines(text: string, field: Field): Edit[] {
  const { keyRange, range, value } = field;
  const start = startOfLine(text, keyRange.from);
  const isBelow = startOfLine(text, range.from) > keyRange.to;
  if (!isBelow || value === null || typeof value === 'string' || /[[{]/.test(text[range.from] ?? '')) {
    const end = range.from + text.slice(range.from, range.to).trimEnd().length;
    return [cut(start, nextLine(text, end))];
  }
  const head = cut(start, nextLine(text, keyRange.to));
  if (isMap(value)) return [head, ...[...value.values()].flatMap((inner) => cutLines(text, inner))];
  return [head, ...removeItems(text, field, new Set(value.keys()))];
}
