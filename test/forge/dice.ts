/** Seeded randomness: the same seed always gives the same values. */
export interface Dice {
  /** A whole number from 0 to `count` - 1. */
  upTo(count: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T | undefined;
  /** Counts the calls: 1, 2, 3 … */
  next(): number;
}

/** Mulberry32, by Tommy Ettinger (public domain). */
export function dice(seed: number): Dice {
  let state = seed;
  let count = 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (most: number): number => Math.floor(random() * most);
  return {
    upTo,
    chance: (share) => random() < share,
    pick: (list) => list[upTo(list.length)],
    next: () => (count += 1),
  };
}
