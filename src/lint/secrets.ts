/** Finds keys and tokens of well-known services in a text by their format. */
import { createHash } from 'node:crypto';
import { Lines } from '../card/position.js';
import { ANY_TOKEN, MARKED_FORMS, TOKEN_FORMS } from './secret-forms.js';

/** A place that looks like a secret. The value itself is not kept. */
export interface Secret {
  /** What it looks like: `an AWS access key`. */
  readonly kind: string;
  /** The first 8 hexadecimal digits of the SHA-256 of the value, so that another key in the same place is another secret. */
  readonly mark: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the first secrets in a text, at most `MOST`, in time linear in its length. Lines start at 1; columns count UTF-16
 * units from 1.
 */
export function secretsIn(source: string): Secret[] {
  const found = [...tokensIn(source), ...markedIn(source)];
  if (found.length === 0) return [];
  const lines = new Lines(source);
  return found
    .sort((a, b) => a.offset - b.offset)
    .slice(0, MOST)
    .map(({ kind, value, offset }) => ({ kind, mark: markOf(value), ...lines.at(offset) }));
}

/** Replaces everything that looks like a secret with `…`. */
export function redacted(text: string): string {
  return ANYWHERE.reduce((left, form) => left.replace(form, '…'), text);
}

/** All forms, found anywhere in a text and with what is left of a key: unlike a card, a message is short. */
const ANYWHERE = [...TOKEN_FORMS, ...MARKED_FORMS].map(
  ({ form }) => new RegExp(`${form.source}[A-Za-z0-9+/=]*`, 'g'),
);

/** Maximum number of secrets reported per text: a pasted dump of keys does not need a thousand findings. */
const MOST = 32;
/** Lower bound of the length of a token. */
const SHORTEST = 20;
/** Characters of context before a token, for the number of a Telegram bot. */
const BEFORE = 12;

interface Sighting {
  readonly kind: string;
  readonly value: string;
  readonly offset: number;
}

/** UTF-16 unit → 1 if tokens may contain it. */
const TOKEN = new Uint8Array(0x10000);
for (let code = 0; code < 0x80; code++) TOKEN[code] = /[\w.-]/.test(String.fromCharCode(code)) ? 1 : 0;

/**
 * Tokens are long runs without spaces, which prose rarely has. To find them, it is enough to look at every twentieth
 * character and backwards from there. This takes 0.01 ms per card, a quarter of the time of a search for all prefixes.
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
/** Bits per character; 16 random characters out of 32 have about 3.6. */
const LEAST_ENTROPY = 3;

/** Placeholders in documentation: `AKIAIOSFODNN7EXAMPLE`, `xxxx…`, `0123456789abcdef…`, `your-token-here`. */
function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || countsUp(value) || entropy(value) < LEAST_ENTROPY;
}

/** Finds runs such as `123456` and `abcdef`. */
function countsUp(value: string): boolean {
  let steps = 0;
  for (let at = 1; at < value.length; at++) {
    steps = value.charCodeAt(at) === value.charCodeAt(at - 1) + 1 ? steps + 1 : 0;
    if (steps === 5) return true;
  }
  return false;
}

/** Shannon entropy, in bits per character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / value.length;
    return bits - share * Math.log2(share);
  }, 0);
}
