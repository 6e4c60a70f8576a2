/** Guesses the name that a typo was meant to be; only a few letters may differ. */
import { distance } from 'fastest-levenshtein';

/**
 * Returns the known name that is nearest, ignoring case, if it is within two edits of the written one (one edit if either
 * has at most three letters); undefined if there is none or the written name is known.
 */
export function nearest(written: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(written) || written.length > 64) return undefined;
  let best: string | undefined;
  let bestEdits = 3;
  for (const name of known) {
    const edits = distance(written.toLowerCase(), name.toLowerCase());
    const most = Math.min(written.length, name.length) <= 3 ? 1 : 2;
    if (edits <= most && edits < bestEdits) [best, bestEdits] = [name, edits];
  }
  return best;
}
