/** Health over time: the days for which to examine the history, and the last commit on each of them. */
import { addDays, addMonths, type Day } from '../day.js';
import type { Tally } from './tally.js';

/** The base as of the end of a day. */
export interface Point extends Tally {
  readonly day: Day;
  /** The commit that was examined; null for the files as they are now. */
  readonly commit: string | null;
}

export interface Trend {
  /** Oldest first; the last one is today. Days before the first commit are left out. */
  readonly points: readonly Point[];
  /** False if some of the days are missing from the clone. */
  readonly complete: boolean;
  /** Days that are left out because their files are missing from a partial clone, oldest first. */
  readonly lacking: readonly Day[];
  /** The day of the first commit in this clone; null if there is none. */
  readonly since: Day | null;
}

/** The last days of the months from one day to another, inclusive. */
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
  /** Seconds since 1970 by the committer's clock. */
  readonly seconds: number;
}

/**
 * The commits with times that never decrease. The commits outside of the longest run of non-decreasing times are taken for
 * those made with a wrong clock: their times are moved to that of the nearest correct one before or after them. Otherwise a
 * single commit dated 1970 would hide everything before it.
 * @param commits oldest first
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

/** The indexes of a longest non-decreasing subsequence; of several, the one that ends lowest. */
function risingRun(values: readonly number[]): Set<number> {
  /** For each length, the index at which a run of that length ends with the lowest value. */
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
 * The last commit on or before each day; null if there was none yet.
 * @param commits oldest first, with times that never decrease
 * @param dayOf the calendar day of a time
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

/**
 * Binary search: the first number below `count` for which `holds` is true, given that it stays true after that; `count` if
 * none.
 */
function firstWhere(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
