/** Explains the YAML parser's errors to authors of cards: what was expected, and how the line should look. */
import type { YAMLError } from 'yaml';
import type { Edit, Problem } from '../card.js';
import { shortened } from '../../text/shortened.js';
import {
  MOST_PROBLEMS,
  entryAt,
  error,
  quoted,
  shown,
  startOfLine,
  type Entry,
  type PositionAt,
} from './words.js';
import { endOfLine, nextLine, type Position } from '../position.js';
import type { Lexeme } from './guard.js';

export interface Source {
  readonly yaml: string;
  /** Offset of the YAML in the file. */
  readonly base: number;
  readonly lexemes: readonly Lexeme[];
  readonly place: PositionAt;
}

/** Whether the tree still has the structure that the author meant despite the error. */
export function leavesShape({ code }: YAMLError): boolean {
  return code === 'BAD_SCALAR_START' || code === 'BAD_DQ_ESCAPE';
}

/**
 * Returns all mistakes that are certain; if there are none, the first error. Later errors of the parser are often only
 * consequences of the first.
 */
export function explain(all: readonly YAMLError[], source: Source): Problem[] {
  // The work for each error grows with the text, and a hostile text has many.
  const errors = all.slice(0, MOST_PROBLEMS);
  const [first] = errors;
  if (!first) return [];
  const named: Problem[] = [];
  const unquoted = [
    ...errors.map((each) => missingQuotes(each, source)),
    ...hashesInLists(source).slice(0, MOST_PROBLEMS),
  ];
  for (const problem of [...unquoted, ...errors.map((each) => known(each, source))]) {
    if (problem && !named.some((other) => overlap(other, problem))) named.push(problem);
  }
  return named.length > 0 ? named : [unknown(first, source)];
}

