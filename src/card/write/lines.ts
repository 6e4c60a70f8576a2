/** The lines around a change: their indentation and line breaks, and how to remove them. */
import type { Edit } from '../card.js';
import { cut, removeItems, startOfLine } from '../edit.js';
import { nextLine } from '../position.js';
import { isMap, type Field, type Node } from '../value.js';

/** Returns the spaces at the start of the line, up to the offset. */
export function indentOf(text: string, offset: number): string {
  return /^ */.exec(text.slice(startOfLine(text, offset), offset))?.[0] ?? '';
}

/** Returns the line break that ends at an offset; if none ends there, the first one in the text. */
export function lineBreakBefore(text: string, offset: number): string {
  if (text[offset - 1] !== '\n') return /\r?\n/.exec(text)?.[0] ?? '\n';
  return text[offset - 2] === '\r' ? '\r\n' : '\n';
}

/** Removes a null that is written as a word, and the blanks before it. */
export function withoutNull(text: string, { range: { from, to } }: Node): Edit[] {
  if (from === to) return [];
  const before = text.slice(startOfLine(text, from), from);
  return [cut(from - (before.length - before.trimEnd().length), to)];
}

/**
 * Removes the lines of a field. Comments on lines of their own stay, and so do blank lines after the value, even though
 * the range of a block scalar with `+` includes them.
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
