/** Output styles and cards for tests that draw, and what must never reach a terminal. */
import type { CatalogRow } from '../../src/catalog/catalog.js';
import type { Card, CardId } from '../../src/card/card.js';
import type { Day } from '../../src/day.js';
import { styleOf, type Style } from '../../src/format/style.js';
import { trustOf, type Trust, type TrustFacts } from '../../src/trust/trust.js';
import { bufferIo, type BufferOptions } from '../memory-io.js';

/** A terminal without colors and links; see BufferOptions for others. */
export function terminal(options: BufferOptions = {}, env: Record<string, string> = {}): Style {
  const io = bufferIo({ terminal: true, ...options });
  return styleOf(io.stdout, io.unicode, env);
}

export const piped = terminal({ terminal: false });
/** With colors and links. */
export const rich = terminal({ color: true }, { TERM: 'xterm-kitty' });

export const today = '2026-11-21' as Day;

export function trust(facts: Partial<TrustFacts> = {}): Trust {
  return trustOf(
    {
      status: 'active',
      supersededBy: null,
      unreadable: false,
      badDate: false,
      flags: 0,
      owner: ['@legal'],
      verifiedOn: '2026-02-01' as Day,
      verifiedBy: '@ana',
      verifyBy: '2027-02-19' as Day,
      recorded: true,
      edited: false,
      codeChanged: false,
      ...facts,
    },
    today,
    14,
  );
}

export const stale = { verifyBy: '2026-10-11' as Day };

export function row(fields: Partial<CatalogRow> = {}, supersededBy: string | null = null): CatalogRow {
  return {
    path: 'cards/refund-eu.md',
    id: 'refund-eu' as CardId,
    title: 'Refund policy (EU)',
    tags: ['refunds', 'eu'],
    kind: 'faq',
    audience: 'public',
    language: 'en',
    aliases: [],
    unreadable: null,
    facts: {
      status: 'active',
      supersededBy,
      unreadable: false,
      badDate: false,
      flags: 0,
      owner: ['@legal'],
      verifiedOn: null,
      verifiedBy: null,
      verifyBy: null,
      recorded: false,
      edited: false,
      codeChanged: false,
    },
    ...fields,
  };
}

export function card(fields: Partial<Card> = {}): Card {
  return {
    id: 'refund-eu' as CardId,
    explicitId: true,
    path: 'cards/refund-eu.md',
    source: '',
    title: 'Refund policy (EU)',
    writtenTitle: null,
    owner: ['@legal'],
    ownerFrom: 'card',
    verifiers: [],
    tags: ['refunds', 'eu'],
    keywords: [],
    aliases: [],
    related: [],
    paths: [],
    verifyBy: '2026-10-11' as Day,
    badDate: false,
    verifyEvery: null,
    verified: {
      on: '2026-02-01' as Day,
      by: '@ana',
      content: '5f1c9a3e27b0',
      paths: null,
      note: 'read with legal',
    },
    flags: [],
    kind: null,
    status: 'active',
    supersededBy: null,
    audience: 'internal',
    language: null,
    body: '# Refund policy (EU)\n\nWithin 14 days.\n',
    bodyLine: 10,
    unreadable: null,
    problems: [],
    ...fields,
  };
}

const OURS = /\x1b\[[\d;]*m|\x1b\]8;;[\x21-\x7e]*\x1b\\/g;
const CONTROL = /[^\P{Cc}\n]|[\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066\u2067\u{e0000}-\u{e007f}]/u;

/** The first character that a terminal would act on, except line breaks and our own colors, links and isolates; else `null`. */
export function controlsIn(text: string): string | null {
  return CONTROL.exec(text.replace(OURS, ''))?.[0] ?? null;
}

/** Texts that an attacker's card might contain. */
export const HOSTILE = [
  ...Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter(
    (char) => !/[\x20-\x7e]/.test(char),
  ),
  '\x1b[31mred\x1b[0m',
  '\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\',
  '\x1b]8;;https://evil.example\x07click',
  '\x1b]52;c;ZXZpbA==\x07',
  '\x9b31m',
  '\x9d52;c;x\x9c',
  '\x1bP1$r\x1b\\',
  ...Array.from('\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'),
  ...Array.from('\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\ufff9\ufffb\u2028\u2029\u0085'),
  '\u{e0041}\u{e007f}',
  '\ud800',
  '\udc00x',
  'a\r\nb\rc',
  '🏴\u{e0067}\u{e0062}\u{e0067}',
];
