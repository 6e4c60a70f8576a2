/** What a verification binds together: hashes of a card's text with its dates, and of the code it describes. */
import { createHash } from 'node:crypto';
import type { Card } from '../card/card.js';
import { composed } from '../card/composed.js';
import type { Day } from '../day.js';
import { dueDay, type TrustFacts } from './trust.js';

/** (path, blob id) of a file in git. */
export type Blob = readonly [path: string, id: string];

/**
 * The first 12 hexadecimal digits of SHA-256 over, joined by NUL: the front matter's title as written (or nothing),
 * the body, the verification day and the due day. An edit of the text or of a date by hand changes it;
 * line ends, trailing blanks, the Unicode form, owner and tags do not. Golden vectors: docs/card-format.md.
 */
export function contentHash(
  card: Pick<Card, 'writtenTitle' | 'body'>,
  on: Day | null,
  due: Day | null,
): string {
  return digest([normalised(card.writtenTitle ?? ''), normalised(card.body), on ?? '', due ?? ''].join('\0'));
}

/** The first 12 hexadecimal digits of SHA-256 over the sorted (path, blob id) pairs; needs no history. */
export function pathsHash(blobs: readonly Blob[]): string {
  const sorted = [...blobs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return digest(sorted.map(([path, id]) => `${path}\0${id}\n`).join(''));
}

/**
 * What trust depends on, taken from a card.
 * @param code the files under the card's `paths` today; null where nobody can tell (outside git)
 */
export function trustFacts(card: Card, code: readonly Blob[] | null): TrustFacts {
  const { verified } = card;
  const due = dueDay(card.verifyBy, verified.on, card.verifyEvery);
  return {
    status: card.status,
    supersededBy: card.supersededBy,
    unreadable: card.unreadable !== null,
    badDate: card.badDate,
    // Objections that nobody can read are objections.
    flags: Math.max(card.flags.length, card.problems.some(({ rule }) => rule === 'flags') ? 1 : 0),
    owner: card.owner,
    verifiedOn: verified.on,
    verifiedBy: verified.by,
    // What a bad date leaves to be derived is not the day that was meant.
    verifyBy: card.badDate ? null : due,
    recorded: verified.content !== null,
    edited: verified.content !== null && verified.content !== contentHash(card, verified.on, due),
    codeChanged: verified.paths !== null && code !== null && verified.paths !== pathsHash(code),
  };
}

/** A text as the hash takes it: NFC, LF, no blanks at the ends of lines, no empty lines at the end. */
export function normalised(text: string): string {
  const lines = composed(text)
    .split(/\r\n|\r|\n/)
    .map(withoutTrailingBlanks);
  while (lines.at(-1) === '') lines.pop();
  return lines.join('\n');
}

/** A loop, because the pattern `[ \t]+$` takes quadratic time on a long run of blanks inside a line. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 12);
}
