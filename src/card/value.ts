/** Values in front matter: text, lists and maps, each with its place in the file. */
import type { Range } from './card.js';

/**
 * A YAML value as written: every scalar is text (`no`, `012`, `1.10`, `12:30`), with quotes and escapes resolved.
 * An empty value, a plain `null` and a plain `~` are null.
 */
export type Value = string | null | readonly Node[] | Fields;

export interface Node {
  readonly value: Value;
  /**
   * From the first to the last character of the value, including quotes, without the line break and comment (only a block
   * scalar with `+` includes its line breaks). For an empty value, the empty range where it would be.
   */
  readonly range: Range;
}

/** A key of a map with its value. */
export interface Field extends Node {
  readonly key: string;
  readonly keyRange: Range;
}

/** A map in file order. */
export type Fields = ReadonlyMap<string, Field>;

export function isMap(value: Value | undefined): value is Fields {
  return value instanceof Map;
}

/** Whether the value is a list. */
export function isItems(value: Value | undefined): value is readonly Node[] {
  return Array.isArray(value);
}
