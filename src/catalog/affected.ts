/** Finds the cards that a code change affects, by the globs under their `paths`. */

/** A card (in whatever form the caller has it) with the changed files that it describes. */
export interface Affected<T> {
  readonly card: T;
  /** Sorted. */
  readonly files: readonly string[];
}

/**
 * Returns the cards that describe any of the files, in the order given.
 * @param selectorOf returns the test that a card's globs make; null if the card has none
 */
export function affectedBy<T>(
  files: readonly string[],
  cards: readonly T[],
  selectorOf: (card: T) => ((file: string) => boolean) | null,
): Affected<T>[] {
  return cards
    .map((card) => {
      const selects = selectorOf(card);
      return { card, files: selects ? files.filter(selects).sort() : [] };
    })
    .filter((each) => each.files.length > 0);
}
