/** Random choices for tests of the forge. */
import { randomNumbers } from '../random.js';

/** The same seed always gives the same values. */
export interface Dice {
  /** A whole number from 0 to `count` - 1. */
  upTo(count: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T | undefined;
  /** Counts the calls: 1, 2, 3 … */
  next(): number;
}

export function dice(seed: number): Dice {
  const random = randomNumbers(seed);
  let count = 0;
  const upTo = (most: number): number => Math.floor(random() * most);
  return {
    upTo,
    chance: (share) => random() < share,
    pick: (list) => list[upTo(list.length)],
    next: () => (count += 1),
  };
}
