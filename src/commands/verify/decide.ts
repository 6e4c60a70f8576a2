/** Decides about cards by the options of `kb verify`, and asks if they do not say. */
import { refuseUnseen } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { refuseSuccessor } from '../../base/recording/archive.js';
import { namedCard } from '../../base/named-card.js';
import { ownerProblem } from '../../base/recording/transfer.js';
import type { Terms } from '../../base/recording/verify.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import { parseDay, parseInterval } from '../../day.js';
import { KbError } from '../../errors.js';
import { quoted } from '../../text/shell.js';
import type { Decision } from '../../trust/decision.js';
import type { Answers } from './interview.js';
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

/** Throws KbError `usage` if an option has a wrong value, or if it must ask and stdin is not a terminal. */
export async function decide(
  base: Base,
  named: readonly ParsedCard[],
  options: Options,
  terms: Terms,
  context: Context,
): Promise<Answers> {
  const decision = await decisionOf(base, named, options, context);
  if (decision === null) {
    const [id, another] = named.map((card) => card.id);
    const which = id === undefined || another !== undefined ? '…' : quoted(id);
    refuseUnseen(context.io, `kb verify ${which} --note "what you checked it against" asks nothing`);
  }
  const cards: ParsedCard[] = [];
  for (const card of named) cards.push(options.edit ? await edited(base, card, context) : card);
  const changed = cards.filter(({ source }, at) => source !== named[at]?.source);
  if (decision !== null) return { decided: cards.map((card) => ({ card, decision })), edited: changed };
  const answers = await (await import('./interview.js')).interview(base, cards, terms, context);
  return { ...answers, edited: [...changed, ...answers.edited] };
}

/** Opens the card in the editor and returns it as saved. Throws KbError `usage` if the edit introduced an error. */
async function edited(base: Base, card: ParsedCard, context: Context): Promise<ParsedCard> {
  const { editAndReport } = await import('../recording/edit-and-report.js');
  const { card: saved, isWrong } = await editAndReport(base, card, {}, context);
  if (!isWrong) return saved;
  const hint = `kb verify ${quoted(card.path)} --edit --include-edits …`;
  throw new KbError('usage', `${card.path} is not verified: the edit introduced an error`, hint);
}

/** The decision that the options make for all cards; null if the user must be asked. */
async function decisionOf(
  base: Base,
  cards: readonly ParsedCard[],
  options: Options,
  context: Context,
): Promise<Decision | null> {
  const { note, reassign, supersede } = options;
  if (reassign !== undefined) {
    const problem = ownerProblem(reassign, base);
    if (problem !== null) throw new KbError('usage', problem, 'kb verify … --reassign @ben');
    return { do: 'reassign', to: reassign };
  }
  if (supersede !== undefined) {
    const instead = await namedCard(base, supersede, context, 'record');
    refuseSuccessor(cards, instead);
    return { do: 'supersede', by: instead.id };
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

/** How long the verification lasts; null to use the interval of each card. Throws KbError `usage` if it cannot be parsed. */
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
    throw new KbError('usage', `--until takes a calendar date; found “${until}”`, '--until 2027-03-31');
  }
  if (lasting === undefined) return null;
  const interval = parseInterval(lasting);
  if (interval) return { lasting: interval };
  throw new KbError('usage', `--for takes an interval; found “${lasting}”`, '--for 90d   --for 6m');
}
