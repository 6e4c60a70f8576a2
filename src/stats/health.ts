/** How healthy a base is on a day: its score, and where its owners will have work. */
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

/** Cards with a tag. */
export interface Coverage {
  readonly tag: string;
  readonly cards: number;
  readonly verified: number;
  /** In percent, rounded down. */
  readonly score: number;
}

/** Cards that wait for their owners. */
export interface Work {
  readonly cards: number;
  /** The one with the most first. A card of two counts for both. */
  readonly owners: readonly { readonly owner: string; readonly cards: number; readonly known: boolean }[];
}

/** Everything but the counts of states and reasons speaks of active cards alone; cards are named by their paths, sorted. */
export interface Health extends Tally {
  readonly today: Day;
  /** What has to be verified from today to the day `until`. */
  readonly due: Work & { readonly until: Day };
  /** What may no longer be relied on. */
  readonly stale: Work;
  /** Half of the cards that have a verification are at most `median` days from it. */
  readonly age: { readonly median: number | null; readonly cards: number };
  readonly withoutOwner: readonly string[];
  /** Those all of whose owners nobody knows. */
  readonly orphans: readonly string[];
  /** The tag with the most cards first. */
  readonly tags: readonly Coverage[];
  readonly untagged: number;
  readonly flags: { readonly open: number; readonly oldest: Day | null; readonly cards: readonly string[] };
}

/** Days that are looked ahead for what comes due. */
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
    // A day that is still to come is a slip; the card is as fresh as can be.
    .map((days) => Math.max(0, days))
    .sort((a, b) => a - b);
  return { median: ages[Math.ceil(ages.length / 2) - 1] ?? null, cards: ages.length };
}

/** Tags that differ in case only are one, in the spelling that comes first in the alphabet. */
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
