/** Trust in a few characters: a sign, a word and the days. The color only repeats what they say. */
import type { Trust } from '../trust/trust.js';
import { safe } from './escape.js';
import type { Marks, Paint, Style } from './style.js';

/** Columns that fit every badge, except one with a long id: the width of `✔ verified (date only)`. */
export const BADGE = 22;

/** The badge without color: `✖ stale 41d`. */
export function badgeText(trust: Trust, supersededBy: string | null, marks: Marks): string {
  const days = trust.days ?? 0;
  switch (trust.reason) {
    case 'archived':
      return `${marks.archived} archived`;
    case 'superseded':
      return `${marks.see} see ${safe(supersededBy ?? '?')}`;
    case 'draft':
      return `${marks.draft} draft`;
    case 'unreadable':
    case 'bad-date':
    case 'never':
      return `${marks.unverified} unverified`;
    case 'flagged':
      return `${marks.unverified} flagged`;
    case 'expired':
      return `${marks.stale} stale ${days}d`;
    case 'edited-since':
      return `${marks.unverified} edited since`;
    case 'owner-missing':
      return `${marks.unverified} no owner`;
    case 'code-changed':
      return `${marks.due} code changed`;
    case 'soon':
      return days === 0 ? `${marks.due} due today` : `${marks.due} due in ${-days}d`;
    case 'date-only':
      return `${marks.verified} verified (date only)`;
    case 'current':
      return `${marks.verified} verified`;
  }
}

/** The color of a state. */
export function trustPaint({ state }: Trust, { paint }: Style): Paint {
  switch (state) {
    case 'verified':
      return paint.green;
    case 'due':
    case 'unverified':
      return paint.yellow;
    case 'stale':
      return paint.red;
    case 'superseded':
      return paint.cyan;
    case 'draft':
    case 'archived':
      return paint.dim;
  }
}
