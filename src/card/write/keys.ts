/** Collects the keys to add to and remove from one map of the front matter, and makes the edits. */
import type { Edit } from '../card.js';
import { afterLine } from '../edit.js';
import { nextLine } from '../position.js';
import { isMap, type Field, type Fields } from '../value.js';
import { cutLines, indentOf, lineBreakBefore, withoutNull } from './lines.js';
import type { Ranks } from './ranks.js';
import { cutsInBraces, putsInBraces } from './braces.js';
import { groupsOf, type Group, type Put } from './spot.js';
import { blockEntry, isNested, type Content, type Context } from './yaml.js';

/** What all maps of one front matter have in common. */
export interface Head {
  readonly text: string;
  /** Offset of its first line. */
  readonly from: number;
  readonly ranks: Ranks;
  /** Indentation of an inner map. */
  readonly step: string;
}

export class Keys {
  readonly #inner = new Map<string, Keys>();
  readonly #gone = new Set<Field>();
  readonly #puts = new Map<string, Put>();

  /**
   * @param path the name that leads here, with a trailing dot; '' for the front matter itself
   * @param entry the key that holds the map; null for the front matter itself
   */
  constructor(
    readonly head: Head,
    readonly fields: Fields,
    readonly context: Context,
    readonly path = '',
    readonly entry: Field | null = null,
  ) {}

  /** Finds the field of a name, and the map that it is in. Like fieldAt, it tries a literal key first, then nested maps. */
  find(name: string): { readonly keys: Keys; readonly field: Field } | undefined {
    const field = this.fields.get(name);
    if (field) return { keys: this, field };
    for (const [head, rest] of splits(name)) {
      const found = isMap(this.fields.get(head)?.value) && this.#enter(head).find(rest);
      if (found) return found;
    }
    return undefined;
  }

  take(field: Field): void {
    this.#gone.add(field);
  }

  /** Enters the maps that a name leads through, so that removeEmptyMaps finds those that are empty. */
  enter(name: string): void {
    for (const [head, rest] of splits(name)) if (this.#leadsTo(head)) this.#enter(head).enter(rest);
  }

  /** Adds a key. Returns the key that is in the way of a map that is needed, or undefined if the content was added. */
  put(name: string, rank: number, content: Content): Field | undefined {
    for (const [head, rest] of splits(name)) {
      if (isMap(this.fields.get(head)?.value)) return this.#enter(head).put(rest, rank, content);
    }
    const [[head, rest] = [name, '']] = splits(name);
    if (rest !== '' && !this.#isLiteral(head)) {
      if (this.#leadsTo(head)) return this.#enter(head).put(rest, rank, content);
      const other = this.fields.get(head);
      if (other) return other;
      this.#add(head, this.head.ranks.of(this.path + head) ?? rank, nested(rest, content));
    } else {
      this.#add(name, rank, content);
    }
    return undefined;
  }

  /**
   * Removes maps that have nothing left; an empty map in braces stays.
   * @param all also removes maps in braces and keys without a value
   */
  removeEmptyMaps(all = false): void {
    for (const inner of this.#inner.values()) {
      inner.removeEmptyMaps(all);
      const { entry } = inner;
      const isBlock = inner.fields.size > 0 && inner.context === 'block';
      if (entry && inner.isEmpty && (all || isBlock)) this.#gone.add(entry);
    }
  }

  /** Whether no key stays and none is added. */
  get isEmpty(): boolean {
    return this.#puts.size === 0 && this.#kept.length === 0;
  }

  get #kept(): Field[] {
    return [...this.fields.values()].filter((field) => !this.#gone.has(field));
  }

  /** Edits of inner maps come first: if both are at the same place, their lines go above those that follow the map. */
  edits(): Edit[] {
    const inner = [...this.#inner.values()].filter(({ entry }) => !entry || !this.#gone.has(entry));
    return [
      ...inner.flatMap((keys) => keys.edits()),
      ...(this.context === 'flow' ? this.#inBraces() : this.#onLines()),
    ];
  }

  #leadsTo(key: string): boolean {
    const value = this.fields.get(key)?.value;
    return value === null || isMap(value);
  }

  #enter(key: string): Keys {
    const known = this.#inner.get(key);
    if (known) return known;
    const entry = this.fields.get(key) ?? null;
    const fields = isMap(entry?.value) ? entry.value : new Map<string, Field>();
    const inBraces = this.context === 'flow' || (entry !== null && this.head.text[entry.range.from] === '{');
    const keys = new Keys(this.head, fields, inBraces ? 'flow' : 'block', `${this.path}${key}.`, entry);
    this.#inner.set(key, keys);
    return keys;
  }

  /**
   * Whether a name with this beginning is a literal key with dots. Other tools have those: `ms.date` and all of its kind,
   * and any name next to a key with the same beginning.
   */
  #isLiteral(head: string): boolean {
    return head === 'ms' || [...this.fields.keys()].some((key) => key.startsWith(`${head}.`));
  }

  #add(key: string, rank: number, content: Content): void {
    const before = this.#puts.get(key);
    this.#puts.set(
      key,
      before ? { ...before, content: merged(before.content, content) } : { key, rank, content },
    );
  }

  #groups(): Group[] {
    const { path, context, head } = this;
    return groupsOf(this.#puts.values(), { path, context, kept: this.#kept, ranks: head.ranks });
  }

  #putLines(): Edit[] {
    const { text, step, from } = this.head;
    const { entry } = this;
    const start = entry ? nextLine(text, entry.keyRange.to) : from;
    const first = [...this.fields.values()][0];
    const outer = entry ? indentOf(text, entry.keyRange.from) + step : '';
    const indent = first ? indentOf(text, first.keyRange.from) : outer;
    const edits = this.#groups().map(([spot, puts]) => {
      const at = spot.side === 'start' ? start : afterLine(text, spot.at);
      const layout = { indent, step, eol: lineBreakBefore(text, at) };
      return { from: at, to: at, text: puts.map((put) => blockEntry(put.key, put.content, layout)).join('') };
    });
    return entry?.value === null && edits.length > 0 ? [...withoutNull(text, entry), ...edits] : edits;
  }

  #onLines(): Edit[] {
    return [...[...this.#gone].flatMap((field) => cutLines(this.head.text, field)), ...this.#putLines()];
  }

  #inBraces(): Edit[] {
    const { entry, head } = this;
    if (!entry) return [];
    const gone = [...this.fields.values()].flatMap((field, at) => (this.#gone.has(field) ? [at] : []));
    return [
      ...cutsInBraces(head.text, this.fields, entry, new Set(gone)),
      ...putsInBraces(entry, this.#groups()),
    ];
  }
}

/** Splits `a.b.c` into `a`, `b.c` and into `a.b`, `c`. */
function splits(name: string): [head: string, rest: string][] {
  const found: [string, string][] = [];
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    found.push([name.slice(0, dot), name.slice(dot + 1)]);
  }
  return found;
}

function nested(name: string, content: Content): Content {
  const [[head, rest] = [name, '']] = splits(name);
  return new Map([[head, rest === '' ? content : nested(rest, content)]]);
}

/** Merges two new maps. */
function merged(one: Content, other: Content): Content {
  if (!isNested(one) || !isNested(other)) return other;
  const both = new Map(one);
  for (const [key, content] of other) {
    const before = both.get(key);
    both.set(key, before === undefined ? content : merged(before, content));
  }
  return both;
}
