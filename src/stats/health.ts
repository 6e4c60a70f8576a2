/** The health of a base on a day: its score, and how much work its owners will have. */
import type { Flag } from '../card/card.js';
import type { Person } from '../config.js';
import { addDays, daysBetween, type Day } from '../day.js';
import { fold } from '../text/fold.js';
import type { KnownOwners } from '../trust/known-owners.js';
import { abandoned, isChased, loads } from '../trust/owners.js';
import type { Trust } from '../trust/trust.js';
import { percent, tally, type Tally } from './tally.js';

export interface HealthCard {
  readonly path: string;
  readonly tags: readonly string[];
  readonly flags: readonly Flag[];
  readonly trust: Trust;
}

/** The active cards with a tag. */
export interface Coverage {
  readonly tag: string;
  readonly cards: number;
  readonly verified: number;
  /** Percentage of verified cards, rounded down. */
  readonly score: number;
}

/** Cards that need action by their owners. */
export interface Work {
  readonly cards: number;
  /** Most cards first. A card with two owners counts for both. */
  readonly owners: readonly { readonly owner: string; readonly cards: number; readonly known: boolean }[];
}

/** Everything except the counts of states and reasons covers active cards only; cards are given as sorted paths. */
export interface Health extends Tally {
  readonly today: Day;
  /** Cards that must be verified from today to the day `until`. */
  readonly due: Work & { readonly until: Day };
  /** Cards that should not be relied on any more. */
  readonly stale: Work;
  /** Days since the last verification, over the cards that have one: half of them are at most `median` days old. */
  readonly age: { readonly median: number | null; readonly cards: number };
  readonly withoutOwner: readonly string[];
  /** Cards whose owners are all unknown. */
  readonly orphans: readonly string[];
  /** Most cards first. */
  readonly tags: readonly Coverage[];
  readonly untagged: number;
  readonly flags: { readonly open: number; readonly oldest: Day | null; readonly cards: readonly string[] };
}

/** Number of days to look ahead for cards that become due. */
export const AHEAD = 30;

export function healthOf(
  cards: readonly HealthCard[],
  today: Day,
  people: readonly Person[],
  known: KnownOwners,
): Health {
  const active = [...cards]
    .filter(({ trust }) => isChased(trust))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const flagged = active.filter(({ flags }) => flags.length > 0);
  const until = addDays(today, AHEAD);
  const workOf = (waiting: (trust: Trust) => boolean): Work =>
    work(
      active.filter(({ trust }) => waiting(trust)),
      people,
      known,
    );
  return {
    today,
    ...tally(cards.map(({ trust }) => trust)),
    due: { until, ...workOf(({ verifyBy }) => verifyBy !== null && verifyBy >= today && verifyBy <= until) },
    stale: workOf(({ state }) => state === 'stale'),
    age: ageOf(active, today),
    ...abandoned(active, known),
    tags: coverage(active),
    untagged: active.filter(({ tags }) => tags.length === 0).length,
    flags: {
      open: flagged.reduce((sum, { flags }) => sum + flags.length, 0),
      oldest: earliest(flagged.flatMap(({ flags }) => flags.map(({ on }) => on))),
      cards: flagged.map(({ path }) => path),
    },
  };
}

function work(cards: readonly HealthCard[], people: readonly Person[], known: KnownOwners): Work {
  const owners = loads(cards, people, known)
    .map(({ owner, cards, known }) => ({ owner, cards, known }))
    .sort((a, b) => b.cards - a.cards || byLetters(a.owner, b.owner));
  return { cards: cards.length, owners };
}

function ageOf(active: readonly HealthCard[], today: Day): Health['age'] {
  const ages = active
    .flatMap(({ trust: { verifiedOn } }) => (verifiedOn === null ? [] : [daysBetween(verifiedOn, today)]))
    // A date in the future is a mistake; it counts as today.
    .map((days) => Math.max(0, days))
    .sort((a, b) => a - b);
  return { median: ages[Math.ceil(ages.length / 2) - 1] ?? null, cards: ages.length };
}

/** Tags that differ only in case are merged, under the spelling that sorts first. */
function coverage(active: readonly HealthCard[]): Coverage[] {
  const found = new Map<string, { tag: string; cards: number; verified: number }>();
  for (const { tags, trust } of active) {
    const seen = new Set<string>();
    for (const tag of tags) {
      const key = folded(tag);
      const count = found.get(key) ?? { tag, cards: 0, verified: 0 };
      found.set(key, count);
      if (tag < count.tag) count.tag = tag;
      if (seen.has(key)) continue;
      seen.add(key);
      count.cards += 1;
      if (trust.state === 'verified') count.verified += 1;
    }
  }
  return [...found.values()]
    .map((count): Coverage => ({ ...count, score: percent(count.verified, count.cards) ?? 0 }))
    .sort((a, b) => b.cards - a.cards || byLetters(a.tag, b.tag));
}

function earliest(days: readonly (Day | null)[]): Day | null {
  return days.reduce((first, day) => (first === null || (day !== null && day < first) ? day : first), null);
}

function folded(tag: string): string {
  return fold(tag).trim();
}

function byLetters(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
