/** Comments by which a card says that a finding is known and meant: `<!-- kb-ignore link-target: the page is made by the build -->`. */
import type { Outline } from '../card/outline.js';
import type { ParsedCard } from '../card/parse.js';

export interface Suppression {
  readonly rules: readonly string[];
  /** '' where none is given, which is a finding of its own. */
  readonly reason: string;
  /** Line of the comment. */
  readonly line: number;
  readonly column: number;
  /** Line whose findings it covers; null for the whole card. */
  readonly covers: number | null;
}

/** The suppressions of a card, in its text and in the comments of its front matter. */
export function suppressionsIn(_card: ParsedCard, _outline: Outline): Suppression[] {
  return [];
}
