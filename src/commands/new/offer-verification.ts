/** Asks the author of a new card whether to verify it right away, and records that as `kb verify` does. */
import { ask } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { decidedEdits } from '../../base/recording/verify.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import type { Caller } from '../../trust/caller.js';
import type { Decision } from '../../trust/decision.js';
import { recordDecisions } from '../recording/record-decisions.js';
import { interactiveIo } from './interview.js';
import type { NewOptions } from './options.js';

const VERIFIED: Decision = { do: 'verify', note: null };

/** Returns whether the card was verified. Does not ask about a draft, or if the author may not verify the card. */
export async function offerVerification(
  base: Base,
  card: ParsedCard,
  caller: Caller | null,
  options: NewOptions,
  context: Context,
): Promise<boolean> {
  const io = interactiveIo(options, context);
  // Records have the real date, so nothing is recorded with --today or KB_TODAY.
  if (io === null || caller === null || card.status === 'draft' || context.options.today !== undefined)
    return false;
  // Keep a verify-by date that the author wrote, unless it is past.
  const term = card.verifyBy !== null && card.verifyBy >= base.today ? { until: card.verifyBy } : null;
  const terms = { caller, term, spread: false };
  const decided = [{ card, decision: VERIFIED }];
  if (!(await succeeds(decidedEdits(base, decided, terms)))) return false;
  if (!(await ask('verify it as it is now?', io))) return false;
  await recordDecisions(base, decided, { ...terms, commit: false }, context);
  return true;
}

async function succeeds(edits: Promise<unknown>): Promise<boolean> {
  try {
    await edits;
    return true;
  } catch (error) {
    if (error instanceof KbError) return false;
    throw error;
  }
}
