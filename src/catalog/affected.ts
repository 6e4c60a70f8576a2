/** Which cards a change of code concerns, by the globs under their `paths`. */
import type { TrustedRow } from './listing.js';

export interface AffectedCard {
  readonly card: TrustedRow;
  /** Changed files that its globs select, sorted. */
  readonly files: readonly string[];
}

/**
 * The cards that describe any of the files, in the order of the rows.
 * @param selectorOf what the globs of the card at a path select; null where it has none
 */
export function affectedBy(
  files: readonly string[],
  rows: readonly TrustedRow[],
  selectorOf: (path: string) => ((file: string) => boolean) | null,
): AffectedCard[] {
  return rows
    .map((card) => {
      const selects = selectorOf(card[0].path);
      return { card, files: selects ? files.filter(selects).sort() : [] };
    })
    .filter((each) => each.files.length > 0);
}
