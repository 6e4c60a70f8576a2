/** Which cards a user means by ids, files and folders. */
import type { CardFacts } from './facts.js';

/** A word of the command line. */
export interface Wanted {
  readonly word: string;
  /** What it would be as a path from the base's root; null for a folder in which the base lies. */
  readonly path: string | null;
}

/** Whether the words mean a path: a card by its id, a file, or what lies in a folder; and the words that mean no card. */
export function selected<W extends Wanted>(
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
