/**
 * Example bases for `kb init --example`. Each folder in `examples/` is one, with plain cards that were written for a fixed day.
 * All their dates are shifted to today, so that a stale card is always stale by the same number of days.
 */
import { dialectNames } from '../card/fields.js';
import { applyEdits } from '../card/edit.js';
import { parseCard, type ParseContext } from '../card/parse.js';
import { writeFields } from '../card/write.js';
import { addDays, daysBetween, parseDay, type Day } from '../day.js';
import { contentHash } from '../trust/verify.js';
import type { NewFile } from './start.js';

/** The folder of the examples: the same relative path from this file and from the build. */
export const EXAMPLES = new URL('./examples/', import.meta.url);

/** The day for which the examples are written: `kb --today` with this day shows the files as they are meant. */
const WRITTEN_ON = '2026-11-21' as Day;

/** A context without settings: the content hash only needs the text and the dates of the card itself. */
const ALONE: ParseContext = {
  names: dialectNames('kb'),
  roots: [],
  people: new Set(),
  defaults: { owner: [], ownerFrom: null, verifyEvery: null, audience: 'internal', tags: [] },
};

/** The files for this day, with their dates shifted and the content hash in each verification, as `kb verify` writes it. */
export function exampleOn(today: Day, files: readonly NewFile[]): NewFile[] {
  const later = daysBetween(WRITTEN_ON, today);
  return files.map(({ path, text }) => {
    const moved = text.replace(/\b\d{4}-\d\d-\d\d\b/g, (found) => {
      const day = parseDay(found);
      return day ? addDays(day, later) : found;
    });
    return { path, text: path.endsWith('.md') ? bound(path, moved) : moved };
  });
}

/** Adds the content hash to the verification of a card, if it has one. */
function bound(path: string, text: string): string {
  const card = parseCard({ path, bytes: new TextEncoder().encode(text) }, ALONE);
  const { verified, verifyBy } = card;
  if (verified.on === null) return text;
  const hash = contentHash(card, verified.on, verifyBy);
  const written = writeFields(text, ALONE.names, new Map([['verified.content', hash]]));
  if (!written.ok) throw new Error(`${path}: ${written.why}`);
  return applyEdits(text, written.edits);
}
