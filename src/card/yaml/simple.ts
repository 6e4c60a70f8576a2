/**
 * Reads the YAML that nearly all front matter consists of: keys with a text on their line, lists of such texts, maps of
 * them. This is twenty times as fast as the full parser, and a test checks that both agree. Anything not obviously simple
 * is left to the full parser.
 */
import { NULL, RESERVED } from '../plain.js';
import type { Lines } from '../position.js';
import type { Field, Fields, Node } from '../value.js';

/** A plain scalar: no YAML indicator at its start, no comment or colon that could end it, and no control characters. */
const PLAIN = String.raw`[^\0-\x20\x7f-\xa0\u2028\u2029\ufeff\-?:,[\]{}#&*!|>'"%@${'`'}~=](?:[^\0-\x1f\x7f-\x9f\u2028\u2029\ufeff:#]|:(?=[^\s,[\]{}]))*`;
const DOUBLE = String.raw`"[^"\\\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]*"`;
const SINGLE = String.raw`'[^'\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]*'`;
const WORD = String.raw`[A-Za-z0-9_][\w./-]*`;
const INSIDE = `(?:${WORD}|${DOUBLE}|${SINGLE})`;

const KEY = /([A-Za-z_][\w.-]*):/y;
const TEXT = new RegExp(`${DOUBLE}|${SINGLE}|${PLAIN}`, 'y');
const FLOW = new RegExp(String.raw`\[ *(?:${INSIDE} *(?:, *${INSIDE} *)*)?\]`, 'y');
const PART = new RegExp(INSIDE, 'g');
const BLANKS = / */y;

/** Limits beyond which the full parser decides: keys of a map, and maps inside each other. */
const MOST_KEYS = 64;
const DEEPEST = 4;

/**
 * Returns the same fields as readYaml, or null if the text is not simple.
 * @param from, to where the YAML is in the file that `lines` indexes
 */
export function readSimpleYaml(text: string, from: number, to: number, lines: Lines): Fields | null {
  const reader = new SimpleReader(text, from, to, lines);
  const fields = text.charAt(from) === '\n' ? reader.map(0, DEEPEST) : null;
  return fields !== null && reader.isAtEnd && fields.size > 0 ? fields : null;
}

class SimpleReader {
  /** At a line feed or at the end. */
  #at: number;

  constructor(
    readonly text: string,
    from: number,
    readonly to: number,
    readonly lines: Lines,
  ) {
    this.#at = from;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.to;
  }

  /** Reads a map whose keys are indented by `indent`; null if it is not simple. */
  map(indent: number, depth: number): Map<string, Field> | null {
    const fields = new Map<string, Field>();
    while (!this.isAtEnd && this.#indent() === indent) {
      const from = this.#at + 1 + indent;
      const key = match(KEY, this.text, from);
      const name = key.slice(0, -1);
      if (key === '' || fields.has(name) || fields.size === MOST_KEYS || RESERVED.has(name)) return null;
      const node = this.#value(from + key.length, indent, depth);
      if (node === null) return null;
      fields.set(name, { key: name, keyRange: this.lines.range(from, from + name.length), ...node });
    }
    return fields;
  }

  /** Reads what is after a colon. */
  #value(colon: number, indent: number, depth: number): Node | null {
    const from = colon + match(BLANKS, this.text, colon).length;
    if (this.text.charAt(from) !== '\n')
      return from === colon ? null : (this.#flow(from) ?? this.#scalar(from));
    if (from !== colon || from >= this.to || depth === 0) return null;
    this.#at = from;
    const inner = this.#indent();
    const start = this.#at + 1 + inner;
    if (this.text.startsWith('- ', start) && inner >= indent) return this.#list(inner, start);
    if (inner <= indent) return null;
    const value = this.map(inner, depth - 1);
    return value && value.size > 0 ? this.#whole(value, [...value.values()], start) : null;
  }

  #list(indent: number, start: number): Node | null {
    const items: Node[] = [];
    while (!this.isAtEnd && this.#indent() === indent) {
      const dash = this.#at + 1 + indent;
      if (!this.text.startsWith('- ', dash)) break;
      const item = this.#scalar(dash + 1 + match(BLANKS, this.text, dash + 1).length);
      if (item === null) return null;
      items.push(item);
    }
    return this.#whole(items, items, start);
  }

  #whole(value: Node['value'], parts: readonly Node[], from: number): Node {
    return { value, range: this.lines.range(from, parts.at(-1)?.range.to ?? from) };
  }

  #flow(from: number): Node | null {
    const list = match(FLOW, this.text, from);
    if (list === '' || !this.#endsAt(from + list.length)) return null;
    const value = [...list.matchAll(PART)].map((part) => this.#node(part[0], from + part.index));
    if (value.some((node) => node === null)) return null;
    return { value: value as Node[], range: this.lines.range(from, from + list.length) };
  }

  #scalar(from: number): Node | null {
    const found = match(TEXT, this.text, from);
    if (found === '' || found.endsWith(' ') || !this.#endsAt(from + found.length)) return null;
    return this.#node(found, from);
  }

  #node(found: string, from: number): Node | null {
    const isQuoted = /^["']/.test(found);
    if (!isQuoted && NULL.has(found)) return null;
    return {
      value: isQuoted ? found.slice(1, -1) : found,
      range: this.lines.range(from, from + found.length),
    };
  }

  /** Moves to `at`, and returns whether the line ends there. */
  #endsAt(at: number): boolean {
    this.#at = at;
    return at === this.to || (at < this.to && this.text.charAt(at) === '\n');
  }

  /** Returns the number of spaces at the start of the next line. */
  #indent(): number {
    return match(BLANKS, this.text, this.#at + 1).length;
  }
}

/** Returns what a sticky expression matches at an offset; '' for nothing. */
function match(expression: RegExp, text: string, at: number): string {
  expression.lastIndex = at;
  return expression.exec(text)?.[0] ?? '';
}
