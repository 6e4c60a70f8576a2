/** Health over time: the days at which the history is looked at, and which commit was the last one on each of them. */
import { addDays, addMonths, type Day } from '../day.js';
import type { Tally } from './tally.js';

/** The base as it was at the end of a day. */
export interface Point extends Tally {
  readonly day: Day;
  /** The commit that was looked at; null for the files as they are. */
  readonly commit: string | null;
}

export interface Trend {
  /** The oldest first; the last one is today. Days before the first commit are left out. */
  readonly points: readonly Point[];
  /** False where the clone lacks some of the days. */
  readonly complete: boolean;
  /** Days that are left out because a partial clone lacks files of theirs, the oldest first. */
  readonly lacking: readonly Day[];
  /** The day of the first commit that is in this clone; null without any. */
  readonly since: Day | null;
}

/** The last days of the months from one day to another, both included. */
export function monthEnds(from: Day, to: Day): Day[] {
  const ends: Day[] = [];
  for (let first = addMonths(firstOfMonth(from), 1); ; first = addMonths(first, 1)) {
    const end = addDays(first, -1);
    if (end > to || end === ends.at(-1)) return ends;
    if (end >= from) ends.push(end);
  }
}

function firstOfMonth(day: Day): Day {
  return addDays(day, 1 - Number(day.slice(8)));
}

/** A commit on the main line. */
export interface Commit {
  readonly id: string;
  /** Since 1970, as the clock of the committer had it. */
  readonly seconds: number;
}

/**
 * The commits with times that never run backwards. Where a clock was wrong, the commits outside of the longest run of
 * rising times are the wrong ones: their times are moved to that of the right one before or behind them. One commit of
 * 1970 would else put an end to all that came before it.
 * @param commits the oldest first
 */
export function steady(commits: readonly Commit[]): Commit[] {
  const trusted = risingRun(commits.map(({ seconds }) => seconds));
  const latest: number[] = [];
  let next = Infinity;
  for (const [at, { seconds }] of [...commits.entries()].reverse()) {
    if (trusted.has(at)) next = seconds;
    latest[at] = Math.min(seconds, next);
  }
  let now = -Infinity;
  return commits.map(({ id }, at) => {
    now = Math.max(now, latest[at] ?? 0);
    return { id, seconds: now };
  });
}

/** The places of a longest run of values that do not fall, of several the one that ends lowest. */
function risingRun(values: readonly number[]): Set<number> {
  /** Where the runs of each length end: the lowest of such ends. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  values.forEach((value, at) => {
    const length = firstWhere(ends.length, (each) => (values[ends[each] ?? 0] ?? 0) > value);
    before[at] = ends[length - 1];
    ends[length] = at;
  });
  const run = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) run.add(at);
  return run;
}

/**
 * The last commit on each day or before it; null where there was none yet.
 * @param commits the oldest first, with times that never run backwards
 * @param dayOf the day of the calendar at a time
 */
export function lastCommits(
  commits: readonly Commit[],
  days: readonly Day[],
  dayOf: (seconds: number) => Day,
): (Commit | null)[] {
  return days.map((day) => {
    const next = firstWhere(commits.length, (at) => dayOf(commits[at]?.seconds ?? 0) > day);
    return commits[next - 1] ?? null;
  });
}

/** The first of the numbers below a count for which something holds that holds for all after it; the count where it never does. */
function firstWhere(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
