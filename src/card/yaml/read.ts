/** Reads the YAML of a front matter into fields with their places, or problems. Scalars stay text. */
import { Composer, Parser, isMap, isScalar, isSeq, type Document, type ParsedNode, type YAMLMap } from 'yaml';
import type { Problem, Range } from '../card.js';
import { shortened } from '../../text/shortened.js';
import { MOST_PROBLEMS, error, quoted, type PositionAt } from './words.js';
import { NULL, RESERVED } from '../plain.js';
import { endOfLine, type Lines } from '../position.js';
import type { Field, Fields, Node } from '../value.js';
import { explain, leavesShape } from './errors.js';
import { forbidden, lex, tooLong, type Lexeme } from './guard.js';

/** In one map. The total is limited by the length of the front matter. */
export const MOST_KEYS = 64;

export interface Yaml {
  /** Null if the text cannot be read as a single map. */
  readonly fields: Fields | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads YAML 1.2 without types, anchors, aliases, tags, directives and merge keys.
 * `base` is the offset of the YAML in the file that `lines` indexes.
 */
export function readYaml(yaml: string, base: number, lines: Lines): Yaml {
  const place: PositionAt = (offset) => lines.at(base + offset);
  const refuse = (...problems: Problem[]): Yaml => ({ fields: null, problems });
  const size = tooLong(yaml);
  if (size) return refuse(error('front-matter-size', size.message, place(size.at)));
  const lexemes = lex(yaml);
  const refused = forbidden(yaml, lexemes, place);
  if (refused.length > 0) return refuse(...refused);

  const [document, second] = compose(lexemes, yaml.length);
  if (second) {
    const end = lexemes.find(({ kind }) => kind === 'doc-end');
    const message = 'expected one document of "key: value" lines, found a second one';
    return refuse(error('front-matter-map', message, place(end?.from ?? 0)));
  }
  const errors = document?.errors ?? [];
  const problems = explain(errors, { yaml, base, lexemes, place });
  const contents = document?.contents;
  if (!isMap(contents)) {
    if (problems.length > 0) return refuse(...problems);
    if (!contents || (isScalar(contents) && contents.source === '')) {
      const message = 'expected "key: value" lines between the fences, as in "title: Refunds", found none';
      return refuse(error('front-matter-empty', message, { ...place(0), column: 1 }));
    }
    const found = isSeq(contents) ? 'a list' : shownText(contents);
    const message = `expected "key: value" lines, as in "title: Refunds", found ${found}`;
    return refuse(error('front-matter-map', message, place(contents.range[0])));
  }
  const reader = new Reader(yaml, base, lines);
  const fields = reader.map(contents);
  // After most syntax errors the parser guesses the structure, so problems found in its tree mean nothing.
  if (errors.every(leavesShape)) problems.push(...reader.problems.slice(0, MOST_PROBLEMS));
  const readable = errors.length === 0 && !reader.broken;
  return {
    fields: readable ? fields : null,
    problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}

function shownText(contents: ParsedNode): string {
  return quoted(shortened(isScalar(contents) ? contents.source : ''));
}

function compose(lexemes: readonly Lexeme[], length: number): Document.Parsed[] {
  const parser = new Parser();
  const composer = new Composer<ParsedNode>({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  function* tokens(): ReturnType<Parser['parse']> {
    for (const { source } of lexemes) yield* parser.next(source);
    yield* parser.end();
  }
  return [...composer.compose(tokens(), true, length)] as Document.Parsed[];
}

/** Turns the parser's tree into values, and collects problems with keys. */
class Reader {
  readonly problems: Problem[] = [];
  /** Set by a problem with a key. It makes everything unreadable, because it is unclear which key is meant. */
  broken = false;

  constructor(
    readonly yaml: string,
    readonly base: number,
    readonly lines: Lines,
  ) {}

  map(map: YAMLMap.Parsed): Map<string, Field> {
    const fields = new Map<string, Field>();
    if (map.items.length > MOST_KEYS) {
      const at = map.items[MOST_KEYS]?.key.range[0] ?? map.range[0];
      this.#break('front-matter-size', `a map has at most ${MOST_KEYS} keys`, at);
    }
    for (const { key, value } of map.items) {
      if (!isScalar(key) || typeof key.value !== 'string' || (key.type === 'PLAIN' && key.value === '')) {
        const found = this.yaml.slice(key.range[0], key.range[1]);
        const message = `a key is text, found ${quoted(found)}; put quotes around text that starts with [ or {`;
        this.#break('front-matter-yaml', message, key.range[0]);
        continue;
      }
      const name = key.value;
      if (name === '<<' && key.type === 'PLAIN') {
        this.#break(
          'yaml-feature',
          'a merge key (<<) is not allowed in a card; write the keys out',
          key.range[0],
        );
      } else if (RESERVED.has(name)) {
        this.#break('reserved-key', `"${name}" cannot be the name of a key`, key.range[0]);
      }
      const first = fields.get(name);
      if (first) {
        const message = `"${name}" appears again; the first is on line ${first.keyRange.line}`;
        this.#break('duplicate-key', message, key.range[0]);
        continue;
      }
      const keyRange = this.#range(key.range[0], key.range[1]);
      const node = value
        ? this.#node(value, `"${name}"`)
        : { value: null, range: this.#range(key.range[1], key.range[1]) };
      fields.set(name, { key: name, keyRange, ...node });
    }
    return fields;
  }

  /** `owner` says in messages whose value it is. */
  #node(node: ParsedNode, owner: string): Node {
    const [from, to] = node.range;
    if (isMap(node)) {
      const value = this.map(node);
      return { value, range: this.#range(from, node.flow ? to : this.#end([...value.values()], from)) };
    }
    if (isSeq(node)) {
      const value = node.items.map((item) => this.#node(item, `an item of ${owner}`));
      return { value, range: this.#range(from, node.flow ? to : this.#end(value, from)) };
    }
    if (!isScalar(node)) throw new TypeError('an alias passed the guard');
    const text = String(node.value);
    if (node.type === 'PLAIN' && NULL.has(text)) {
      this.#lostInComment(from, owner);
      return { value: null, range: this.#range(from, to) };
    }
    return {
      value: text,
      range: this.#range(from, node.type?.startsWith('BLOCK') ? this.#blockEnd(from, to) : to),
    };
  }

  /** Detects `owner_slack: #team`, where YAML takes the value for a comment. */
  #lostInComment(from: number, owner: string): void {
    const rest = this.yaml.slice(from, endOfLine(this.yaml, from)).trimEnd();
    if (!rest.startsWith('#')) return;
    const at = this.lines.at(this.base + from);
    if (!/^#[^\s#]/.test(rest)) {
      const message = `${owner} has no value: what follows # is a comment`;
      this.problems.push({ rule: 'unquoted-hash', severity: 'warning', message, ...at });
      return;
    }
    const comment = rest.search(/[ \t]#/);
    const value = (comment === -1 ? rest : rest.slice(0, comment)).trimEnd();
    const message = `${owner} has no value: text after # is a comment unless it is quoted: ${quoted(value)}`;
    const start = this.base + from;
    const fix = { from: start, to: start + value.length, text: quoted(value) };
    this.problems.push(error('unquoted-hash', message, at, fix));
  }

  #break(rule: string, message: string, at: number): void {
    this.broken = true;
    this.problems.push(error(rule, message, this.lines.at(this.base + at)));
  }

  #range(from: number, to: number): Range {
    return this.lines.range(this.base + from, this.base + to);
  }

  /** A block list or map ends with its last item; the parser's own end includes blank lines and comments. */
  #end(items: readonly Node[], from: number): number {
    return (items.at(-1)?.range.to ?? this.base + from) - this.base;
  }

  #blockEnd(from: number, to: number): number {
    const block = this.yaml.slice(from, to);
    if (block.slice(0, endOfLine(block, 0)).includes('+')) return to;
    return from + block.replace(/\r?\n$/, '').length;
  }
}
