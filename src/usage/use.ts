/**
 * How much a card is used: the number of times it was opened, with a half-life of 30 days. It says nothing about whether the
 * card is correct.
 */
import { daysBetween, type Day } from '../day.js';
import type { UsageEvent } from './event.js';

/** The decayed number of opens of each card as of a day, by id. */
export interface UseSummary {
  readonly day: Day;
  readonly worth: ReadonlyMap<string, number>;
}

/** Days after which an open counts half. */
export const HALF_LIFE = 30;
/** As many opens on one day yield the largest factor. */
const MOST_WORTH = 63;
const MOST_FACTOR = 1.5;
/** Number of cards in a summary, at most: the most used ones. */
export const MOST_CARDS = 500;

/** Opens that answer a question; editing a card is maintenance. */
const COUNTS: ReadonlySet<string> = new Set(['show', 'open', 'link', 'copy']);

/** The factor by which use raises a card among the hits: 1 (never opened) to 1.5, in equal steps for each doubling. */
export function useOf({ day, worth }: UseSummary, id: string, today: Day): number {
  const left = (worth.get(id) ?? 0) * decay(day, today);
  return Math.min(MOST_FACTOR, 1 + ((MOST_FACTOR - 1) * Math.log2(1 + left)) / Math.log2(1 + MOST_WORTH));
}

/** A summary with more events added, as of today. Events dated later do not count. */
export function withEvents(
  summary: UseSummary | null,
  events: readonly UsageEvent[],
  today: Day,
): UseSummary {
  const worth = new Map<string, number>();
  const add = (id: string, more: number): void => {
    worth.set(id, (worth.get(id) ?? 0) + more);
  };
  for (const [id, old] of summary?.worth ?? []) add(id, old * decay(summary?.day ?? today, today));
  for (const event of events) {
    if (event.event === 'open' && COUNTS.has(event.how) && event.day <= today)
      add(event.card, decay(event.day as Day, today));
  }
  if (worth.size <= MOST_CARDS) return { day: today, worth };
  return { day: today, worth: new Map([...worth].sort(([, a], [, b]) => b - a).slice(0, MOST_CARDS)) };
}

/** The share of an open that is left on a later day; 1 on the same day or an earlier one. */
function decay(from: Day, to: Day): number {
  return from >= to ? 1 : 0.5 ** (daysBetween(from, to) / HALF_LIFE);
}
