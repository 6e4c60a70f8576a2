/** Words and edits for what people get wrong in YAML: the message shows the line as it should be. */
import type { Edit, Problem } from './card.js';
import type { Position } from './position.js';

/** Line and column of an offset in the YAML. */
export type Place = (offset: number) => Position;

export function error(rule: string, message: string, { line, column }: Position, fix?: Edit): Problem {
  return { rule, severity: 'error', message, line, column, ...(fix && { fix }) };
}

/** Text as a double-quoted YAML scalar: JSON's escapes are a part of YAML's. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A piece of the card short enough for a message. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
