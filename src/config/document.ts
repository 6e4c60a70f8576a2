/** Reads a YAML or JSON file that must follow a schema: plain values, and each mistake with its line. */
import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair } from 'yaml';
import { emptyMap, NULL, RESERVED, stepsOf, type Plain, type PlainMap } from '../card/plain.js';
import { Lines, type Position } from '../card/position.js';
import { nearest } from '../card/nearest.js';
import { forbidden, lex, MANY_BLANKS } from '../card/yaml/guard.js';
import { KbError } from '../errors.js';
import { shortened } from '../text/shortened.js';
import type { Validator, Violation } from './validate.generated.js';

/** In UTF-16 units. */
const LONGEST = 1024 * 1024;
/** What a document must follow. */
export interface Rules {
  readonly validate: Validator;
  /** Path (`*` for any name) → keys allowed there. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** Path → description of what is expected there. */
  readonly expects: ReadonlyMap<string, string>;
}

/** A configuration file, read and checked. Further checks report through `wrong`. */
export class ConfigDocument {
  readonly #places = new Map<string, { key: number; value: number }>();
  readonly #mistakes: (Position & { message: string; hint: string | null })[] = [];
  #lines = new Lines('');

  /** @param file name of the file in messages */
  constructor(readonly file: string) {}

  /**
   * Reads the map in a text. Numbers are converted if the schema asks for them. Throws `KbError` (`config`) with all
   * mistakes.
   */
  read(text: string, { validate, keys, expects }: Rules): unknown {
    const yaml = text.replace(/^\uFEFF/, '');
    this.#lines = new Lines(yaml);
    const plain = this.#parse(yaml);
    this.check();
    if (!validate(plain)) {
      const seen = new Set<string>();
      for (const violation of [...(validate.errors ?? [])].sort(
        (a, b) => a.instancePath.length - b.instancePath.length,
      )) {
        this.#violated(violation, plain, keys, expects, seen);
      }
    }
    this.check();
    return plain;
  }

  /** Reports a wrong value, or a wrong key, at a path of keys. */
  wrong(
    path: readonly string[],
    message: string,
    { atKey = false, hint = null as string | null } = {},
  ): void {
    const place = this.#places.get(path.join('\0'));
    this.#mistake((atKey ? place?.key : place?.value) ?? 0, message, hint);
  }

  /** Returns the line of a key, counted from 1. */
  lineOf(path: readonly string[]): number {
    return this.#lines.at(this.#places.get(path.join('\0'))?.key ?? 0).line;
  }

  /**
   * Throws `KbError` (`config`) with all mistakes so far (at most ten in detail), in file order; does nothing if there
   * are none.
   */
  check(): void {
    if (this.#mistakes.length === 0) return;
    const sorted = this.#mistakes.sort((a, b) => a.line - b.line || a.column - b.column);
    const lines = sorted
      .slice(0, 10)
      .map(({ line, column, message }) => `${this.file}:${line}:${column} ${message}`);
    if (sorted.length > lines.length) lines.push(`and ${sorted.length - lines.length} more`);
    const hints = sorted.flatMap(({ hint }) => hint ?? []);
    throw new KbError('config', lines.join('\n'), hints.length > 0 ? hints.slice(0, 10).join('\n') : null);
  }

  #mistake(offset: number, message: string, hint: string | null = null): void {
    this.#mistakes.push({ ...this.#lines.at(offset), message, hint });
  }

