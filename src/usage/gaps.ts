/** Finds what people searched for in vain, from the usage log of a base: topics that are missing, or covered in other words. */
import { addDays, type Day } from '../day.js';
import type { OpenEvent, SearchEvent, UsageEvent } from './event.js';
import { questions } from './question.js';

export interface Gap {
  /**
   * No card was found; or no hit was ever opened; or no card has a word, which was replaced by another (`corrected`) or left
   * out.
   */
  readonly kind: 'no-hit' | 'not-opened' | 'corrected' | 'missing-word';
  /** The query as it was last typed; for `corrected` and `missing-word`, the word. */
  readonly query: string;
  /** How often it was asked, in whatever word order and inflection. */
  readonly count: number;
  /** The last day on which it was asked. */
  readonly last: Day;
  /** For `not-opened`: ids of the cards that were shown last. */
  readonly hits: readonly string[];
  /** For `corrected`: the words that were searched for instead. */
  readonly instead: readonly string[];
  /** For `missing-word`: the last query that had it; else empty. */
  readonly within: string;
}

/** The first and the last day to examine. */
export interface Days {
  readonly since: Day;
  readonly until: Day;
}

/** The gaps in some days. */
export interface Gaps extends Days {
  /** Number of recorded searches. */
  readonly searches: number;
  /** Most frequent first. */
  readonly gaps: readonly Gap[];
}

/** Number of searches from which it is telling that no hit was opened: for fewer, a snippet may have been the answer. */
const MIN_UNOPENED = 3;
/** Milliseconds after a search within which opening one of its hits counts as an answer. */
const IN_TIME = 60 * 60 * 1000;
const KINDS: readonly Gap['kind'][] = ['no-hit', 'not-opened', 'missing-word', 'corrected'];

/** The searches in some days, oldest first. */
export function searchesIn(events: readonly UsageEvent[], { since, until }: Days): SearchEvent[] {
  return events.filter(
    (event): event is SearchEvent => event.event === 'search' && event.day >= since && event.day <= until,
  );
}

/**
 * The gaps in some days, most frequent first.
 * @param languages for stemming; they must be prepared (search/language.ts)
 */
export function gapsOf(events: readonly UsageEvent[], days: Days, languages: readonly string[]): Gap[] {
  const searches = searchesIn(events, days);
  // A search just before midnight may be answered on the next day.
  const answered = answeredAmong(
    events.filter(({ day }) => day >= days.since && day <= addDays(days.until, 1)),
  );
  const gaps = [...grouped(searches, languages).values()].flatMap((group) => gapOf(group, answered) ?? []);
  return [...gaps, ...missingWords(searches), ...corrections(searches)].sort(byFrequency);
}

/** Sorts gaps, most frequent first. */
export function byFrequency(a: Gap, b: Gap): number {
  return (
    b.count - a.count ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    compare(b.last, a.last) ||
    compare(a.query, b.query)
  );
}

/** Searches grouped by the question they ask; those that ask nothing, such as a masked number, are left out. */
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
  // If no card of one owner has a word, that says little about the base.
  const whole = group.filter(({ filtered }) => !filtered);
  const missed = whole.filter(({ total }) => total === 0);
  const [newest, lost] = [whole.at(-1), missed.at(-1)];
  if (lost && lost === newest) return gap('no-hit', lost.query, missed);
  const found = group.filter(({ total }) => total > 0);
  const shown = found.at(-1);
  if (!shown || found.length < MIN_UNOPENED || found.some((search) => answered.has(search))) return null;
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
    // A search that found nothing despite the correction is a gap as a whole.
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

/** Words that had to be left out to find something: no card has them. */
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
