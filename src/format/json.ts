/** JSON output. Its shape is stable: fields may be added, but none is renamed or left out; a missing value is null. */
import type { Card } from '../card/card.js';
import type { Outline } from '../card/outline.js';
import type { CatalogRow } from '../catalog/catalog.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { CloneState } from '../repo/repo.js';
import type { SearchHit, SearchResult } from '../search/search.js';
import type { Trust } from '../trust/trust.js';

/** Increased when a field is removed or changes its meaning. */
const SCHEMA_VERSION = 1;

/** What JSON does not escape but others act upon: control characters in a terminal, `##[` and `##vso[` in a CI log. */
const ACTED_UPON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|(?<=#)#(?=\[|vso\[)/g;

/** A card, in the shape that all JSON output shares. */
export function cardJson({ id, path, title, kind, tags, audience, facts }: CatalogRow, trust: Trust) {
  return { id, path, title, kind, tags, audience, supersededBy: facts.supersededBy, trust };
}

/** `kb list --json`, `kb stale --json`. */
export function cardsJson(cards: readonly TrustedRow[], base: CloneState | null): string {
  return document({ base: baseJson(base), cards: cards.map(([row, trust]) => cardJson(row, trust)) });
}

/** `kb list --format jsonl`: one card per line. */
export function cardsJsonLines(cards: readonly TrustedRow[]): string {
  return cards.map(([row, trust]) => `${stringify(cardJson(row, trust))}\n`).join('');
}

/** `kb search --json`. */
export function searchJson(result: SearchResult, base: CloneState | null): string {
  return document({
    query: result.query.text,
    total: result.total,
    corrected: result.corrected,
    base: baseJson(base),
    hits: result.hits.map(hitJson),
  });
}

/** `kb search --format jsonl`: one hit per line. */
export function searchJsonLines({ hits }: SearchResult): string {
  return hits.map((hit) => `${stringify(hitJson(hit))}\n`).join('');
}

function hitJson({ row, trust, line, score, because, snippet }: SearchHit) {
  const { text, coverage, trust: byTrust, use, recency } = because;
  return {
    ...cardJson(row, trust),
    line,
    score: rounded(score),
    because: {
      text: rounded(text),
      coverage: rounded(coverage),
      trust: byTrust,
      use: rounded(use),
      recency: rounded(recency),
    },
    snippet: snippet?.text ?? null,
  };
}

/** Six digits are enough, and hide rounding errors in the last bits. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** `kb show ID --json`. The lines of links and headings count from the start of the file. */
export function showJson(
  card: Card,
  row: CatalogRow,
  trust: Trust,
  outline: Outline,
  base: CloneState | null,
): string {
  const inFile = <T extends { readonly line: number }>(part: T): T => ({
    ...part,
    line: part.line + card.bodyLine - 1,
  });
  return document({
    base: baseJson(base),
    ...cardJson(row, trust),
    keywords: card.keywords,
    aliases: card.aliases,
    related: card.related,
    flags: card.flags,
    verified: card.verified,
    language: row.language,
    unreadable: card.unreadable,
    problems: card.problems.map(({ rule, severity, message, line, column }) => ({
      rule,
      severity,
      message,
      line: line ?? null,
      column: column ?? null,
    })),
    headings: outline.headings.map(inFile),
    links: outline.links.map(inFile),
    body: card.body,
  });
}

/** The state of the clone, which tells how old the answer may be. */
export function baseJson(clone: CloneState | null) {
  return clone && { head: clone.head, fetchedAt: clone.fetchedAt, behind: clone.behind };
}

/** An error with `--json`. */
export function errorJson({
  code,
  message,
  hint,
}: {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}): string {
  return document({ error: { code, message, hint } });
}

/** A complete JSON document, with the schema version first. */
export function document(answer: object): string {
  return `${stringify({ schemaVersion: SCHEMA_VERSION, ...answer }, 2)}\n`;
}

/** Returns JSON that cannot control a terminal or a CI runner. */
export function stringify(value: object, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    ACTED_UPON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
