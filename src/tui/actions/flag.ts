/** Flags a problem with a card, in one commit. */
import { callerIn } from '../../base/recording/caller.js';
import { planFlag } from '../../base/recording/flag.js';
import { record } from '../../base/recording/record.js';
import { commitNote } from '../../format/commit.js';
import type { Outcome, Scene } from './action.js';
import { refusePretended } from './today.js';

export async function flag({ base, card, said, world }: Scene): Promise<Outcome> {
  refusePretended(world);
  await world.ownBase('flag');
  const caller = await callerIn(base, world.env);
  const { changes, message } = planFlag(base, card, caller, { note: said, quote: null });
  const done = await record(base, changes, message, { env: world.env, commits: true });
  return { told: `flagged as ${caller.name}, ${commitNote(done?.commit ?? null, true)}`, changed: true };
}
