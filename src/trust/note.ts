/** What people say with a verification or a flag: one line that nothing can hide in. */
import { STEERING } from '../card/unseen.js';

/** Letters of a note. */
const LONGEST_NOTE = 500;
const NOT_ALLOWED = new RegExp(`[${STEERING}]`, 'u');

/** Why a text cannot be a note, as half a sentence; null where it can. */
export function noteProblem(text: string): string | null {
  if (text.trim() === '') return 'the note is empty';
  if (text.length > LONGEST_NOTE)
    return `a note has at most ${LONGEST_NOTE} characters; this one has ${text.length}`;
  return NOT_ALLOWED.test(text) ? 'a note is one line without control characters' : null;
}
