/** Where the links and images of a card lead to, as paths from the root of the base. */
import type { CardFacts } from './facts.js';

/** Paths that are to be looked up on disk before the rules run: those of links and images that lead to no card. */
export function targetsOf(_cards: readonly CardFacts[]): string[] {
  return [];
}
