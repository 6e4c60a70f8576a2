/** The way over a dictionary to the index terms that a clause stands for. */
import type { Clause } from '../../engine.js';
import { EditWalk } from './edit-walk.js';
import type { TermCursor } from './segment.js';
import { ExactWalk, StarWalk, type Walk } from './walk.js';

/** Largest number of edits of a clause. */
const MOST_EDITS = 2;

export function clauseWalk(clause: Clause, cursor: TermCursor): Walk<TermCursor> {
  const { term, wildcard = false, editDistance = 0 } = clause;
  if (isExact(clause)) return new ExactWalk(cursor, term);
  if (wildcard) return new StarWalk(cursor, term);
  return new EditWalk(cursor, term, Math.min(editDistance, MOST_EDITS), 'open');
}

/** Whether a clause stands for one term at most. A star in a clause without wildcards is in no term. */
export function isExact({ term, wildcard = false, editDistance = 0 }: Clause): boolean {
  return wildcard ? !term.includes('*') : editDistance <= 0 || term.includes('*');
}
