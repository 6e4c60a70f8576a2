/** Derives the history of a card from its versions. Only the record in the card counts, not commit messages. */
import type { Flag } from '../card/card.js';
import { changedFields } from '../card/field-changes.js';
import type { ParsedCard } from '../card/parse.js';
import type { Person } from '../config.js';
import type { Day } from '../day.js';
import { isAuthor } from './author.js';
import { flagChanges } from './flag-changes.js';
import { historyEvent, type EventKind, type HistoryEvent } from './history-event.js';
import { dueDay } from './trust.js';
import { contentHash, normalised, trustFacts } from './verify.js';
import { isRelinked, wordingOf, type CardWording } from './wording.js';
import { versionsBefore, type Version } from './versions.js';

/** An event and the version in which it happened. */
export interface CardEvent extends HistoryEvent {
  readonly version: Version;
}

/**
 * Returns the events of a history, newest first. For a merge, only events that none of its parents had; none for a version
 * whose parents are not known.
 * @param people to identify the authors of commits
 */
export function eventsOf(versions: readonly Version[], people: readonly Person[]): CardEvent[] {
  const before = versionsBefore(versions);
  return versions.flatMap((version) => {
    const older = before(version);
    const events = older === null ? [] : newEvents(version, older, people);
    return byAuthor(events, version, people).map((event) => ({ ...event, version }));
  });
}

/**
 * Refines events that only the author of the commit explains: a card verified again by the same person on the same day, or
 * a flag that its own person withdrew or reworded on the same day.
 */
function byAuthor(
  events: readonly HistoryEvent[],
  { author, time }: Version,
  people: readonly Person[],
): HistoryEvent[] {
  const isOwn = ({ by }: HistoryEvent): boolean => by !== null && isAuthor(author, by, people);
  const isAgain = (each: HistoryEvent): boolean =>
    each.event === 'reattributed' && each.on === time.slice(0, 10) && isOwn(each);
  const settled = events.some(isAgain);
  const isReplaced = events.some((each) => each.event === 'flagged' && isOwn(each));
  return events.map((each): HistoryEvent => {
    if (isAgain(each)) return { ...each, event: 'verified', from: null, to: null };
    if (each.settled !== false) return each;
    if (settled) return { ...each, settled };
    return isOwn(each) ? { ...each, event: isReplaced ? 'replaced' : 'withdrawn', settled: null } : each;
  });
}

/** Returns what uncommitted changes did to the last version of a card; empty if there are none. */
export function uncommitted(
  versions: readonly Version[],
  card: ParsedCard,
  people: readonly Person[],
): readonly EventKind[] {
  const [last] = versions;
  if (
    !last ||
    last.isGone ||
    last.card.source.replaceAll('\r\n', '\n') === card.source.replaceAll('\r\n', '\n')
  ) {
    return last?.isGone ? ['created'] : [];
  }
  const kinds =
    last.card.unreadable === null && card.unreadable === null ? between(last.card, card, people) : [];
  return kinds.length > 0 ? [...new Set(kinds.map(({ event }) => event))] : ['edited'];
}

function newEvents(version: Version, older: readonly Version[], people: readonly Person[]): HistoryEvent[] {
  const { card, isGone } = version;
  if (isGone) return [historyEvent('removed')];
  if (card.unreadable !== null) return [historyEvent('unreadable', { note: card.unreadable })];
  const [first, ...others] = older.map((each) => between(each.card, card, people));
  if (!first) return [...between(null, card, people), historyEvent('created')];
  return first.filter((event) => others.every((side) => side.some((each) => isSame(each, event))));
}

/** Whether two events are the same, even if they started from different states, as the two sides of a merge do. */
function isSame(one: HistoryEvent, other: HistoryEvent): boolean {
  const key = ({ event, on, by, note, until, to }: HistoryEvent): string =>
    JSON.stringify([event, on, by, note, until, to]);
  return key(one) === key(other);
}

/** Returns the differences between two versions of a card, most important first. @param before null if the card is new */
function between(before: ParsedCard | null, card: ParsedCard, people: readonly Person[]): HistoryEvent[] {
  const dates = dateEvents(before, card);
  const isVerified = dates.events.some(({ event }) => event === 'verified');
  const retired = retirement(before, card);
  const flags = flagEvents(before?.flags ?? [], card.flags, isVerified, people);
  const events = [...dates.events, ...flags, ...retired];
  if (before === null) return events;
  const changes = changedFields(before, card).filter(
    ({ field }) => !FIELDS_WITH_EVENTS.has(field) && !(field === 'status' && retired.length > 0),
  );
  const named = [...changes.map(({ field }) => field), ...dates.fields];
  return [
    ...events,
    ...edit(before, card),
    ...(sameList(before.owner, card.owner)
      ? []
      : [historyEvent('owner', { from: before.owner.join(', '), to: card.owner.join(', ') })]),
    ...(before.path === card.path ? [] : [historyEvent('moved', { from: before.path, to: card.path })]),
    ...(named.length > 0 ? [historyEvent('fields', { fields: named })] : []),
  ];
}

