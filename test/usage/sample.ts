/** Sample events for tests. */
import type { Day } from '../../src/day.js';
import type { OpenEvent, SearchEvent } from '../../src/usage/event.js';

export const TODAY = '2026-11-21' as Day;

export function searched(query: string, changes: Partial<SearchEvent> = {}): SearchEvent {
  const day = changes.day ?? TODAY;
  const search: SearchEvent = {
    v: 1,
    event: 'search',
    day,
    at: `${day}T12:00:00Z`,
    query,
    filtered: false,
    total: 0,
    hits: [],
    corrected: [],
  };
  return { ...search, ...changes };
}

export function opened(card: string, changes: Partial<OpenEvent> = {}): OpenEvent {
  const day = changes.day ?? TODAY;
  return {
    v: 1,
    event: 'open',
    day,
    at: `${day}T12:30:00Z`,
    card,
    how: 'show',
    trust: 'verified',
    ...changes,
  };
}
