/** A card's front matter as keys that can be added and removed, with its fences; also the text without some fields. */
import type { Edit } from '../card.js';
import { applyEdits, cut } from '../edit.js';
import { findFences } from '../fences.js';
import type { CanonicalField, DialectNames } from '../fields.js';
import type { FrontMatter } from '../frontmatter.js';
import { lineColumn, nextLine } from '../position.js';
import { isMap, type Field, type Fields } from '../value.js';
import { Keys } from './keys.js';
import { indentOf, lineBreakBefore } from './lines.js';
import { Ranks } from './ranks.js';

export interface Opened {
  readonly keys: Keys;
  /** Indentation of an inner map. */
  readonly step: string;
  readonly edits: () => Edit[];
}

/** Opens the front matter of a readable text. If there is none, adding a key creates it. */
export function openHead(text: string, { fields, bodyOffset }: FrontMatter, names: DialectNames): Opened {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const step = fields ? stepOf(text, fields) : '  ';
  const ranks = new Ranks(names);
  const fences = findFences(text);
  if (!fields || fences.kind !== 'closed') {
    const keys = new Keys({ text, from: start, ranks, step }, new Map(), 'block');
    return { keys, step, edits: () => inNewFences(keys.edits(), text) };
  }
  const from = nextLine(text, fences.from);
  const braces = inBraces(text, from, fences.to);
  const keys = new Keys({ text, from, ranks, step }, fields, braces ? 'flow' : 'block', '', braces);
  const edits = (): Edit[] => {
    const made = keys.edits();
    const left = keys.isEmpty && applyEdits(text.slice(0, fences.to + 1), made).slice(from);
    // Front matter without keys is an error, so if nothing is left, the fences go too.
    return left !== false && /^\s*(?:\{\s*\}\s*)?$/.test(left) ? [cut(start, bodyOffset)] : made;
  };
  return { keys, step, edits };
}

/** Returns the text without these fields, whichever of their names are used, and without maps that hold nothing else. */
export function without(
  text: string,
  front: FrontMatter,
  names: DialectNames,
  fields: readonly CanonicalField[],
): string {
  const { keys, edits } = openHead(text, front, names);
  for (const name of fields.flatMap((field) => names.names.get(field) ?? [])) {
    const found = keys.find(name);
    found?.keys.take(found.field);
    keys.enter(name);
  }
  keys.removeEmptyMaps(true);
  return applyEdits(text, edits());
}

function inNewFences(lines: readonly Edit[], text: string): Edit[] {
  const [first] = lines;
  if (!first) return [];
  const eol = lineBreakBefore(text, first.from);
  const put = lines.map((line) => line.text).join('');
  return [{ ...first, text: `---${eol}${put}---${eol}` }];
}

/** Returns the indentation of inner maps in the card. */
function stepOf(text: string, fields: Fields): string {
  for (const { keyRange, range, value } of fields.values()) {
    if (!isMap(value) || text[range.from] === '{') continue;
    const step = indentOf(text, range.from).length - indentOf(text, keyRange.from).length;
    if (step > 0) return ' '.repeat(step);
  }
  return '  ';
}

/** Front matter may be a single map in braces: it is treated as the value of a key that does not exist. */
function inBraces(text: string, from: number, to: number): Field | null {
  const head = text.slice(from, to);
  const brace = from + head.length - head.trimStart().length;
  if (text[brace] !== '{') return null;
  const keyRange = { from: brace, to: brace, ...lineColumn(text, brace) };
  const end = text.lastIndexOf('}', to) + 1;
  return { key: '', keyRange, value: new Map(), range: { ...keyRange, to: end } };
}
