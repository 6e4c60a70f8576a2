/** Asks about one card after the other whether it is still true: shows the card and what has changed, takes the answer. */
import { askText, choose, type Choice } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { cardPage } from '../../base/card-page.js';
import { editCard } from '../../base/edit.js';
import { sinceVerified } from '../../base/since-verified.js';
import { ownerProblem } from '../../base/transfer.js';
import { decidedEdits, trustIn, withText, type Decided, type Terms } from '../../base/verify.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import { styleOf } from '../../format/style.js';
import { formatSince } from '../../format/verification.js';
import type { Decision } from '../../trust/decision.js';
import { askEvidence } from './evidence.js';

type Answer = 'verify' | 'edit' | 'reassign' | 'supersede' | 'archive' | 'skip';

const ANSWERS: readonly Choice<Answer>[] = [
  { value: 'verify', label: 'Yes, it is still true' },
  { value: 'edit', label: 'Edit it first' },
  { value: 'reassign', label: 'Somebody else has to look after it' },
  { value: 'supersede', label: 'Another card is read instead' },
  { value: 'archive', label: 'Nobody needs it any more: archive it' },
  { value: 'skip', label: 'Not now' },
];

/** The decisions, those that were put off left out; null where the user breaks off: then nothing shall be done. */
export async function interview(
  base: Base,
  cards: readonly ParsedCard[],
  terms: Terms,
  context: Context,
): Promise<readonly Decided[] | null> {
  const decided: Decided[] = [];
  for (const card of cards) {
    let asked = card;
    await showCard(base, asked, context);
    for (;;) {
      const answer = await choose(`Is “${safe(card.title)}” still true?`, ANSWERS, context.io);
      if (answer === null) return null;
      if (answer === 'skip') break;
      if (answer === 'edit') {
        asked = await withText(base, asked, (await editCard(base, asked, context)).after);
        await showCard(base, asked, context);
        continue;
      }
      const decision = await DECISIONS[answer](base, asked, context);
      if (decision === null) return null;
      const refused = await said(() => decidedEdits(base, [{ card: asked, decision }], terms));
      if (refused === null) {
        decided.push({ card: asked, decision });
        break;
      }
      context.note(refused);
    }
  }
  return decided;
}

async function showCard(base: Base, card: ParsedCard, { io, env, answer, note }: Context): Promise<void> {
  const style = styleOf(io.stdout, io.unicode, env);
  const since = formatSince(card, await sinceVerified(base, card), style);
  await answer(`${await cardPage(base, card, await trustIn(base, card), style, note)}\n${since}\n`);
}

/** What else has to be asked; null where the user breaks off. */
const DECISIONS: Readonly<
  Record<
    Exclude<Answer, 'edit' | 'skip'>,
    (base: Base, card: ParsedCard, context: Context) => Promise<Decision | null>
  >
> = {
  verify: (_, __, { io }) => askEvidence(io),
  reassign: async (base, _, { io }) => {
    const to = await askText('Who looks after it from now on?', io, {
      example: '@ana, @acme/billing, #support',
      problem: (name) => ownerProblem(name.trim(), base),
    });
    return to === null ? null : { do: 'reassign', to: to.trim() };
  },
  supersede: async (base, card, { io }) => {
    const { find } = await base.cards();
    const other = await askText('Which card is read instead?', io, {
      example: 'its id',
      problem: (name) => (isOther(find(name).card, card) ? null : 'that is no other card'),
    });
    const found = other === null ? null : find(other).card;
    return found && { do: 'supersede', by: found.id };
  },
  archive: () => Promise.resolve({ do: 'archive' }),
};

function isOther(found: ParsedCard | null, card: ParsedCard): boolean {
  return found !== null && found.path !== card.path;
}

/** What a check has to say; null where it is content. */
async function said(check: () => Promise<unknown>): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof KbError) return [error.message, error.hint ?? ''].join('\n').trimEnd();
    throw error;
  }
}
