/** The name that was probably meant: a typo is a few letters away, and what is further is better not guessed. */
import { distance } from 'fastest-levenshtein';

/**
 * The known name within two edits of a written one (one edit where either has three letters at most), apart from case;
 * undefined for a name that is known.
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
