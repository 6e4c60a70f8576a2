/** What the options of `kb verify` decide about cards, and what is left to be asked. */
import { refuseUnseen } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { editCard } from '../../base/edit.js';
import { namedCard } from '../../base/named-card.js';
import { refuseOwner } from '../../base/transfer.js';
import { withText, type Decided, type Terms } from '../../base/verify.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import { parseDay, parseInterval } from '../../day.js';
import { KbError } from '../../errors.js';
import type { Decision } from '../../trust/decision.js';
import { noteProblem } from '../../trust/note.js';
import type { Term } from '../../trust/verification.js';

export interface Options {
  readonly note?: string;
  readonly yes?: true;
  readonly edit?: true;
  readonly reassign?: string;
  readonly supersede?: string;
  readonly archive?: true;
  readonly dryRun?: true;
}

/** Null where the user breaks off. Throws KbError `usage` where the options do not fit, or nobody can be asked. */
export async function decide(
  base: Base,
  named: readonly ParsedCard[],
  options: Options,
  terms: Terms,
  context: Context,
): Promise<readonly Decided[] | null> {
  const decision = await decisionOf(base, options, context);
  // Whoever has to be asked is asked for the editor, too.
  const cards: ParsedCard[] = [];
  if (decision === null)
    refuseUnseen(context.io, 'kb verify … --note "what you checked it against" asks nothing');
  for (const card of named) {
    if (decision?.do === 'supersede' && decision.by === card.id)
      throw new KbError('usage', `${card.id} cannot be read instead of itself`);
    cards.push(options.edit ? await withText(base, card, (await editCard(base, card, context)).after) : card);
  }
  if (decision !== null) return cards.map((card) => ({ card, decision }));
  return (await import('./interview.js')).interview(base, cards, terms, context);
}

/** Null where it has to be asked for. */
async function decisionOf(base: Base, options: Options, { cwd }: Context): Promise<Decision | null> {
  const { note, reassign, supersede } = options;
  if (reassign !== undefined) {
    refuseOwner(reassign, base);
    return { do: 'reassign', to: reassign };
  }
  if (supersede !== undefined) {
    const instead = await namedCard(base, supersede, { cwd, command: 'verify … --supersede' });
    if (instead.supersededBy === null) return { do: 'supersede', by: instead.id };
    throw new KbError(
      'usage',
      `${instead.id} is superseded itself`,
      `kb verify … --supersede ${instead.supersededBy}`,
    );
  }
  if (options.archive) return { do: 'archive' };
  const wrong = note === undefined ? null : noteProblem(note);
  if (wrong !== null) throw new KbError('usage', wrong, '--note "checked against 4.2 staging"');
  if (note !== undefined) return { do: 'verify', note: note.trim() };
  if (options.dryRun) return { do: 'verify', note: null };
  if (options.yes) {
    const hint = 'kb verify … --note "checked against 4.2 staging"';
    throw new KbError('usage', '--yes needs a --note: what did you check it against?', hint);
  }
  return null;
}

/** Until when the verification shall hold; null where the cards say. */
export function termOf({
  until,
  for: lasting,
}: {
  readonly until?: string;
  readonly for?: string;
}): Term | null {
  if (until !== undefined) {
    const day = parseDay(until);
    if (day) return { until: day };
    throw new KbError('usage', `--until takes a day of the calendar; found “${until}”`, '--until 2027-03-31');
  }
  if (lasting === undefined) return null;
  const interval = parseInterval(lasting);
  if (interval) return { lasting: interval };
  throw new KbError('usage', `--for takes an interval; found “${lasting}”`, '--for 90d   --for 6m');
}
