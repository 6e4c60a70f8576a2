/** Notes of verifications and flags: one line without control or direction characters, so that nothing can be hidden. */
import { STEERING } from '../card/unseen.js';

/** Maximum length of a note in UTF-16 units. */
const LONGEST_NOTE = 500;
const NOT_ALLOWED = new RegExp(`[${STEERING}]`, 'u');

/** Returns why a text is not a valid note, as a phrase; null if it is valid. */
export function noteProblem(text: string): string | null {
  if (text.trim() === '') return 'the note is empty';
  if (text.length > LONGEST_NOTE)
    return `a note has at most ${LONGEST_NOTE} characters; this one has ${text.length}`;
  return NOT_ALLOWED.test(text) ? 'a note is one line without control characters' : null;
}