/** Detects a value that YAML misreads unless it is quoted: `@alice`, `FAQ: Opta`. */
function missingQuotes(
  { code, pos }: YAMLError,
  { yaml, base, lexemes, place }: Source,
): Problem | undefined {
  const [at] = pos;
  const line = entryAt(yaml, at);
  const entry = line?.from === at ? line : undefined;
  const from = base + at;
  const wrap = (value: string): Edit => ({ from, to: from + value.length, text: quoted(value) });
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    if (!entry || !/:(?:[ \t]|$)/.test(entry.value) || /^["'[{]/.test(entry.value)) return undefined;
    const message = `a value with ": " in it needs quotes: ${entry.key}: ${shown(entry.value)}`;
    return error(
      'unquoted-colon',
      message,
      place(at),
      goesOn(yaml, at, entry) ? undefined : wrap(entry.value),
    );
  }
  if (code === 'BAD_SCALAR_START') {
    const value = lexemes.find(({ kind, from: start }) => kind === 'scalar' && start === at)?.source ?? '';
    const sign = value.charAt(0);
    const rule = sign === '@' || sign === '`' ? 'unquoted-at' : 'front-matter-yaml';
    const example = entry ? `${entry.key}: ${shown(entry.value)}` : shown(value);
    const message = `a value that begins with ${sign} needs quotes: ${example}`;
    return error(rule, message, place(at), value.includes('\n') ? undefined : wrap(value));
  }
  return undefined;
}

/** Whether the value of an entry has more lines, that is, whether the next line is indented further than the key. */
function goesOn(yaml: string, at: number, { column }: Entry): boolean {
  const next = yaml.slice(endOfLine(yaml, at) + 1, endOfLine(yaml, nextLine(yaml, at)));
  return next.trim() !== '' && next.length - next.trimStart().length >= column;
}

/** Detects `[#a, #b]`: to YAML the rest of the line is a comment, including the closing bracket, so the list has no end. */
function hashesInLists({ base, lexemes, place }: Source): Problem[] {
  const problems: Problem[] = [];
  let inside: Problem[] = [];
  let brackets = 0;
  for (const { kind, source, from } of lexemes) {
    if (kind === 'flow-seq-start' || kind === 'flow-map-start') brackets += 1;
    else if (kind === 'flow-seq-end' || kind === 'flow-map-end') brackets -= 1;
    else if (kind === 'comment' && brackets > 0 && /^#[^\s#]/.test(source)) {
      inside.push(hashInList(source, base + from, place(from)));
    }
    const cut = kind === 'marker' && source === FLOW_ERROR_END;
    if (cut) problems.push(...inside);
    if (cut || brackets <= 0) {
      inside = [];
      brackets = 0;
    }
  }
  return [...problems, ...inside];
}

function hashInList(comment: string, from: number, at: Position): Problem {
  const end = comment.indexOf(']');
  const items = end === -1 ? comment : comment.slice(0, end);
  const text = items.split(',').map(quoteHash).join(',');
  const message = `text after # is a comment unless it is quoted: ${shortened(text.trim())}`;
  const fix = { from, to: from + items.length, text };
  return error('unquoted-hash', message, at, end === -1 ? undefined : fix);
}

/** The lexer's token for a list or map in brackets that is not closed. */
const FLOW_ERROR_END = '\u0018';

function quoteHash(item: string): string {
  const text = item.trim();
  return text.startsWith('#') ? item.replace(text, () => quoted(text)) : item;
}

function known({ code, pos }: YAMLError, { yaml, place }: Source): Problem | undefined {
  const [at] = pos;
  if (code === 'TAB_AS_INDENT')
    return error('tab-indentation', 'indent with spaces: YAML allows no tabs', place(at));
  if (code === 'BAD_DQ_ESCAPE') {
    const message = `"${yaml.slice(at, at + 2)}" has no meaning in double quotes; write \\\\ for a backslash, or use single quotes`;
    return error('front-matter-yaml', message, place(at));
  }
  return undefined;
}

/** An error without a better explanation, at the place of its cause. */
function unknown({ code, pos, message }: YAMLError, { yaml, lexemes, place }: Source): Problem {
  const name = (what: string, at: number): Problem => error('front-matter-yaml', what, place(at));
  const quote = lexemes.find(({ kind, source }) => kind.endsWith('quoted-scalar') && !isClosed(source));
  if (quote) return name(`expected a closing ${quote.source.charAt(0)}, found the end`, quote.from);
  const bracket = unclosed(lexemes);
  if (bracket) {
    const close = bracket.kind === 'flow-seq-start' ? ']' : '}';
    return name(
      `expected a closing ${close} for this ${bracket.source}, as in "tags: [refunds, stripe]"`,
      bracket.from,
    );
  }
  const at = pos[0] === yaml.length ? yaml.trimEnd().length : pos[0];
  const entry = entryAt(yaml, at);
  if (!entry) {
    const line = yaml.slice(startOfLine(yaml, at), endOfLine(yaml, at)).trim();
    const glued = /^([\w.-]+):(\S.*)$/.exec(line);
    const example = glued?.[1] && glued[2] ? `${glued[1]}: ${shortened(glued[2])}` : 'title: Refunds';
    return name(`expected "key: value", as in "${example}", found "${shortened(line)}"`, at);
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !/[:"'[{]/.test(entry.value)) {
    const message = `this line continues "${entry.key}" and has ": " in it: put quotes around the whole value, or start the line at the margin`;
    return name(message, nextLine(yaml, at));
  }
  if (code === 'BAD_INDENT') return name('expected the same indentation as the keys above', at);
  if (at >= entry.from && entry.value !== '') {
    const reason = /^["']/.test(entry.value)
      ? 'text after the closing quote'
      : 'YAML does not read this value as plain text';
    return name(`${reason}; put quotes around all of it: ${entry.key}: ${shown(entry.value)}`, at);
  }
  return name(`expected "key: value", as in "title: Refunds": ${message}`, at);
}

function isClosed(quote: string): boolean {
  const sign = quote.charAt(0);
  return quote.length > 1 && quote.endsWith(sign);
}

function unclosed(lexemes: readonly Lexeme[]): Lexeme | undefined {
  const open: Lexeme[] = [];
  for (const lexeme of lexemes) {
    if (lexeme.kind === 'flow-seq-start' || lexeme.kind === 'flow-map-start') open.push(lexeme);
    if (lexeme.kind === 'flow-seq-end' || lexeme.kind === 'flow-map-end') open.pop();
  }
  return open[0];
}

/** Whether two problems are at the same place, or have fixes that touch the same text and so cannot be applied together. */
function overlap({ fix: a, ...one }: Problem, { fix: b, ...other }: Problem): boolean {
  if (!a || !b) return one.line === other.line && one.column === other.column;
  return a.from < b.to && b.from < a.to;
}
