/** Asks what the user checked a card against. */
import { askText } from '../../ask.js';
import type { Io } from '../../io.js';
import type { Decision } from '../../trust/decision.js';
import { noteProblem } from '../../trust/note.js';

/** Returns null if the user cancels. An empty answer verifies the card without evidence. */
export async function askEvidence(io: Io): Promise<Decision | null> {
  const answer = await askText('What did you check it against? (Enter: nothing)', io, {
    example: 'checked against 4.2 staging',
    problem: (text) => (text.trim() === '' ? null : noteProblem(text)),
  });
  return answer === null ? null : { do: 'verify', note: answer.trim() || null };
}
