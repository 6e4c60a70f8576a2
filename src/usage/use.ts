/** How much a card is used: its opens, each worth half after 30 days. It says nothing of whether the card is true. */
import { daysBetween, type Day } from '../day.js';
import type { UsageEvent } from './event.js';

/** What the opens of each card are worth on a day, by id. */
export interface UseSummary {
  readonly day: Day;
  readonly worth: ReadonlyMap<string, number>;
}

/** Days after which an open is worth half. */
export const HALF_LIFE = 30;
/** What makes the largest factor: as many opens in one day. */
const MOST_WORTH = 63;
const MOST_FACTOR = 1.5;
/** Cards that a summary knows at most, the most used first. */
export const MOST_CARDS = 500;

/** Who edits a card looks after it; the others wanted to know something. */
const COUNTS: ReadonlySet<string> = new Set(['show', 'open', 'link', 'copy']);

/** The factor of a card in the order of hits: 1 (nobody) … 1.5, in equal steps for each doubling. */
export function useOf({ day, worth }: UseSummary, id: string, today: Day): number {
  const left = (worth.get(id) ?? 0) * decay(day, today);
  return Math.min(MOST_FACTOR, 1 + ((MOST_FACTOR - 1) * Math.log2(1 + left)) / Math.log2(1 + MOST_WORTH));
}

/** A summary with more events in it, as of today. What claims to be of a later day does not count. */
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

/** What is left of an open after some days; on a day before it, all. */
function decay(from: Day, to: Day): number {
  return from >= to ? 1 : 0.5 ** (daysBetween(from, to) / HALF_LIFE);
}
