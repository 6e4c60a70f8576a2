/** Limits what YAML may be used in a card. Checks the lexemes, before a parser can be made to build something huge or deep. */
import { CST, Lexer } from 'yaml';
import type { Problem } from '../card.js';
import { MOST_PROBLEMS, entryAt, error, shown, type PositionAt } from './words.js';

/** In UTF-16 units. */
export const LONGEST_FRONT_MATTER = 64 * 1024;
/** Too many blanks and line breaks in a row: gray-matter and YAML's lexer take quadratic time, which is seconds for 64 KiB. */
export const MANY_BLANKS = /\s{256}/;
/** Depth of lists and maps inside each other, counted by brackets and by indentation. */
export const DEEPEST_NESTING = 20;

/** A piece of the YAML as split by the lexer. A marker has no place in the text. */
export interface Lexeme {
  readonly kind: CST.TokenType | 'marker';
  readonly source: string;
  /** Offset in the YAML. */
  readonly from: number;
}

const FEATURES = new Map<Lexeme['kind'], string>([
  ['anchor', 'an anchor (&)'],
  ['alias', 'an alias (*)'],
  ['tag', 'a tag (!)'],
  ['directive-line', 'a directive (%)'],
]);

/** Returns why, and where, the text between the fences is too long for any reader; undefined if it is not. */
export function tooLong(yaml: string): { message: string; at: number } | undefined {
  if (yaml.length > LONGEST_FRONT_MATTER) {
    return { message: `front matter is at most ${LONGEST_FRONT_MATTER / 1024} KiB long`, at: 0 };
  }
  const blanks = MANY_BLANKS.exec(yaml);
  return blanks
    ? { message: 'front matter has at most 255 spaces and line breaks in a row', at: blanks.index }
    : undefined;
}

export function lex(yaml: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let from = 0;
  let scalarNext = false;
  for (const source of new Lexer().lex(yaml)) {
    const kind: Lexeme['kind'] = scalarNext ? 'scalar' : (CST.tokenType(source) ?? 'marker');
    const marker: boolean =
      !scalarNext && (kind === 'scalar' || kind === 'doc-mode' || kind === 'flow-error-end');
    scalarNext = marker && kind === 'scalar';
    lexemes.push({ kind: marker ? 'marker' : kind, source, from });
    if (!marker) from += source.length;
  }
  return lexemes;
}

/** Returns problems for anchors, aliases, tags, directives, and nesting deeper than DEEPEST_NESTING. */
export function forbidden(yaml: string, lexemes: readonly Lexeme[], place: PositionAt): Problem[] {
  const problems: Problem[] = [];
  for (const { kind, source, from } of lexemes) {
    const feature = FEATURES.get(kind);
    if (feature === undefined || problems.length === MOST_PROBLEMS) continue;
    const entry = entryAt(yaml, from);
    const whole = entry && from >= entry.from && !/^["'[{]/.test(entry.value);
    const text = whole ? `${entry.key}: ${shown(entry.value)}` : shown(source);
    const message = `${feature} is not allowed in a card; put quotes around text: ${text}`;
    problems.push(error('yaml-feature', message, place(from)));
  }
  const deep = tooDeep(lexemes);
  if (deep !== undefined) {
    const message = `lists and maps can be nested at most ${DEEPEST_NESTING} deep`;
    problems.push(error('front-matter-size', message, place(deep)));
  }
  return problems;
}

/** Returns where nesting first exceeds the limit. Indentation may count a line too many as a level, but never misses one. */
function tooDeep(lexemes: readonly Lexeme[]): number | undefined {
  const indents: number[] = [];
  let brackets = 0;
  let lineStart = 0;
  /** Whether the line has only indicators (`-`, `?`, `:`) so far: what follows opens a level at its column. */
  let opens = true;
  for (const { kind, source, from } of lexemes) {
    if (kind === 'marker' || kind === 'space' || kind === 'comment') continue;
    if (kind === 'flow-seq-start' || kind === 'flow-map-start') brackets += 1;
    if (kind === 'flow-seq-end' || kind === 'flow-map-end') brackets = Math.max(0, brackets - 1);
    if (opens && kind !== 'newline') {
      const column = from - lineStart;
      while (indents.length > 0 && (indents.at(-1) ?? 0) >= column) indents.pop();
      indents.push(column);
      opens = kind === 'seq-item-ind' || kind === 'explicit-key-ind' || kind === 'map-value-ind';
    }
    if (indents.length + brackets > DEEPEST_NESTING) return from;
    if (source.includes('\n')) {
      lineStart = from + source.lastIndexOf('\n') + 1;
      opens = source.endsWith('\n');
    }
  }
  return undefined;
}
