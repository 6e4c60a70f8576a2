/** What people looked for and did not find, from the log of a base: what is missing in it, or is there by other words. */
import { addDays, type Day } from '../day.js';
import type { OpenEvent, SearchEvent, UsageEvent } from './event.js';
import { questions } from './question.js';

export interface Gap {
  /** No card was found; or the hits were never opened; or a word is none that a card has: another was looked for, or none. */
  readonly kind: 'no-hit' | 'not-opened' | 'corrected' | 'missing-word';
  /** As it was typed last; of `corrected` and `missing-word` the word. */
  readonly query: string;
  /** How often it was asked so, in whatever order and inflection. */
  readonly count: number;
  /** The last day on which it was. */
  readonly last: Day;
  /** Of `not-opened`: ids of the cards that were shown last. */
  readonly hits: readonly string[];
  /** Of `corrected`: what was looked for instead. */
  readonly instead: readonly string[];
  /** Of `missing-word`: the query that had it last; else empty. */
  readonly within: string;
}

/** The days to look at, the first and the last one. */
export interface Days {
  readonly since: Day;
  readonly until: Day;
}

/** The gaps of some days. */
export interface Gaps extends Days {
  /** Searches that are recorded. */
  readonly searches: number;
  /** The most frequent ones first. */
  readonly gaps: readonly Gap[];
}

/** Searches from which on it tells something that no hit was opened: a snippet may have been the answer. */
const OFTEN = 3;
/** Milliseconds after a search in which an open of one of its hits is taken for an answer. */
const IN_TIME = 60 * 60 * 1000;
const KINDS: readonly Gap['kind'][] = ['no-hit', 'not-opened', 'missing-word', 'corrected'];

/** The searches of some days, oldest first. */
export function searchesIn(events: readonly UsageEvent[], { since, until }: Days): SearchEvent[] {
  return events.filter(
    (event): event is SearchEvent => event.event === 'search' && event.day >= since && event.day <= until,
  );
}

/**
 * The most frequent ones first.
 * @param languages in which words are stemmed; prepare them (search/language.ts)
 */
export function gapsOf(events: readonly UsageEvent[], days: Days, languages: readonly string[]): Gap[] {
  const searches = searchesIn(events, days);
  // An open after midnight belongs to a search of the day before.
  const answered = answeredAmong(
    events.filter(({ day }) => day >= days.since && day <= addDays(days.until, 1)),
  );
  const gaps = [...grouped(searches, languages).values()].flatMap((group) => gapOf(group, answered) ?? []);
  return [...gaps, ...missingWords(searches), ...corrections(searches)].sort(byFrequency);
}

/** The most frequent first. */
export function byFrequency(a: Gap, b: Gap): number {
  return (
    b.count - a.count ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    compare(b.last, a.last) ||
    compare(a.query, b.query)
  );
}

/** Searches for the same, by what they ask; those that ask for nothing, a number that was masked, are left out. */
function grouped(
  searches: readonly SearchEvent[],
  languages: readonly string[],
): ReadonlyMap<string, SearchEvent[]> {
  const keyOf = questions(languages);
  const groups = new Map<string, SearchEvent[]>();
  for (const search of searches) {
    const key = keyOf(search.query);
    if (key === '') continue;
    const group = groups.get(key);
    if (group) group.push(search);
    else groups.set(key, [search]);
  }
  return groups;
}

function gapOf(group: readonly SearchEvent[], answered: ReadonlySet<SearchEvent>): Gap | null {
  // That no card of an owner has a word says little of the base.
  const whole = group.filter(({ filtered }) => !filtered);
  const missed = whole.filter(({ total }) => total === 0);
  const [newest, lost] = [whole.at(-1), missed.at(-1)];
  if (lost && lost === newest) return gap('no-hit', lost.query, missed);
  const found = group.filter(({ total }) => total > 0);
  const shown = found.at(-1);
  if (!shown || found.length < OFTEN || found.some((search) => answered.has(search))) return null;
  return { ...gap('not-opened', shown.query, found), hits: shown.hits };
}

/** The searches after which one of their hits was opened. */
function answeredAmong(events: readonly UsageEvent[]): ReadonlySet<SearchEvent> {
  const answered = new Set<SearchEvent>();
  const next = new Map<string, OpenEvent>();
  for (const event of events.toReversed()) {
    if (event.event === 'open') next.set(event.card, event);
    else if (event.hits.some((id) => isInTime(event, next.get(id)))) answered.add(event);
  }
  return answered;
}

function isInTime(search: SearchEvent, open: OpenEvent | undefined): boolean {
  return open !== undefined && Date.parse(open.at) - Date.parse(search.at) <= IN_TIME;
}

function corrections(searches: readonly SearchEvent[]): Gap[] {
  const words = new Map<string, { instead: Set<string>; searches: Set<SearchEvent> }>();
  for (const search of searches) {
    // What led to no card either is a gap as a whole.
    for (const { from, to } of search.total > 0 ? search.corrected : []) {
      const word = words.get(from) ?? { instead: new Set(), searches: new Set() };
      word.instead.add(to);
      word.searches.add(search);
      words.set(from, word);
    }
  }
  return [...words].map(([from, { instead, searches }]) => ({
    ...gap('corrected', from, [...searches]),
    instead: [...instead],
  }));
}

/** Words without which something was found: the cards do not know them. */
function missingWords(searches: readonly SearchEvent[]): Gap[] {
  const askedBy = new Map<string, SearchEvent[]>();
  for (const search of searches) {
    for (const word of new Set(search.total > 0 ? search.lacking : []))
      askedBy.set(word, [...(askedBy.get(word) ?? []), search]);
  }
  return [...askedBy].map(([word, asked]) => ({
    ...gap('missing-word', word, asked),
    within: asked.at(-1)?.query ?? '',
  }));
}

function gap(kind: Gap['kind'], query: string, searches: readonly SearchEvent[]): Gap {
  const last = searches.reduce((latest, { day }) => (day > latest ? day : latest), '') as Day;
  return { kind, query, count: searches.length, last, hits: [], instead: [], within: '' };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
