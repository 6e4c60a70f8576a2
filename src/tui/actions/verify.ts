/** Somebody has read a card and says that it is true, and what it was checked against; one commit. */
import { callerIn } from '../../base/recording/caller.js';
import { planEdits, record } from '../../base/recording/record.js';
import { decidedEdits } from '../../base/recording/verify.js';
import { commitNote } from '../../format/commit.js';
import { decisionMessage } from '../../trust/decision.js';
import type { Outcome, Scene } from './action.js';
import { refusePretended } from './today.js';

export async function verify({ base, card, said, isEdited, world }: Scene): Promise<Outcome> {
  refusePretended(world);
  await world.ownBase('verify');
  const caller = await callerIn(base, world.env);
  const decided = [{ card, decision: { do: 'verify', note: said.trim() || null } }] as const;
  const edits = await decidedEdits(base, decided, { caller, term: null, spread: false });
  const changes = planEdits(base, edits);
  const surroundings = { env: world.env, commits: true, includeEdits: isEdited };
  const done = await record(base, changes, decisionMessage(decided), surroundings);
  return { told: `verified as ${caller.name}, ${commitNote(done?.commit ?? null, true)}`, changed: true };
}
