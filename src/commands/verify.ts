/** `kb verify`: somebody has read a card and says that it is true; that is recorded, in one commit. */
import { Command, Option } from '@commander-js/extra-typings';
import { callerIn } from '../base/caller.js';
import { namedCard } from '../base/named-card.js';
import { planEdits, record } from '../base/record.js';
import { decidedEdits, rowsAfter } from '../base/verify.js';
import type { ParsedCard } from '../card/parse.js';
import type { Context } from '../context.js';
import { ExitCode } from '../errors.js';
import { formatCards } from '../format/cards.js';
import { commitNote } from '../format/commit-note.js';
import { patchLines } from '../format/patch.js';
import { printed, styleOf } from '../format/style.js';
import { settledJson } from '../format/verification.js';
import { decisionMessage } from '../trust/decision.js';
import { decide, termOf } from './verify/decide.js';

const EXAMPLES = `
Shows each card with what has changed since it was verified last, and asks: still true, edit it first, somebody else's,
replaced, or not needed any more. With --note nothing is asked. The record (day, who, the note, and hashes of the text and
of the code under \`paths\`) and the next due day are written into the card under its own names; flags are settled; nothing
else in the file changes. All cards make one commit, which holds nothing else that is staged.

More than ten cards at once come due over the last tenth of their interval, not all on one day.

Exit code: 0 when something was recorded, 1 when nothing was, 2 when it could not be, 130 when you broke off.

Examples:
  $ kb verify refund-eu                                      look, and answer
  $ kb verify refund-eu --note "read with legal, 2026 terms"
  $ kb verify refund-eu --until 2027-03-31 --note "fees change in April"
  $ kb verify refund-eu --edit                               edit it first; both in one commit
  $ kb verify refund-eu --supersede refund-policy            readers are sent there
  $ kb list -0 -o @ana --is due | xargs -0 kb verify --note "walked through with Ana"
`;

const INSTEAD = ['reassign', 'supersede', 'archive'] as const;

/** An answer other than yes: there is only one, and no note to it. */
function instead<F extends string>(flags: F, description: string, own: (typeof INSTEAD)[number]): Option<F> {
  return new Option(flags, description).conflicts(['note', ...INSTEAD.filter((name) => name !== own)]);
}

export function command(context: () => Context) {
  return new Command('verify')
    .argument('<card...>', 'ids, paths, or parts of ids')
    .description('Say that cards are still true, and record it: who, when, with what evidence.')
    .option('-m, --note <text>', 'what you checked it against; nothing is asked then')
    .option('-y, --yes', 'ask nothing; --note has to say what was checked')
    .addOption(
      new Option('--until <date>', 'the last day on which the cards may be relied on').conflicts('for'),
    )
    .option('--for <interval>', 'how long they hold from today, whatever they say themselves: 6m, 90d')
    .option('--no-spread', 'let many cards come due on one day')
    .option('--edit', 'open the editor first')
    .addOption(
      instead('--reassign <owner>', 'do not verify: somebody else looks after the cards', 'reassign'),
    )
    .addOption(instead('--supersede <id>', 'do not verify: that card is read instead', 'supersede'))
    .addOption(instead('--archive', 'do not verify: nobody needs the cards any more', 'archive'))
    .option('--include-edits', 'commit what is edited in the cards and not committed yet, too')
    .option('--dry-run', 'show the changes as a diff, and change nothing')
    .option('--no-commit', 'write the cards, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (names, options) => {
      const { io, env, cwd, options: globals, ownBase, answer, note } = context();
      const base = await ownBase('verify');
      const term = termOf(options);
      const caller = await callerIn(base, env);
      const cards = new Map<string, ParsedCard>();
      for (const name of names) {
        const card = await namedCard(base, name, { cwd, command: 'verify' });
        cards.set(card.path, card);
      }
      const decided = await decide(base, [...cards.values()], options, context());
      if (decided === null || decided.length === 0) {
        note('nothing was changed');
        io.exitCode = decided === null ? 130 : ExitCode.no;
        return;
      }
      const edits = await decidedEdits(base, decided, { caller, term, spread: options.spread });
      const changes = planEdits(base, edits);
      const after = await rowsAfter(base, changes, decided);
      const isEdited = decided.some(({ card }) => card.source !== cards.get(card.path)?.source);
      const done = options.dryRun
        ? null
        : await record(base, changes, decisionMessage(decided), {
            env,
            commits: options.commit,
            includeEdits: (options.includeEdits ?? false) || isEdited,
            confirmed: () => Promise.resolve(true),
          });

      const style = styleOf(io.stdout, io.unicode, env);
      if (globals.json) {
        const outcome = { done: done !== null, commit: done?.commit ?? null, by: caller.name };
        io.stdout.write(settledJson(outcome, decided, after));
      } else if (done) await answer(formatCards(after, style, { root: base.repo.root }));
      else
        await answer(
          printed(
            changes.flatMap((change) => patchLines(change, style)),
            style,
          ),
        );
      const what = counted(decided.length);
      if (done) note(`${what} recorded as ${caller.name}, ${commitNote(done.commit, options.commit)}`);
      else note(`${what} would change`);
    });
}

function counted(cards: number): string {
  return cards === 1 ? '1 card' : `${cards} cards`;
}
