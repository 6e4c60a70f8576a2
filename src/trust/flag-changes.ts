/** What becomes of a card's flags from one version to the next. */
import type { Flag } from '../card/card.js';
import type { Person } from '../config.js';
import { fold } from '../text/fold.js';
import { personOf } from './known-owners.js';

export interface GoneFlag {
  readonly flag: Flag;
  /**
   * `replaced`: the same person has a later one, in other words. `altered`: another flag has its words, or its person
   * and its day, or an earlier one. `removed`: no other flag is like it.
   */
  readonly how: 'removed' | 'replaced' | 'altered';
  /** The flag that stands for it now; null where it is removed. */
  readonly now: Flag | null;
}

export interface FlagChanges {
  readonly added: readonly Flag[];
  readonly gone: readonly GoneFlag[];
}

/** Flags are the same where name, day and words are. Each new one stands for one that is gone at most. */
export function flagChanges(
  before: readonly Flag[],
  after: readonly Flag[],
  people: readonly Person[],
): FlagChanges {
  const resolve = personOf(people);
  const [old, now] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  const added = after.filter((flag) => !old.has(keyOf(flag)));
  const gone = before.filter((flag) => !now.has(keyOf(flag)));
  const sameWords = (flag: Flag, other: Flag): boolean => flag.note === other.note;
  const samePerson = (flag: Flag, other: Flag): boolean => fold(resolve(flag.by)) === fold(resolve(other.by));
  const free = new Set(added);
  const stands = new Map<Flag, Flag>();
  for (const matches of [sameWords, samePerson]) {
    for (const flag of gone) {
      const other = stands.has(flag) ? undefined : [...free].find((each) => matches(flag, each));
      if (!other) continue;
      free.delete(other);
      stands.set(flag, other);
    }
  }
  return {
    added,
    gone: gone.map((flag): GoneFlag => {
      const other = stands.get(flag) ?? null;
      if (other === null) return { flag, how: 'removed', now: null };
      const isLater = other.on !== null && (flag.on === null || other.on > flag.on);
      const isNewer = isLater && samePerson(flag, other) && !sameWords(flag, other);
      return { flag, how: isNewer ? 'replaced' : 'altered', now: other };
    }),
  };
}

function keyOf({ by, on, note }: Flag): string {
  return JSON.stringify([by, on, note]);
}
