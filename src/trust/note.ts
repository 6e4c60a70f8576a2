/** What people say with a verification or a flag: one line that nothing can hide in. */

/** Letters of a note. */
const LONGEST_NOTE = 500;
/** What would break a line, or steer a terminal. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Why a text cannot be a note, as half a sentence; null where it can. */
export function noteProblem(text: string): string | null {
  if (text.trim() === '') return 'a note says something';
  if (text.length > LONGEST_NOTE)
    return `a note has at most ${LONGEST_NOTE} letters; this one has ${text.length}`;
  return UNSEEN.test(text) ? 'a note is one line without control characters' : null;
}
