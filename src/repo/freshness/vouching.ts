/** Decides which cards git vouches for: those that it tracks and that do not differ from its index. */
import { isHarmless } from './harmless.js';
import { askDiffering, askTracked, type Scope } from './question.js';
import { stampAt, type Watched } from './state.js';

export interface Vouched {
  /** The cards that git does not vouch for, and tracked files that are missing, which git reports from the start. */
  readonly watched: readonly Watched[];
  /** The other files that git has reported. */
  readonly known: readonly string[];
}

/** Null if git cannot vouch, or vouches for too few cards to be worth asking. */
export async function vouchedBy(scope: Scope, cards: readonly Watched[]): Promise<Vouched | null> {
  if (!isHarmless(scope.tree)) return null;
  const [tracked, differing] = await Promise.all([askTracked(scope).answer, askDiffering(scope).answer]);
  if (tracked === null || differing === null) return null;
  const vouched = new Set(tracked);
  for (const file of differing) vouched.delete(file);
  const unsure = cards.filter(([file]) => !vouched.has(file));
  if (unsure.length > cards.length / 2) return null;
  const others = new Set(differing);
  for (const [file] of cards) others.delete(file);
  const absent = [...others].filter((file) => stampAt(`${scope.root}/${file}`) === null);
  for (const file of absent) others.delete(file);
  return { watched: [...unsure, ...absent.map((file): Watched => [file, null])], known: [...others] };
}
