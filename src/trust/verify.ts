/** The hashes in a verification: of a card's text and dates, and of the code that it describes. */
import { createHash } from 'node:crypto';
import type { Card } from '../card/card.js';
import { composed } from '../card/composed.js';
import type { Day } from '../day.js';
import { dueDay, type TrustFacts } from './trust.js';

/** The path and blob id of a file in git. */
export type Blob = readonly [path: string, id: string];

/**
 * Returns the first 12 hex digits of the SHA-256 of these, joined by NUL: the title in the front matter as written (or ''),
 * the body, the verification day and the verify-by date. Editing the text or a date by hand changes the hash; line endings,
 * trailing blanks, the Unicode form, owner and tags do not. Test vectors: docs/card-format.md.
 */
export function contentHash(
  card: Pick<Card, 'writtenTitle' | 'body'>,
  on: Day | null,
  due: Day | null,
): string {
  return digest([normalised(card.writtenTitle ?? ''), normalised(card.body), on ?? '', due ?? ''].join('\0'));
}

/** Returns the first 12 hex digits of the SHA-256 of the sorted (path, blob id) pairs; needs no git history. */
export function pathsHash(blobs: readonly Blob[]): string {
  const sorted = [...blobs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return digest(sorted.map(([path, id]) => `${path}\0${id}\n`).join(''));
}

/**
 * Extracts from a card what its trust depends on.
 * @param code the current files under the card's `paths`; null if unknown (outside git)
 */
export function trustFacts(card: Card, code: readonly Blob[] | null): TrustFacts {
  const { verified } = card;
  const due = dueDay(card.verifyBy, verified.on, card.verifyEvery);
  return {
    status: card.status,
    supersededBy: card.supersededBy,
    unreadable: card.unreadable !== null,
    badDate: card.badDate,
    // Flags that cannot be parsed count as a flag.
    flags: Math.max(card.flags.length, card.problems.some(({ rule }) => rule === 'flags') ? 1 : 0),
    owner: card.owner,
    verifiedOn: verified.on,
    verifiedBy: verified.by,
    // With a bad date, the derived date may not be the intended one.
    verifyBy: card.badDate ? null : due,
    recorded: verified.content !== null,
    edited: verified.content !== null && verified.content !== contentHash(card, verified.on, due),
    codeChanged: verified.paths !== null && code !== null && verified.paths !== pathsHash(code),
  };
}

/** Returns a text as it is hashed: NFC, LF, no blanks at line ends, no empty lines at the end. */
export function normalised(text: string): string {
  const lines = composed(text)
    .split(/\r\n|\r|\n/)
    .map(withoutTrailingBlanks);
  while (lines.at(-1) === '') lines.pop();
  return lines.join('\n');
}

/** A loop, because the pattern `[ \t]+$` takes quadratic time for a long run of blanks inside a line. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 12);
}
