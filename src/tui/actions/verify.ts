/** Verifies a card, with a note of what it was checked against, in one commit. */
import { callerIn } from '../../base/recording/caller.js';
import { planEdits, record, refuseRecord } from '../../base/recording/record.js';
import { decidedEdits } from '../../base/recording/verify.js';
import { commitNote } from '../../format/commit.js';
import { decisionMessage } from '../../trust/decision.js';
import type { Outcome, Scene } from './action.js';
import { refusePretended } from './today.js';

/** Throws KbError if this caller cannot verify the card now. Called before the user is asked for a note. */
export async function refuseVerification(scene: Verifying): Promise<void> {
  const { changes, options } = await planned(scene);
  await refuseRecord(scene.base, changes, options);
}

export async function verify(scene: Scene): Promise<Outcome> {
  const { caller, changes, message, options } = await planned(scene);
  const done = await record(scene.base, changes, message, options);
  return { message: `verified by ${caller.name}, ${commitNote(done?.commit ?? null, true)}`, changed: true };
}

type Verifying = Pick<Scene, 'base' | 'card' | 'note' | 'isEdited' | 'context'>;

async function planned({ base, card, note, isEdited, context }: Verifying) {
  refusePretended(context);
  await context.ownBase('verify');
  const caller = await callerIn(base, context.env);
  const decided = [{ card, decision: { do: 'verify', note: note.trim() || null } }] as const;
  const edits = await decidedEdits(base, decided, { caller, term: null, spread: false });
  const options = { env: context.env, commits: true, includeEdits: isEdited };
  return { caller, changes: planEdits(base, edits), message: decisionMessage(decided), options };
}
