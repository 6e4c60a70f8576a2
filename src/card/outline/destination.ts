/** Destinations and titles of links, and link reference definitions. */
import { isPunctuation, NEWLINE, SPACE, TAB, unescape } from './characters.js';

const MOST_PARENTHESES = 32;

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== NEWLINE && code !== TAB) break;
  }
  return at;
}

/** Returns the end of the destination that starts at `from`, or -1 if there is none. */
function destinationEnd(text: string, from: number): number {
  if (text[from] === '<') {
    for (let at = from + 1; at < text.length; at += 1) {
      const character = text[at];
      if (character === '>') return at + 1;
      if (character === '<' || character === '\n') return -1;
      if (character === '\\' && text[at + 1] !== '\n') at += 1;
    }
    return -1;
  }
  let open = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === 127) break;
    if (code === 92) {
      if (isPunctuation(text.charCodeAt(at + 1))) at += 1;
    } else if (code === 40) {
      open += 1;
      if (open > MOST_PARENTHESES) return -1;
    } else if (code === 41) {
      if (open === 0) break;
      open -= 1;
    }
  }
  return open > 0 ? -1 : at;
}

/** Returns the end of the quoted title that starts at `from`, or -1 if there is none. */
function titleEnd(text: string, from: number): number {
  const opening = text[from];
  const closing = opening === '(' ? ')' : opening;
  if (closing !== '"' && closing !== "'" && closing !== ')') return -1;
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === closing) return at + 1;
    if (character === '(' && opening === '(') return -1;
    if (character === '\\') at += 1;
  }
  return -1;
}

function written(text: string, from: number, to: number): string {
  return unescape(text[from] === '<' ? text.slice(from + 1, to - 1) : text.slice(from, to));
}

export interface Destination {
  readonly target: string;
  /** Offset after the whole `(target "title")` or label. */
  readonly end: number;
  /** Offsets of the address as written, including angle brackets; both 0 if it is written elsewhere. */
  readonly from: number;
  readonly to: number;
}

/** Returns the `(target "title")` whose parenthesis opens at `from`, or null if it is not one. */
export function inlineDestination(text: string, from: number): Destination | null {
  const start = skipBlanks(text, from + 1);
  if (text[start] === ')') return { target: '', end: start + 1, from: start, to: start };
  const end = destinationEnd(text, start);
  if (end < 0) return null;
  let at = skipBlanks(text, end);
  if (at > end && text[at] !== ')') {
    const title = titleEnd(text, at);
    if (title < 0) return null;
    at = skipBlanks(text, title);
  }
  return text[at] === ')' ? { target: written(text, start, end), end: at + 1, from: start, to: end } : null;
}

/** Normalizes a label for the comparison of definitions and references: ignores case and the amount of white space. */
export function normalLabel(label: string): string {
  return label
    .replace(/[ \t\n]+/g, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase();
}

const LABEL = /\[((?:[^\\[\]]|\\[^]){1,999})\]:/y;

/** A link reference definition: `[label]: address`. */
export interface Definition {
  readonly target: string;
  /** The paragraph that the definition is in, and the line on which that starts. */
  readonly text: string;
  readonly line: number;
  /** Offsets of the address in the paragraph, including angle brackets. */
  readonly from: number;
  readonly to: number;
}

/**
 * Moves the definitions at the start of a paragraph, which begins on `line`, into `definitions` (the first with a name
 * counts). Returns the offset of the rest.
 */
export function takeDefinitions(text: string, line: number, definitions: Map<string, Definition>): number {
  let from = 0;
  while (text[from] === '[') {
    LABEL.lastIndex = from;
    const label = LABEL.exec(text)?.[1];
    if (label === undefined || label.trim() === '') break;
    const start = skipBlanks(text, LABEL.lastIndex);
    const end = destinationEnd(text, start);
    if (end <= start) break;
    const ends = definitionEnd(text, end);
    if (ends < 0) break;
    const name = normalLabel(label);
    if (!definitions.has(name)) {
      definitions.set(name, { target: written(text, start, end), text, line, from: start, to: end });
    }
    from = skipBlanks(text, ends);
  }
  return from;
}

/**
 * Returns the end of a definition whose destination ends at `from`, or -1: after its title if it has one, and at the end
 * of a line.
 */
function definitionEnd(text: string, from: number): number {
  const next = skipBlanks(text, from);
  if (next > from) {
    const title = titleEnd(text, next);
    if (title >= 0 && lineEnd(text, title) >= 0) return lineEnd(text, title);
  }
  return lineEnd(text, from);
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at += 1;
  return at >= text.length || text.charCodeAt(at) === NEWLINE ? at : -1;
}
