/** Resolves the ids, files and folders by which a user selects cards. */
import type { CardFacts } from './facts.js';

/** An argument from the command line. */
export interface Argument {
  readonly word: string;
  /** The argument as a path from the root of the base; null for a folder that contains the base. */
  readonly path: string | null;
}

/**
 * Returns a test for whether the arguments select a path (a card by its id, a file, or everything in a folder), and the
 * arguments that select no card.
 */
export function selected<W extends Argument>(
  cards: readonly CardFacts[],
  wanted: readonly W[],
): { readonly covers: (path: string) => boolean; readonly unknown: readonly W[] } {
  const byId = new Map(cards.map(({ card }) => [String(card.id), card.path]));
  const means = wanted.map(({ word, path }) => {
    if (path === null || path === '') return (): boolean => true;
    const folder = `${path}/`;
    const byWord = byId.get(word);
    return (each: string): boolean => each === path || each === byWord || each.startsWith(folder);
  });
  return {
    covers: (path) => means.some((isMeant) => isMeant(path)),
    unknown: wanted.filter((_, at) => !cards.some(({ card }) => means[at]?.(card.path))),
  };
}
