/** Asks about one card after the other whether it is still true: shows the card and what has changed, takes the answer. */
import { askText, choose, type Choice } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { cardPage } from '../../base/card-page.js';
import { editCard } from '../../base/edit.js';
import { sinceVerified } from '../../base/since-verified.js';
import { refuseOwner } from '../../base/transfer.js';
import { trustIn, withText, type Decided } from '../../base/verify.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import { styleOf } from '../../format/style.js';
import { formatSince } from '../../format/verification.js';
import { noteProblem } from '../../trust/verification.js';

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
  context: Context,
): Promise<readonly Decided[] | null> {
  const decided: Decided[] = [];
  for (const card of cards) {
    const answer = await askAbout(base, card, context);
    if (answer === null) return null;
    if (answer !== 'skip') decided.push(answer);
  }
  return decided;
}

async function askAbout(base: Base, card: ParsedCard, context: Context): Promise<Decided | 'skip' | null> {
  const { io, env, answer, note } = context;
  const style = styleOf(io.stdout, io.unicode, env);
  const since = formatSince(card, await sinceVerified(base, card), style);
  await answer(`${await cardPage(base, card, await trustIn(base, card), style, note)}\n${since}\n`);
  switch (await choose(`Is “${card.title}” still true?`, ANSWERS, io)) {
    case null:
      return null;
    case 'skip':
      return 'skip';
    case 'archive':
      return { card, decision: { do: 'archive' } };
    case 'edit': {
      const edited = await editCard(base, card, context);
      return askAbout(base, await withText(base, card, edited.after), context);
    }
    case 'verify': {
      const evidence = await askText('What did you check it against?', io, {
        example: 'checked against 4.2 staging',
        problem: (text) => (text.trim() === '' ? null : noteProblem(text)),
      });
      return evidence === null ? null : { card, decision: { do: 'verify', note: evidence.trim() || null } };
    }
    case 'reassign': {
      const to = await askText('Who looks after it from now on?', io, {
        example: '@ana, @acme/billing, #support',
        problem: (name) =>
          said(() => {
            refuseOwner(name.trim(), base);
          }),
      });
      return to === null ? null : { card, decision: { do: 'reassign', to: to.trim() } };
    }
    case 'supersede': {
      const { find } = await base.cards();
      const other = await askText('Which card is read instead?', io, {
        example: 'id',
        problem: (name) => {
          const found = find(name).card;
          return found && found.path !== card.path ? null : 'that is no other card';
        },
      });
      const found = other === null ? null : find(other).card;
      return found && { card, decision: { do: 'supersede', by: found.id } };
    }
  }
}

/** What a check has to say; null where it is content. */
function said(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof KbError) return error.message;
    throw error;
  }
}
