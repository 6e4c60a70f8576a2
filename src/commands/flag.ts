/** `kb flag`: lets anyone report a problem with a card, which is not trusted until somebody resolves the flag. */
import { Command } from '@commander-js/extra-typings';
import { askText } from '../ask.js';
import { callerIn } from '../base/recording/caller.js';
import { rowsAfter } from '../base/card-now.js';
import { planFlag, planWithdrawal, refuseRetired } from '../base/recording/flag.js';
import { namedCard } from '../base/named-card.js';
import type { ParsedCard } from '../card/parse.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { formatCards } from '../format/cards.js';
import { safe } from '../format/escape.js';
import { flaggedJson } from '../format/flagged.js';
import type { Outcome } from '../format/outcome.js';
import type { Style } from '../format/style.js';
import { quoted } from '../text/shell.js';
import { noteProblem } from '../trust/note.js';
import { carryOut } from './recording/carry-out.js';

const EXAMPLES = `
A flag is one entry in the card's \`flags\`, and one commit. Everyone who finds the card sees it, until somebody who may
verify the card resolves it with kb verify. You can have one flag on a card; a second one replaces it.

Exit code: 0 if the flag was written or withdrawn, 2 if it could not be, 130 if you interrupted it.

Examples:
  $ kb flag refund-eu -m "the price has changed"
  $ kb flag refund-eu -m "it is 30 days now" --quote "within 14 days"
  $ kb flag refund-eu --withdraw
`;

export function command(getContext: () => Context) {
  return new Command('flag')
    .argument('<card>', 'id, path, or the start of the id or of its last part')
    .description('Report a problem with a card. Its owner resolves the flag with kb verify.')
    .option('-m, --note <text>', 'the problem, in one line')
    .option('--quote <text>', 'the words of the card that the problem is about')
    .option('--withdraw', 'remove your flag')
    .option('--dry-run', 'show the change as a diff, and change nothing')
    .option('--no-commit', 'write the card, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (name, options) => {
      const context = getContext();
      const { io, env, note } = context;
      const { withdraw = false, quote = null } = options;
      if (withdraw && (options.note !== undefined || quote !== null))
        throw new KbError(
          'usage',
          '--withdraw removes a flag and takes no text',
          `kb flag ${quoted(name)} --withdraw`,
        );
      const base = await context.ownBase('flag');
      const caller = await callerIn(base, env);
      const card = await namedCard(base, name, context, 'record');
      const text = withdraw ? '' : (options.note ?? (await promptForNote(card, context)));
      if (text === null) {
        note('nothing was changed');
        io.exitCode = ExitCode.interrupted;
        return;
      }
      const plan = withdraw
        ? planWithdrawal(base, card, caller)
        : planFlag(base, card, caller, { note: text, quote });
      const after = await rowsAfter(base, plan.changes, [card]);
      const recording = {
        ...plan,
        patches: plan.changes,
        summary: {
          did: plan.flag ? `flagged by ${caller.name}` : 'your flag is withdrawn',
          would: plan.flag ? 'the flag would be added' : 'your flag would be withdrawn',
        },
        json: (outcome: Outcome) =>
          after.map((row) => flaggedJson(outcome, { ...plan, by: caller.name }, row)).join(''),
        text: (style: Style) => formatCards(after, style, { root: base.repo.root }),
      };
      if (plan.flag && plan.gone && plan.gone.note !== plan.flag.note)
        note(`this replaces your flag: ${plan.gone.note}`);
      const done = await carryOut(base, recording, options, context);
      if (done && plan.flag) note(`${resolvers(card)}: kb verify ${card.id}`);
    });
}

function resolvers({ owner, verifiers }: ParsedCard): string {
  const who = (verifiers.length > 0 ? verifiers : owner).join(', ');
  return who === ''
    ? 'the card has no owner yet; its owner can resolve the flag'
    : `to be resolved by ${who}`;
}

/** Asks for the problem. Returns null if the user cancels; throws KbError `usage` if stdin is not a terminal. */
async function promptForNote(card: ParsedCard, { io }: Context): Promise<string | null> {
  refuseRetired(card);
  if (io.stdin.isTTY !== true) {
    const example = `kb flag ${quoted(card.id)} -m "…"`;
    throw new KbError('usage', 'there is no terminal to ask for the problem: pass it with -m', example);
  }
  return askText(`What is the problem with “${safe(card.title)}”?`, io, {
    example: 'the price has changed',
    problem: noteProblem,
  });
}