/** Fields that have events of their own. */
const FIELDS_WITH_EVENTS = new Set([
  'owner',
  'superseded-by',
  'title',
  'verify-by',
  'verified.on',
  'verified.by',
  'verified.content',
  'flags',
]);

/**
 * Returns the events about the record and dates. A new record that matches, or a new day if records have no hash, is a
 * verification; any other date that moves to a later day is only `date-moved`.
 */
function dateEvents(
  before: ParsedCard | null,
  card: ParsedCard,
): { readonly events: readonly HistoryEvent[]; readonly fields: readonly string[] } {
  const { on, by, content, note } = card.verified;
  const old = before?.verified ?? { on: null, by: null, content: null };
  const until = dueOf(card);
  const verified = (matches: boolean | null) => ({
    events: [historyEvent('verified', { on, by, note, until, matches })],
    fields: [],
  });
  const changed = RECORD.filter((field) => (before?.verified[field] ?? null) !== card.verified[field]);
  const fits = content !== null && content === contentHash(card, on, until);
  if (fits && changed.join() === 'content' && before && isRelinked(withWording(before), withWording(card)))
    return { events: [], fields: [] };
  // Only parts that the hash does not cover have changed: nothing shows that the card was verified again.
  if (content !== null && content === old.content && on === old.on && changed.length > 0)
    return {
      events: [historyEvent('reattributed', { on, by, note, until, matches: fits, from: old.by, to: by })],
      fields: changed.filter((field) => field === 'paths').map((field) => `verified.${field}`),
    };
  if (fits && changed.length > 0) return verified(true);
  if (content !== null && content !== old.content) return verified(false);
  if (content === null && old.content === null && isLater(on, old.on, true)) return verified(null);
  const due = before && dueOf(before);
  const moved = isLater(until, due, false) ? [due, until] : isLater(on, old.on, false) ? [old.on, on] : null;
  const fields = [
    ...changed.map((field) => `verified.${field}`),
    ...(before && before.verifyBy !== card.verifyBy ? ['verify-by'] : []),
  ];
  if (moved === null || before === null) return { events: [], fields: before ? fields : [] };
  const [from = null, to = null] = moved;
  const dates = ['verified.on', 'verify-by'];
  return {
    events: [historyEvent('date-moved', { until, matches: content === null ? null : false, from, to })],
    fields: fields.filter((field) => !dates.includes(field)),
  };
}

/** The wording is computed lazily, because isRelinked needs it last. */
function withWording(card: ParsedCard): CardWording {
  return {
    card,
    trust: trustFacts(card, null),
    get wording() {
      return wordingOf(card);
    },
  };
}

const RECORD = ['on', 'by', 'content', 'paths', 'note'] as const;

function dueOf(card: ParsedCard): Day | null {
  return dueDay(card.verifyBy, card.verified.on, card.verifyEvery);
}

function isLater(day: Day | null, before: Day | null, fromNothing: boolean): boolean {
  return day !== null && (before === null ? fromNothing : day > before);
}

function flagEvents(
  before: readonly Flag[],
  after: readonly Flag[],
  settled: boolean,
  people: readonly Person[],
): HistoryEvent[] {
  const { added, gone } = flagChanges(before, after, people);
  return [
    ...added.map(({ by, on, note }) => historyEvent('flagged', { by, on, note })),
    ...gone.map(({ flag: { by, note }, how }) =>
      how === 'replaced' && !settled
        ? historyEvent('replaced', { by, note })
        : historyEvent('flag-cleared', { by, note, settled }),
    ),
  ];
}

function retirement(before: ParsedCard | null, card: ParsedCard): HistoryEvent[] {
  const [was, is] = [
    { archived: before?.status === 'archived', by: before?.supersededBy ?? null },
    { archived: card.status === 'archived', by: card.supersededBy },
  ];
  if (is.by !== null && is.by !== was.by) return [historyEvent('retired', { to: is.by })];
  if (is.archived && !was.archived) return [historyEvent('retired')];
  const wasRetired = was.archived || was.by !== null;
  return wasRetired && !is.archived && is.by === null ? [historyEvent('revived')] : [];
}

/** Line endings and trailing blanks do not count as edits, as they do not for the record. */
function edit(before: ParsedCard, card: ParsedCard): HistoryEvent[] {
  if (contentHash(before, null, null) === contentHash(card, null, null)) return [];
  const lines = countLines(normalised(before.body), normalised(card.body));
  const fields = before.writtenTitle === card.writtenTitle ? [] : ['title'];
  return [historyEvent('edited', { lines, fields })];
}

/** Counts lines that only one of the texts has; moved lines are in both. Linear time, unlike a real diff. */
export function countLines(before: string, after: string): { added: number; removed: number } {
  const spare = new Map<string, number>();
  const old = before === '' ? [] : before.split('\n');
  for (const line of old) spare.set(line, (spare.get(line) ?? 0) + 1);
  let kept = 0;
  const lines = after === '' ? [] : after.split('\n');
  for (const line of lines) {
    const left = spare.get(line) ?? 0;
    if (left === 0) continue;
    spare.set(line, left - 1);
    kept += 1;
  }
  return { added: lines.length - kept, removed: old.length - kept };
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}
