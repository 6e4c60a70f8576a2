/** Shows one card after another with what changed since its verification, and asks whether it is still correct. */
import { askText, choose, type Choice } from '../../ask.js';
import { successorProblem } from '../../base/recording/archive.js';
import type { Base } from '../../base/base.js';
import { cardPage } from '../../base/pages/card-page.js';
import { trustIn } from '../../base/card-now.js';
import { planEdits } from '../../base/recording/record.js';
import { sinceVerified } from '../../base/recording/since-verified.js';
import { ownerProblem } from '../../base/recording/transfer.js';
import { decidedEdits, type Decided, type Terms } from '../../base/recording/verify.js';
import type { CanonicalField } from '../../card/fields.js';
import type { ParsedCard } from '../../card/parse.js';
import { isWritable } from '../../card/write.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import { styleOf } from '../../format/style.js';
import { formatSince, sinceLine } from '../../format/verification.js';
import type { Decision } from '../../trust/decision.js';
import { editAndReport } from '../recording/edit-and-report.js';
import { askEvidence } from '../recording/evidence.js';

type Answer = 'verify' | 'edit' | 'reassign' | 'supersede' | 'archive' | 'skip' | 'stop';

/** The answers. `needs`: the field that an answer is recorded in; without a name for it, the answer is not offered. */
const ANSWERS: readonly (Choice<Answer> & { readonly needs?: CanonicalField })[] = [
  { value: 'verify', label: 'Yes, verify it', needs: 'verified.on' },
  { value: 'edit', label: 'Edit it first' },
  { value: 'reassign', label: 'Give it a new owner', needs: 'owner' },
  { value: 'supersede', label: 'Mark it as superseded by another card', needs: 'superseded-by' },
  { value: 'archive', label: 'Archive it: nobody needs it any more', needs: 'status' },
  { value: 'skip', label: 'Not now' },
];
const STOP: Choice<Answer> = { value: 'stop', label: 'Stop here and record the answers so far' };

/** What the user decided about the cards. */
export interface Answers {
  /** Without the cards that were put off. Null if the user canceled: then nothing must be recorded. */
  readonly decided: readonly Decided[] | null;
  /** The cards that were edited meanwhile, as saved. */
  readonly edited: readonly ParsedCard[];
}

export async function interview(
  base: Base,
  cards: readonly ParsedCard[],
  terms: Terms,
  context: Context,
): Promise<Answers> {
  const { names } = await base.survey();
  const writable = ANSWERS.filter(({ needs }) => needs === undefined || isWritable(names, needs));
  const decided: Decided[] = [];
  const edited = new Map<string, ParsedCard>();
  for (const [at, card] of cards.entries()) {
    let current = card;
    let isWrong = false;
    let line = await showCard(base, current, context);
    const count = cards.length > 1 ? ` (${at + 1} of ${cards.length})` : '';
    const choices = decided.length > 0 ? [...writable, STOP] : writable;
    for (;;) {
      const question = `${line}\nIs “${safe(current.title)}” still correct?${count}`;
      const answer = await choose(question, choices, context.io);
      if (answer === null) return { decided: null, edited: [...edited.values()] };
      if (answer === 'stop') return { decided, edited: [...edited.values()] };
      if (answer === 'skip') break;
      if (answer === 'edit') {
        const saved = await editAndReport(base, current, {}, context);
        ({ card: current, isWrong } = saved);
        if (saved.changed) edited.set(current.path, current);
        line = await showCard(base, current, context);
        continue;
      }
      if (answer === 'verify' && isWrong) {
        context.note('not yet: the edit introduced an error');
        continue;
      }
      const decision = await DECISIONS[answer](base, current, context);
      if (decision === null) continue;
      const refused = await refusal(base, { card: current, decision }, terms);
      if (refused === null) {
        decided.push({ card: current, decision });
        break;
      }
      context.note(refused);
    }
  }
  return { decided, edited: [...edited.values()] };
}

/**
 * Shows the card and what changed since it was verified: on stdout if that is for people to read, otherwise on stderr with the
 * questions. Returns a one-line summary to repeat with the question, since a pager may have taken the page off the screen.
 */
async function showCard(base: Base, card: ParsedCard, context: Context): Promise<string> {
  const { io, env, options, answer, note } = context;
  const isForEyes = io.stdout.isTerminal && !options.json;
  const style = styleOf(isForEyes ? io.stdout : io.stderr, io.unicode, env);
  const since = await sinceVerified(base, card);
  const page = await cardPage(base, card, await trustIn(base, card), style, note);
  const whole = `\n${formatSince(card, since, style)}\n${page}`;
  if (isForEyes) await answer(whole);
  else io.stderr.write(whole);
  return sinceLine(card, since);
}

/** For each answer, asks for what else is needed. Returns null if the user cancels, to go back to the question. */
const DECISIONS: Readonly<
  Record<
    Exclude<Answer, 'edit' | 'skip' | 'stop'>,
    (base: Base, card: ParsedCard, context: Context) => Promise<Decision | null>
  >
> = {
  verify: (_, __, { io }) => askEvidence(io),
  reassign: async (base, _, { io }) => {
    const to = await askText('Who is the new owner?', io, {
      example: '@ana, @acme/billing, #support',
      problem: (name) => ownerProblem(name.trim(), base),
    });
    return to === null ? null : { do: 'reassign', to: to.trim() };
  },
  supersede: async (base, card, { io }) => {
    const cards = await base.cards();
    const other = await askText('Which card supersedes it?', io, {
      example: 'its id',
      problem: (name) => {
        const found = cards.find(name).card;
        return found ? (successorProblem([card], found)?.why ?? null) : `no card “${name}”`;
      },
    });
    const found = other === null ? null : cards.find(other).card;
    return found && { do: 'supersede', by: found.id };
  },
  archive: () => Promise.resolve({ do: 'archive' }),
};

/** Why a decision cannot be recorded; null if it can. */
async function refusal(base: Base, decided: Decided, terms: Terms): Promise<string | null> {
  try {
    planEdits(base, await decidedEdits(base, [decided], terms));
    return null;
  } catch (error) {
    if (error instanceof KbError) return [error.message, error.hint ?? ''].join('\n').trimEnd();
    throw error;
  }
}
