/** Which cards a change of code concerns, by the globs under their `paths`. */

/** Something about a card, with the changed files that the card describes. */
export interface Affected<T> {
  readonly card: T;
  /** Sorted. */
  readonly files: readonly string[];
}

/**
 * The cards that describe any of the files, in their order.
 * @param selectorOf what the globs of a card select; null where it has none
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
