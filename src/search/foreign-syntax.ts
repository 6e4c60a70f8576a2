/** Translates habits from other query languages (`AND`, `tags:`) into kb's, for hints. Nothing is translated unasked. */
import { chunks, type Chunk } from './chunks.js';
import { QUERY_CAPS } from './query.js';

/** What a query probably means. */
export interface Translation {
  /** The parts that kb does not know, as typed: `NOT`, `tags:`. */
  readonly habits: readonly string[];
  readonly query: string;
}

const OPERATORS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);
/** Keys of other query languages → the same in kb's. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['tags', 'tag:'],
  ['owners', 'owner:'],
  ['kinds', 'kind:'],
  ['type', 'kind:'],
  ['language', 'lang:'],
  ['title', 'in:title '],
]);
const KEYED = /^([a-z]+):(?=[^\s/\\:])/i;

/** Returns the query in kb's language; null if nothing in it looks like another one. */
export function translated(text: string): Translation | null {
  const parts = [...chunks(text.slice(0, QUERY_CAPS.text))];
  const habits = new Set<string>();
  const words: string[] = [];
  const operators = areOperators(parts);
  for (const [at, part] of parts.entries()) {
    const [before, after] = [parts[at - 1], parts[at + 1]];
    if (operators && isOperator(part)) habits.add(part.written);
    else if (operators && before?.written === 'NOT') words.push(signed('-', part));
    else if (operators && (before?.written === 'AND' || isJoined(after, parts[at + 2])))
      words.push(signed('+', part));
    else words.push(withOurKey(part, habits));
  }
  return habits.size === 0 ? null : { habits: [...habits], query: words.join(' ') };
}

/** Returns the query with its required phrases as plain words; null if it has none. */
export function loosened(text: string): string | null {
  const parts = [...chunks(text.slice(0, QUERY_CAPS.text))];
  const isPhrase = ({ quoted, key, sign }: Chunk): boolean => quoted && key === '' && sign !== '-';
  if (!parts.some(isPhrase)) return null;
  return parts.map((part) => (isPhrase(part) ? part.text.trim() : part.written)).join(' ');
}

/**
 * Whether AND, OR and NOT are operators in a query: each must have its operands, and something else must not be in capitals
 * (`DO NOT REPLY` has no operators). Queries with parentheses cannot be translated.
 */
function areOperators(parts: readonly Chunk[]): boolean {
  const others = parts.filter((part) => !isOperator(part));
  const between = parts.every(
    (part, at) => !isOperator(part) || (at + 1 < parts.length && (at > 0 || part.written === 'NOT')),
  );
  return (
    between && !others.some(({ text }) => /[()]/.test(text)) && others.some(({ text }) => !isShout(text))
  );
}

function isOperator({ written }: Chunk): boolean {
  return OPERATORS.has(written);
}

function isJoined(next: Chunk | undefined, beyond: Chunk | undefined): boolean {
  return next?.written === 'AND' && beyond?.written !== 'NOT';
}

function isShout(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase();
}

function signed(sign: '+' | '-', { written, sign: own, key }: Chunk): string {
  return own === '' && (key === '' || sign === '-') ? sign + written : written;
}

/** Returns a chunk with kb's key in place of another. @param habits the replaced key is added to it */
function withOurKey({ written, sign, key, quoted }: Chunk, habits: Set<string>): string {
  const typed = key === '' && !quoted ? (KEYED.exec(written.slice(sign.length))?.[1] ?? '') : '';
  const ours = KEYS.get(typed.toLowerCase());
  // A filter can be negated, `in:title word` cannot.
  if (ours === undefined || (sign !== '' && ours.endsWith(' '))) return written;
  habits.add(`${typed}:`);
  return sign + ours + written.slice(sign.length + typed.length + 1);
}
