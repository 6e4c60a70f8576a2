/** The parser's errors in the words of somebody who writes cards: what was expected, and the line as it should be. */
import type { YAMLError } from 'yaml';
import type { Problem } from './card.js';
import { error, quoted, shortened, type Place } from './mistake.js';
import { endOfLine } from './position.js';
import type { Lexeme } from './yaml-guard.js';

export interface Source {
  readonly yaml: string;
  /** Offset of the YAML in the file. */
  readonly base: number;
  readonly lexemes: readonly Lexeme[];
  readonly place: Place;
}

/** Whether the tree behind an error is the one that the author meant. */
export function leavesShape({ code }: YAMLError): boolean {
  return code === 'BAD_SCALAR_START' || code === 'BAD_DQ_ESCAPE';
}

/**
 * All mistakes that can be told for certain; where there are none, the first error.
 * What the parser says after an error is often only its echo.
 */
export function explain(errors: readonly YAMLError[], source: Source): Problem[] {
  const [first] = errors;
  if (!first) return [];
  const named: Problem[] = [];
  const unquoted = [...errors.map((each) => missingQuotes(each, source)), ...hashesInLists(source)];
  for (const problem of [...unquoted, ...errors.map((each) => known(each, source))]) {
    if (problem && !named.some((other) => overlap(other, problem))) named.push(problem);
  }
  return named.length > 0 ? named : [unknown(first, source)];
}

/** A value that YAML reads as something else unless it is quoted: `@alice`, `FAQ: Opta`. */
function missingQuotes(
  { code, pos }: YAMLError,
  { yaml, base, lexemes, place }: Source,
): Problem | undefined {
  const [at] = pos;
  const fix = (value: string): Problem['fix'] => ({
    from: base + at,
    to: base + at + value.length,
    text: quoted(value),
  });
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    const entry = entryAt(yaml, at);
    if (entry?.from !== at || !/:(?:[ \t]|$)/.test(entry.value) || /^["'[{]/.test(entry.value))
      return undefined;
    const message = `a value with ": " in it needs quotes: ${entry.key}: ${shown(entry.value)}`;
    return error('unquoted-colon', message, place(at), fix(entry.value));
  }
  if (code === 'BAD_SCALAR_START') {
    const value = lexemes.find(({ kind, from }) => kind === 'scalar' && from === at)?.source ?? '';
    if (value === '' || value.includes('\n')) return undefined;
    const sign = value.charAt(0);
    const key = entryAt(yaml, at);
    const example = key?.from === at ? `${key.key}: ${shown(value)}` : shown(value);
    const rule = sign === '@' || sign === '`' ? 'unquoted-at' : 'front-matter-yaml';
    return error(rule, `a value that begins with ${sign} needs quotes: ${example}`, place(at), fix(value));
  }
  return undefined;
}

/** `[#a, #b]`: the rest of the line is a comment to YAML, the closing bracket too. */
function hashesInLists({ yaml, base, lexemes, place }: Source): Problem[] {
  const problems: Problem[] = [];
  let brackets = 0;
  for (const { kind, source, from } of lexemes) {
    if (kind === 'flow-seq-start') brackets += 1;
    if (kind === 'flow-seq-end') brackets -= 1;
    if (kind === 'marker' && source === FLOW_ERROR_END) brackets = 0;
    if (kind !== 'comment' || brackets <= 0 || !/^#[^\s#]/.test(source)) continue;
    const end = source.indexOf(']');
    const items = end === -1 ? source : source.slice(0, end);
    const text = items.split(',').map(quoteHash).join(',');
    const fix = end === -1 ? undefined : { from: base + from, to: base + from + items.length, text };
    const message = `text after # is a comment unless it is quoted: ${shortened(text.trim())}`;
    problems.push(error('unquoted-hash', message, place(from), fix));
  }
  return yaml === '' ? [] : problems;
}

const FLOW_ERROR_END = '\u0018';

function quoteHash(item: string): string {
  const text = item.trim();
  return text.startsWith('#') ? item.replace(text, () => quoted(text)) : item;
}

function known({ code, pos }: YAMLError, { yaml, place }: Source): Problem | undefined {
  const [at] = pos;
  if (code === 'TAB_AS_INDENT')
    return error('tab-indentation', 'indent with blanks: YAML allows no tabs', place(at));
  if (code === 'BAD_DQ_ESCAPE') {
    const found = yaml.slice(at, at + 2);
    const message = `${quoted(found)} means nothing in double quotes; write \\\\ for a backslash, or use single quotes`;
    return error('front-matter-yaml', message, place(at));
  }
  return undefined;
}

/** An error that has no better name, at the place where its cause stands. */
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
  if (code === 'BAD_INDENT') return name('expected the same indentation as the keys above', at);
  if (at >= entry.from && entry.value !== '') {
    const said = /^["']/.test(entry.value)
      ? 'text after a closing quote'
      : 'this value is not plain text to YAML';
    return name(`${said}; put quotes around all of it: ${entry.key}: ${shown(entry.value)}`, at);
  }
  return name(`expected "key: value", as in "title: Refunds": ${message}`, at);
}

interface Entry {
  readonly key: string;
  /** The rest of the line without its comment; '' where there is none. */
  readonly value: string;
  /** Offset of the value. */
  readonly from: number;
}

/** The line around an offset, taken as `key: value`. */
function entryAt(yaml: string, offset: number): Entry | undefined {
  const start = startOfLine(yaml, offset);
  const line = yaml.slice(start, endOfLine(yaml, offset));
  const colon = line.search(/:(?=\s|$)/);
  if (colon === -1) return undefined;
  const rest = line.slice(colon + 1);
  const comment = rest.search(/[ \t]#/);
  const value = comment === -1 ? rest : rest.slice(0, comment);
  const from = start + colon + 1 + (value.length - value.trimStart().length);
  return {
    key: line
      .slice(0, colon)
      .trim()
      .replace(/^(?:- +)+/, ''),
    value: value.trim(),
    from,
  };
}

function startOfLine(yaml: string, offset: number): number {
  return offset === 0 ? 0 : yaml.lastIndexOf('\n', offset - 1) + 1;
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

function shown(value: string): string {
  return quoted(shortened(value));
}

/** Fixes of one run must not touch the same text. */
function overlap({ fix: a, ...one }: Problem, { fix: b, ...other }: Problem): boolean {
  if (!a || !b) return one.line === other.line && one.column === other.column;
  return a.from < b.to && b.from < a.to;
}
