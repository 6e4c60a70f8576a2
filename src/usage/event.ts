/** What is recorded when somebody searches or opens a card: as little as possible. */
import type { Day } from '../day.js';
import { fold } from '../text/fold.js';
import type { OpenEvent, SearchEvent, UsageEvent } from './event.generated.js';
import { masked } from './mask.js';

export type { OpenEvent, SearchEvent, UsageEvent } from './event.generated.js';

/** The ways in which somebody uses a card. */
export type How = OpenEvent['how'];

/** Bytes of the longest line, including its end: what a system writes at once. */
export const LONGEST_LINE = 4096;
const MOST_HITS = 10;
const MOST_CORRECTED = 8;
const MOST_LACKING = 8;

/** When something happened. */
export interface Moment {
  /** In the time zone of the base. */
  readonly day: Day;
  /** In UTC, as ISO 8601; fractions of a second are not recorded. */
  readonly at: string;
}

/** A search and its result. */
export interface Searched {
  readonly query: string;
  readonly filtered: boolean;
  readonly total: number;
  /** Ids of the hits that are shown. */
  readonly hits: readonly string[];
  readonly corrected: readonly { readonly from: string; readonly to: string }[];
  /** Words that no card has. */
  readonly missingWords: readonly string[];
}

/** A search in the form that is recorded. */
export function searchEvent(
  { query, filtered, total, hits, corrected, missingWords }: Searched,
  when: Moment,
): SearchEvent {
  const text = masked(query);
  const missing = missingWords.filter((word) => isLeftIn(text, word)).slice(0, MOST_LACKING);
  return {
    v: 1,
    event: 'search',
    ...moment(when),
    query: text,
    filtered,
    total,
    hits: hits.slice(0, MOST_HITS),
    corrected: corrected
      .filter(({ from }) => isLeftIn(text, from))
      .slice(0, MOST_CORRECTED)
      .map(({ from, to }) => ({ from, to })),
    ...(missing.length > 0 ? { lacking: missing } : {}),
  };
}

/** An open in the form that is recorded. */
export function openEvent(card: string, how: How, trust: OpenEvent['trust'], when: Moment): OpenEvent {
  return { v: 1, event: 'open', ...moment(when), card, how, trust };
}

/** The line of an event, with a line feed; one that is too long loses words and hits. Null if it is still too long. */
export function lineOf(event: UsageEvent): string | null {
  const line = `${JSON.stringify(event)}\n`;
  if (new TextEncoder().encode(line).length <= LONGEST_LINE) return line;
  if (event.event === 'open') return null;
  const { lacking, ...rest } = event;
  if (lacking) return lineOf(rest);
  if (rest.hits.length + rest.corrected.length === 0) return null;
  return lineOf({ ...rest, hits: rest.hits.slice(0, -1), corrected: rest.corrected.slice(0, -1) });
}

function moment({ day, at }: Moment): Moment {
  return { day, at: at.replace(/\.\d+Z$/, 'Z') };
}

/** Whether masking has left a word intact: parts of a number or an address are not recorded. */
function isLeftIn(text: string, word: string): boolean {
  return /^[\p{L}\p{M}]+$/u.test(word) && fold(text).includes(word);
}
