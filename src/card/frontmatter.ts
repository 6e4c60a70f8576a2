/** The one importer of gray-matter: a card's file → its fields with their positions, its body, and what is wrong. */
import type { Problem, Range } from './card.js';

/** A YAML value as written: scalars stay text, an empty one is null. */
export type Value = string | null | readonly Node[] | ReadonlyMap<string, Field>;

export interface Node {
  readonly value: Value;
  readonly range: Range;
}

/** One key of a map with its value. */
export interface Field extends Node {
  readonly key: string;
  readonly keyRange: Range;
}

export interface FrontMatter {
  /** Null where the file has no front matter, or one that cannot be read (see unreadable). */
  readonly fields: ReadonlyMap<string, Field> | null;
  readonly body: string;
  /** Line of the file on which the body starts, from 1. */
  readonly bodyLine: number;
  /** Offset of the body in the decoded file. */
  readonly bodyOffset: number;
  /** One sentence; null where the front matter is readable or absent. */
  readonly unreadable: string | null;
  readonly problems: readonly Problem[];
}
