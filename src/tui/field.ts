/** A single-line text field: its text, its cursor and editing commands. */
import { graphemes } from '../format/segments.js';
import type { Command } from './keys.js';

export interface Field {
  readonly text: string;
  /** Cursor position in UTF-16 units, never inside a grapheme. */
  readonly at: number;
}

export const EMPTY: Field = { text: '', at: 0 };
/** Maximum length in UTF-16 units; longer text is cut off. */
const LONGEST = 2000;

export function fieldOf(text: string): Field {
  return { text, at: text.length };
}

/** Inserts text at the cursor. Line breaks and other control characters (from a paste) become spaces. */
export function typed({ text, at }: Field, more: string): Field {
  const added = more.replace(/\p{Cc}+/gu, ' ').slice(0, Math.max(0, LONGEST - text.length));
  return { text: text.slice(0, at) + added + text.slice(at), at: at + added.length };
}

/** Applies an editing command; null for any other command. */
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
