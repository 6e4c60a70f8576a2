/** A line of text that is typed in, and its cursor. */
import { graphemes } from '../format/segments.js';
import type { Command } from './keys.js';

export interface Field {
  readonly text: string;
  /** Where the cursor stands: UTF-16 units, never inside of a character that is seen as one. */
  readonly at: number;
}

export const EMPTY: Field = { text: '', at: 0 };
/** What nobody types is cut off. */
const LONGEST = 2000;

export function fieldOf(text: string): Field {
  return { text, at: text.length };
}

/** With text at the cursor. Line breaks and other controls of what was pasted become blanks. */
export function typed({ text, at }: Field, more: string): Field {
  const added = more.replace(/\p{Cc}+/gu, ' ').slice(0, Math.max(0, LONGEST - text.length));
  return { text: text.slice(0, at) + added + text.slice(at), at: at + added.length };
}

/** After a command about the line; null for any other. */
export function edited({ text, at }: Field, command: Command): Field | null {
  const before = text.slice(0, at);
  const after = text.slice(at);
  switch (command) {
    case 'left':
      return { text, at: at - lastOf(before).length };
    case 'right':
      return { text, at: at + firstOf(after).length };
    case 'start':
      return { text, at: 0 };
    case 'end':
      return { text, at: text.length };
    case 'erase':
      return without(text, at - lastOf(before).length, at);
    case 'erase-next':
      return without(text, at, at + firstOf(after).length);
    case 'erase-word':
      return without(text, before.trimEnd().search(/\S*$/), at);
    case 'erase-line':
      return without(text, 0, at);
    default:
      return null;
  }
}

function without(text: string, from: number, to: number): Field {
  return { text: text.slice(0, from) + text.slice(to), at: from };
}

function firstOf(text: string): string {
  for (const grapheme of graphemes(text)) return grapheme;
  return '';
}

function lastOf(text: string): string {
  let last = '';
  for (const grapheme of graphemes(text)) last = grapheme;
  return last;
}
