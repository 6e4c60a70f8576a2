/** Keys and tokens of well-known services in a text, told by their form. */
import { createHash } from 'node:crypto';
import { Lines } from '../card/position.js';
import { ANY_TOKEN, MARKED_FORMS, TOKEN_FORMS } from './secret-forms.js';

/** A place that looks like a secret. The value itself is kept nowhere. */
export interface Secret {
  /** What it looks like, `an AWS access key`. */
  readonly kind: string;
  /** 8 hexadecimal digits of the SHA-256 of the value: another key in its place is another secret. */
  readonly mark: string;
  readonly line: number;
  readonly column: number;
}

/** In time linear in the length of the text. Lines from 1, columns in UTF-16 units from 1. */
export function secretsIn(source: string): Secret[] {
  const found = [...tokensIn(source), ...markedIn(source)];
  if (found.length === 0) return [];
  const lines = new Lines(source);
  return found
    .sort((a, b) => a.offset - b.offset)
    .slice(0, MOST)
    .map(({ kind, value, offset }) => ({ kind, mark: markOf(value), ...lines.at(offset) }));
}

/** A text in which what looks like a token is left out. */
export function redacted(text: string): string {
  return TOKEN_FORMS.reduce((left, { form }) => left.replace(form, '…'), text);
}

/** Who pastes a dump of keys needs no thousand findings. */
const MOST = 32;
/** Fewer characters than any token has. */
const SHORTEST = 20;
/** What may be read before a token: the number of a Telegram bot. */
const BEFORE = 12;

interface Sighting {
  readonly kind: string;
  readonly value: string;
  readonly offset: number;
}

/** Which UTF-16 units tokens consist of. */
const TOKEN = new Uint8Array(0x10000);
for (let code = 0; code < 0x80; code++) TOKEN[code] = /[\w.-]/.test(String.fromCharCode(code)) ? 1 : 0;

/**
 * Tokens are long runs without blanks, of which prose has few. To find them it is enough to look at every twentieth
 * character and back from there: 0.01 ms a card, a quarter of what a search for all the prefixes takes.
 */
function* tokensIn(text: string): Generator<Sighting> {
  let from = 0;
  while (from + SHORTEST <= text.length) {
    let at = from + SHORTEST - 1;
    while (at >= from && TOKEN[text.charCodeAt(at)] === 1) at -= 1;
    if (at >= from) {
      from = at + 1;
      continue;
    }
    let to = from + SHORTEST;
    while (to < text.length && TOKEN[text.charCodeAt(to)] === 1) to += 1;
    const start = Math.max(0, from - BEFORE);
    const run = text.slice(start, to);
    if (ANY_TOKEN.test(run)) yield* tokensInRun(run, start);
    from = to + 1;
  }
}

function* tokensInRun(run: string, start: number): Generator<Sighting> {
  for (const { kind, form } of TOKEN_FORMS) {
    for (const match of run.matchAll(form)) {
      const value = match.groups?.['secret'] ?? '';
      if (!isPlaceholder(value)) yield { kind, value, offset: start + match.index };
    }
  }
}

function* markedIn(text: string): Generator<Sighting> {
  for (const { kind, marker, form } of MARKED_FORMS) {
    for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + marker.length)) {
      form.lastIndex = at;
      const match = form.exec(text);
      const value = match?.groups?.['secret'] ?? '';
      if (match && !isPlaceholder(value)) yield { kind, value, offset: at };
    }
  }
}

function markOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 8);
}

const PLACEHOLDER = /example|sample|dummy|fake|test|your|placeholder|redact|secret|change|(.)\1{4}/i;
/** Bits a character; 16 random ones of 32 have 3.6. */
const LEAST_ENTROPY = 3;

/** What stands for a secret in documentation: `AKIAIOSFODNN7EXAMPLE`, `xxxx…`, `0123456789abcdef…`, `your-token-here`. */
function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || countsUp(value) || entropy(value) < LEAST_ENTROPY;
}

/** `123456`, `abcdef`. */
function countsUp(value: string): boolean {
  let steps = 0;
  for (let at = 1; at < value.length; at++) {
    steps = value.charCodeAt(at) === value.charCodeAt(at - 1) + 1 ? steps + 1 : 0;
    if (steps === 5) return true;
  }
  return false;
}

/** Shannon's, in bits a character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / value.length;
    return bits - share * Math.log2(share);
  }, 0);
}
