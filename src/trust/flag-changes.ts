/** Compares the flags of two versions of a card. */
import type { Flag } from '../card/card.js';
import type { Person } from '../config.js';
import { fold } from '../text/fold.js';
import { personOf } from './known-owners.js';

export interface GoneFlag {
  readonly flag: Flag;
  /**
   * `replaced`: the same person has a later flag with another note. `altered`: another flag has its note, or is by the
   * same person but not later. `removed`: no other flag is like it.
   */
  readonly how: 'removed' | 'replaced' | 'altered';
  /** The flag that took its place; null if it was removed. */
  readonly now: Flag | null;
}

export interface FlagChanges {
  readonly added: readonly Flag[];
  readonly gone: readonly GoneFlag[];
}

/** Flags with the same name, day and note are equal. Each new flag takes the place of at most one that is gone. */
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
  const replacedBy = new Map<Flag, Flag>();
  for (const matches of [sameWords, samePerson]) {
    for (const flag of gone) {
      const other = replacedBy.has(flag) ? undefined : [...free].find((each) => matches(flag, each));
      if (!other) continue;
      free.delete(other);
      replacedBy.set(flag, other);
    }
  }
  return {
    added,
    gone: gone.map((flag): GoneFlag => {
      const other = replacedBy.get(flag) ?? null;
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
