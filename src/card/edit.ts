/** Edits of a card's file that leave every other byte as it was. */
import type { Edit } from './card.js';
import { nextLine } from './position.js';
import { isItems, type Node } from './value.js';
import { scalar } from './write/yaml.js';

/** Returns the text with the edits applied. If two overlap, the one that starts first wins and the other is left out. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, text: put } of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < at) continue;
    parts.push(text.slice(at, from), put);
    at = to;
  }
  return parts.join('') + text.slice(at);
}

/** A block scalar (`>-`, `|`); captures the comment in its header and the line breaks at its end. */
const BLOCK_SCALAR = /^[|>][-+\d]*([ \t]+#[^\r\n]*)?[^]*?((?:\r?\n)*)$/;

/** Formats a text as a YAML scalar in the style of the scalar that it replaces. */
export type Style = (old: string, value: string) => string;

/** Replaces the text of a scalar. Its quotes are kept, and quotes are added if YAML needs them. */
export function replaceScalar(
  text: string,
  { range: { from, to } }: Node,
  value: string,
  style: Style = scalarLike,
): Edit {
  const old = text.slice(from, to);
  const [block, comment = '', end = ''] = BLOCK_SCALAR.exec(old) ?? [];
  if (block !== undefined) return { from, to, text: style('"', value) + comment + end };
  const before = from === to && !/[ \t]/.test(text[from - 1] ?? '') ? ' ' : '';
  const after = from === to && text[to] === '#' ? ' ' : '';
  return { from, to, text: before + style(old, value) + after };
}

/** The scalar may be inside brackets, where a comma needs quotes; a plain one that has a comma is not inside any. */
function scalarLike(old: string, value: string): string {
  return scalar(value, old.includes(',') ? 'block' : 'flow', old);
}

/**
 * Removes items from a list that keeps at least one. If an item is alone on its line, the comment after it is removed
 * too, because it would seem to be about the next item. Comments on lines of their own stay.
 * @param list a node whose value is a list
 */
export function removeItems(text: string, list: Node, gone: ReadonlySet<number>): Edit[] {
  const items = isItems(list.value) ? list.value : [];
  const inBrackets = /[[{]/.test(text[list.range.from] ?? '');
  const last = items.findLastIndex((_, index) => !gone.has(index));
  return items.flatMap(({ range: { from, to } }, index) => {
    if (!gone.has(index)) return [];
    const before = index === 0 ? list.range.from : (items[index - 1]?.range.to ?? 0);
    const after = items[index + 1]?.range.from ?? list.range.to;
    if (!inBrackets) return removeLines(text, before, from, to);
    // A comma is removed too: the one after the item, or the one before it if no remaining item follows.
    const gap: Span = index < last ? [to, after] : [before, from];
    return removeWord(text, [from, to], gap, lineOf(text, { before, from, to, after }));
  });
}

type Span = readonly [from: number, to: number];

/**
 * @param gap what is between the item and its neighbor: blanks, a comma, perhaps comments
 * @param line the item's line if it is alone there
 */
function removeWord(text: string, item: Span, gap: Span, line: Span | null): Edit[] {
  const between = text.slice(...gap);
  if (!line && /^\s*,\s*$/.test(between)) return [cut(Math.min(item[0], gap[0]), Math.max(item[1], gap[1]))];
  const comma = gap[0] + (/^(?:\s|#[^\n]*)*/.exec(between)?.[0].length ?? 0);
  return [cut(...(line ?? item)), cut(comma, comma + 1)];
}

/** Returns the lines of an item in brackets, or null if it shares them with more than a comma and a comment. */
function lineOf(
  text: string,
  { before, from, to, after }: Readonly<Record<'before' | 'from' | 'to' | 'after', number>>,
): Span | null {
  const indent = /\n([ \t]*)$/.exec(text.slice(before, from))?.[1];
  const rest = /^[ \t]*,?[ \t]*(?:#.*)?\r?\n/.exec(text.slice(to, after))?.[0];
  return indent === undefined || rest === undefined ? null : [from - indent.length, to + rest.length];
}

/** @param before where the item above ends, or the list begins */
function removeLines(text: string, before: number, from: number, to: number): Edit[] {
  const dash = before + text.slice(before, from).search(/(?<=^|\n[ \t]*)-/);
  const start = startOfLine(text, dash);
  const end = afterLine(text, to);
  const value = startOfLine(text, from);
  return value === start ? [cut(start, end)] : [cut(start, nextLine(text, dash)), cut(value, end)];
}

/** Returns where the line after a value begins. A block scalar that keeps its line breaks already ends there. */
export function afterLine(text: string, to: number): number {
  return text[to - 1] === '\n' ? to : nextLine(text, to);
}

/** Offset of the start of the line that contains `offset`. */
export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function cut(from: number, to: number): Edit {
  return { from, to, text: '' };
}
