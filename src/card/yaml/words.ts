/** Helpers for messages and fixes about mistakes in YAML; a message shows the line as it should be. */
import type { Edit, Problem } from '../card.js';
import { endOfLine, type Position } from '../position.js';
import { shortened } from '../../text/shortened.js';

/** Returns the line and column of an offset in the YAML. */
export type PositionAt = (offset: number) => Position;

/** At most this many problems of one kind are reported for a file. */
export const MOST_PROBLEMS = 32;

export function error(rule: string, message: string, { line, column }: Position, fix?: Edit): Problem {
  return { rule, severity: 'error', message, line, column, ...(fix && { fix }) };
}

/** Formats a text as a double-quoted YAML scalar. JSON's escapes are a subset of YAML's. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Quotes and shortens a value for a message. */
export function shown(value: string): string {
  return quoted(shortened(value));
}

/** A line of YAML read as `key: value`, however malformed. */
export interface Entry {
  readonly key: string;
  /** Column of the key, counted from 1. */
  readonly column: number;
  /** The rest of the line without its comment; '' if there is none. */
  readonly value: string;
  /** Offset of the value. */
  readonly from: number;
}

/** Splits the line around an offset at its first colon that is followed by a blank or the end of the line. */
export function entryAt(yaml: string, offset: number): Entry | undefined {
  const start = startOfLine(yaml, offset);
  const line = yaml.slice(start, endOfLine(yaml, offset));
  const colon = line.search(/:(?=\s|$)/);
  if (colon === -1) return undefined;
  const column = (/^[ \t]*(?:- +)*/.exec(line)?.[0].length ?? 0) + 1;
  const rest = line.slice(colon + 1);
  const comment = rest.search(/[ \t]#/);
  const value = comment === -1 ? rest : rest.slice(0, comment);
  const from = start + colon + 1 + (value.length - value.trimStart().length);
  return { key: line.slice(column - 1, colon).trim(), column, value: value.trim(), from };
}

export function startOfLine(yaml: string, offset: number): number {
  return offset === 0 ? 0 : yaml.lastIndexOf('\n', offset - 1) + 1;
}
