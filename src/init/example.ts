/**
 * An example base: plain cards below `examples/`, written as if it were one certain day. On any other day all their dates move
 * along, so that what is stale there is stale here by as many days. A folder there is an example; its name is what users type.
 */
import { dialectNames } from '../card/fields.js';
import { applyEdits } from '../card/edit.js';
import { parseCard, type ParseContext } from '../card/parse.js';
import { writeFields } from '../card/write.js';
import { addDays, daysBetween, parseDay, type Day } from '../day.js';
import { contentHash } from '../trust/verify.js';
import type { NewFile } from './start.js';

/** Where the examples lie, beside this file and beside the one that the build makes of it. */
export const EXAMPLES = new URL('./examples/', import.meta.url);

/** Today, to the files of the examples: `kb --today` with it shows them as they are meant. */
const WRITTEN_ON = '2026-11-21' as Day;

/** What counts here of a card is its text and its own dates. */
const ALONE: ParseContext = {
  names: dialectNames('kb'),
  roots: [],
  people: new Set(),
  defaults: { owner: [], ownerFrom: null, verifyEvery: null, audience: 'internal', tags: [] },
};

/** The files as they are on a day: dates moved along, and each verification bound to its text as `kb verify` does it. */
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

/** The card with the hash of its verification in it, where it has one. */
function bound(path: string, text: string): string {
  const card = parseCard({ path, bytes: new TextEncoder().encode(text) }, ALONE);
  const { verified, verifyBy } = card;
  if (verified.on === null) return text;
  const hash = contentHash(card, verified.on, verifyBy);
  const written = writeFields(text, ALONE.names, new Map([['verified.content', hash]]));
  if (!written.ok) throw new Error(`${path}: ${written.why}`);
  return applyEdits(text, written.edits);
}
