/** Flags a problem with a card, in one commit. */
import { callerIn } from '../../base/recording/caller.js';
import { planFlag } from '../../base/recording/flag.js';
import { record } from '../../base/recording/record.js';
import { commitNote } from '../../format/commit.js';
import type { Outcome, Scene } from './action.js';
import { refusePretended } from './today.js';

export async function flag({ base, card, note, context }: Scene): Promise<Outcome> {
  refusePretended(context);
  await context.ownBase('flag');
  const caller = await callerIn(base, context.env);
  const { changes, message } = planFlag(base, card, caller, { note, quote: null });
  const done = await record(base, changes, message, { env: context.env, commits: true });
  return { message: `flagged as ${caller.name}, ${commitNote(done?.commit ?? null, true)}`, changed: true };
}
