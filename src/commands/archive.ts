/** `kb archive`: removes cards that nobody needs from search and lists, and brings them back. The files stay. */
import { Command, Option } from '@commander-js/extra-typings';
import { refuseSuccessor, restoringEdits } from '../base/recording/archive.js';
import type { Base } from '../base/base.js';
import { rowsAfter } from '../base/card-now.js';
import { namedCard } from '../base/named-card.js';
import { planEdits } from '../base/recording/record.js';
import type { ParsedCard } from '../card/parse.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { formatCards } from '../format/cards.js';
import { cardsOutcomeJson, type Outcome } from '../format/outcome.js';
import type { Style } from '../format/style.js';
import { counted } from '../text/counted.js';
import { namedCards, type Decision } from '../trust/decision.js';
import { noteProblem } from '../trust/note.js';
import { carryOut, type RecordOptions } from './recording/carry-out.js';
import { recordDecisions } from './recording/record-decisions.js';

const EXAMPLES = `
Writes \`status: archived\` into the cards, in one commit. Archived cards are found only by is:archived, and nobody is asked to
verify them any more. Cards that still link to them are listed. With --superseded-by the cards can still be found: they rank
last and point to the newer card.

Exit code: 0 if it is done, 1 if you said no, 2 if it failed.

Examples:
  $ kb archive fax -m "we have no fax any more"
  $ kb archive refund-eu refund-uk --superseded-by refund-policy --yes
  $ kb archive fax --restore
`;

export function command(getContext: () => Context) {
  return new Command('archive')
    .argument('<card...>', 'ids, paths, or the start of an id or of its last part')
    .description('Archive cards that nobody needs any more, or bring them back.')
    .option('-m, --note <text>', 'why, for the commit')
    .option('--superseded-by <id>', 'do not archive: send readers to this card instead')
    .addOption(
      new Option('--restore', 'bring the cards back: no longer archived or superseded').conflicts(
        'supersededBy',
      ),
    )
    .option('--dry-run', 'show the changes as a diff, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option('--no-commit', 'write the cards, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (names, options) => {
      const context = getContext();
      const { supersededBy, note: why = '', yes = false, dryRun = false, commit } = options;
      const wrong = options.note === undefined ? null : noteProblem(options.note);
      if (wrong !== null) throw new KbError('usage', wrong, 'kb archive … -m "we have no fax any more"');
      const base = await context.ownBase('archive');
      const named = (name: string): Promise<ParsedCard> => namedCard(base, name, context, 'record');
      const found = new Map<string, ParsedCard>();
      for (const name of names) {
        const card = await named(name);
        found.set(card.path, card);
      }
      const cards = [...found.values()];
      if (options.restore) {
        await bringBack(base, cards, why, { yes, dryRun, commit }, context);
        return;
      }
      const successor = supersededBy === undefined ? null : await named(supersededBy);
      if (successor) refuseSuccessor(cards, successor);
      const decision: Decision = successor ? { do: 'supersede', by: successor.id } : { do: 'archive' };
      const decided = cards.map((card) => ({ card, decision }));
      const question = `${successor ? 'supersede' : 'archive'} ${whichCards(cards)}`;
      const terms = { caller: null, term: null, spread: false };
      await recordDecisions(base, decided, { ...terms, question, why, yes, dryRun, commit }, context);
    });
}

async function bringBack(
  base: Base,
  cards: readonly ParsedCard[],
  why: string,
  options: RecordOptions,
  context: Context,
): Promise<void> {
  const changes = planEdits(base, restoringEdits(cards));
  const after = await rowsAfter(base, changes, cards);
  const recording = {
    changes,
    message: { subject: `Restore ${namedCards(cards)}`, body: why },
    patches: changes,
    question: `restore ${whichCards(cards)}`,
    summary: {
      did: `${counted(cards.length, 'card')} restored`,
      would: `would restore ${counted(cards.length, 'card')}`,
    },
    json: (outcome: Outcome) => cardsOutcomeJson(outcome, after),
    text: (style: Style) => formatCards(after, style, { root: base.repo.root }),
  };
  await carryOut(base, recording, options, context);
}

/** Names the cards in a question: a single one by its title, since a partial id may have found another card than was meant. */
function whichCards(cards: readonly ParsedCard[]): string {
  const [only, ...others] = cards;
  return only && others.length === 0 ? `“${only.title}”` : counted(cards.length, 'card');
}