  #parse(yaml: string): Plain {
    const nothing = emptyMap();
    const refused = this.#refusal(yaml);
    if (refused) {
      this.#mistakes.push({ ...refused, hint: null });
      return nothing;
    }
    const { errors, contents } = parseDocument(yaml, {
      schema: 'failsafe',
      prettyErrors: false,
      // The library compares each key with all others, which takes minutes for a long map. #entry looks keys up
      // instead.
      uniqueKeys: false,
    });
    for (const { pos, message } of errors) this.#mistake(pos[0], message.replace(/\n[\s\S]*/, ''));
    if (errors.length > 0 || contents === null) return nothing;
    if (isMap(contents)) return this.#plain(contents, []);
    if (!isScalar(contents) || !NULL.has(String(contents.value)))
      this.#mistake(0, 'expected `key: value` lines');
    return nothing;
  }

  /** Returns a problem with a text that the parser must not even see. */
  #refusal(yaml: string): (Position & { message: string }) | undefined {
    if (yaml.length > LONGEST) return { line: 1, column: 1, message: 'expected at most 1 MiB' };
    const blanks = MANY_BLANKS.exec(yaml);
    if (blanks) {
      return {
        ...this.#lines.at(blanks.index),
        message: 'expected at most 255 spaces and line breaks in a row',
      };
    }
    const [problem] = forbidden(yaml, lex(yaml), (offset) => this.#lines.at(offset));
    if (!problem) return undefined;
    const { line = 1, column = 1, rule, message } = problem;
    const feature =
      'anchors (&), aliases (*), tags (!) and directives (%) are not allowed; put quotes around text';
    return { line, column, message: rule === 'yaml-feature' ? feature : message };
  }

  #plain(node: Node | null, path: readonly string[]): Plain {
    if (isMap(node)) {
      const map = emptyMap();
      for (const pair of node.items as Pair<Node, Node | null>[]) this.#entry(pair, map, path);
      return map;
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        const at = (item as Node).range?.[0] ?? 0;
        this.#places.set([...path, String(index)].join('\0'), { key: at, value: at });
        return this.#plain(item as Node, [...path, String(index)]);
      });
    }
    if (!isScalar(node)) return null;
    const text = String(node.value);
    return node.type === 'PLAIN' && NULL.has(text) ? null : text;
  }

  #entry({ key, value }: Pair<Node, Node | null>, map: PlainMap, path: readonly string[]): void {
    const offset = key.range?.[0] ?? 0;
    const name = isScalar(key) ? String(key.value) : '';
    if (!isScalar(key) || RESERVED.has(name)) {
      const message = isScalar(key) ? `“${name}” cannot be the name of a key` : 'expected text as a key';
      this.#mistake(offset, message);
      return;
    }
    const place = [...path, name].join('\0');
    const first = this.#places.get(place);
    if (first) {
      this.#mistake(
        offset,
        `“${name}” appears again; the first is on line ${this.#lines.at(first.key).line}`,
      );
      return;
    }
    this.#places.set(place, { key: offset, value: value?.range?.[0] ?? offset });
    const plain = this.#plain(value, [...path, name]);
    // A key without a value keeps its default.
    if (plain !== null) map[name] = plain;
  }

  #violated(
    { instancePath, keyword, params, propertyName }: Violation,
    plain: Plain,
    keys: Rules['keys'],
    expects: Rules['expects'],
    seen: Set<string>,
  ): void {
    const path = stepsOf(instancePath);
    const expected = byPattern(expects, path) ?? 'something else';
    if (keyword === 'propertyNames') {
      const name = String(params['propertyName']);
      this.wrong([...path, name], `${path.join('.')}: expected ${expected}, found the name “${name}”`, {
        atKey: true,
      });
    }
    if (propertyName !== undefined || keyword === 'propertyNames') return;
    const unknown = params['additionalProperty'];
    if (typeof unknown === 'string') {
      const known = byPattern(keys, path) ?? [];
      const near = nearest(unknown, new Set(known));
      const also = near === undefined ? `, expected one of ${known.join(', ')}` : '';
      this.wrong([...path, unknown], `unknown key “${unknown}”${also}`, {
        atKey: true,
        hint: near === undefined ? null : `“${unknown}”: did you mean ${near}?`,
      });
      return;
    }
    // One message for a value is enough, and none is needed for what is inside a wrong value.
    if (
      keyword === 'if' ||
      [...seen].some(
        (other) => instancePath === other || (other !== '' && instancePath.startsWith(`${other}/`)),
      )
    )
      return;
    seen.add(instancePath);
    this.wrong(path, `${path.join('.')}: expected ${expected}, found ${shown(valueAt(plain, path))}`);
  }
}

/** Returns the entry of the longest pattern that a path begins with. */
function byPattern<T>(table: ReadonlyMap<string, T>, path: readonly string[]): T | undefined {
  let [best, length]: [T | undefined, number] = [undefined, -1];
  for (const [pattern, entry] of table) {
    const steps = pattern === '' ? [] : pattern.split('/');
    const fits =
      steps.length <= path.length && steps.every((step, index) => step === '*' || step === path[index]);
    if (fits && steps.length > length) [best, length] = [entry, steps.length];
  }
  return best;
}

/** Returns the value at a path, which the validator may have converted to a number. */
function valueAt(plain: unknown, path: readonly string[]): unknown {
  let value = plain;
  for (const step of path) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}

function shown(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return `“${shortened(String(value))}”`;
  if (typeof value !== 'object' || value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : 'a map';
}
