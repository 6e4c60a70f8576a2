/** Chooses how to walk a dictionary for the index terms that match a clause. */
import type { Clause } from '../../engine.js';
import { EditWalk } from './edit-walk.js';
import type { TermCursor } from './segment.js';
import { ExactWalk, StarWalk, type Walk } from './walk.js';

/** Most edits that a clause may allow. */
const MOST_EDITS = 2;

export function clauseWalk(clause: Clause, cursor: TermCursor): Walk<TermCursor> {
  const { term, wildcard = false, editDistance = 0 } = clause;
  if (isExact(clause)) return new ExactWalk(cursor, term);
  if (wildcard) return new StarWalk(cursor, term);
  return new EditWalk(cursor, term, Math.min(editDistance, MOST_EDITS), 'open');
}

/** Whether at most one term matches a clause. Without `wildcard` a star is literal, and no term contains one. */
export function isExact({ term, wildcard = false, editDistance = 0 }: Clause): boolean {
  return wildcard ? !term.includes('*') : editDistance <= 0 || term.includes('*');
}
