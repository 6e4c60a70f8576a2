/** `kb verify`: somebody has read a card and says that it is true; that is recorded, in one commit. */
import { Command, Option } from '@commander-js/extra-typings';
import { callerIn } from '../base/caller.js';
import { refuseRecord, type Planned } from '../base/record.js';
import type { ParsedCard } from '../card/parse.js';
import type { Context } from '../context.js';
import { settle } from './recording/settle.js';
import { withSelection } from '../flags.js';
import { chosenCards } from './verify/chosen.js';
import { decide, termOf } from './verify/decide.js';

const EXAMPLES = `
Shows each card with what has changed since it was verified last, and asks: still true, edit it first, somebody else's,
replaced, or not needed any more. With --note nothing is asked. The record (day, who, the note, and hashes of the text and
of the code under \`paths\`) and the next due day are written into the card under its own names; flags are settled; nothing
else in the file changes. All cards make one commit, which holds nothing else that is staged.

A new card that is in no commit yet is committed whole: you stand for all of it. One that was committed and holds edits that
were not is refused; --include-edits takes them along.

More than ten cards at once come due over the last tenth of their interval, not all on one day.

Exit code: 0 when something was recorded, 1 when nothing was, 2 when it could not be, 130 when you broke off.

Examples:
  $ kb verify refund-eu                                      look, and answer
  $ kb verify refund-eu --note "read with legal, 2026 terms"
  $ kb verify refund-eu --until 2027-03-31 --note "fees change in April"
  $ kb verify refund-eu --edit                               edit it first; both in one commit
  $ kb verify refund-eu --supersede refund-policy            readers are sent there
  $ kb verify -o @ana --is due --is stale                    all of hers, one after the other
`;

const INSTEAD = ['reassign', 'supersede', 'archive'] as const;

/** An answer other than yes: there is only one, and no note to it. */
function instead<F extends string>(flags: F, description: string, own: (typeof INSTEAD)[number]): Option<F> {
  return new Option(flags, description).conflicts(['note', ...INSTEAD.filter((name) => name !== own)]);
}

export function command(context: () => Context) {
  return withSelection(new Command('verify'))
    .argument(
      '[card...]',
      'ids, paths, or beginnings of ids or of their last parts; without any, filters say which',
    )
    .description('Say that cards are still true, and record it: who, when, with what evidence.')
    .option('-m, --note <text>', 'what you checked it against; nothing is asked then')
    .option('-y, --yes', 'ask nothing; --note has to say what was checked')
    .addOption(
      new Option('--until <date>', 'the last day on which the cards may be relied on').conflicts('for'),
    )
    .option('--for <interval>', 'how long they hold from today, whatever they say themselves: 6m, 90d')
    .option('--no-spread', 'let many cards come due on one day')
    .addOption(new Option('--edit', 'open the editor first').conflicts('dryRun'))
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
      const world = context();
      const { env } = world;
      const base = await world.ownBase('verify');
      const terms = { term: termOf(options), caller: await callerIn(base, env), spread: options.spread };
      const all = await chosenCards(base, names, options, world);
      const { includeEdits = false, commit: commits } = options;
      // Before somebody answers in vain; what the options decide is looked at when it is written.
      if (!options.dryRun && INSTEAD.every((name) => options[name] === undefined))
        await refuseRecord(base, all.map(unchanged), { env, commits, includeEdits });
      const { decided, edited } = await decide(base, all, options, terms, world);
      const settling = {
        ...terms,
        commit: commits,
        includeEdits: includeEdits || edited.length > 0,
        edited,
        typed: options.note === undefined,
      };
      await settle(base, decided, options.dryRun ? { ...settling, dryRun: true } : settling, world);
    });
}

function unchanged({ path, source }: ParsedCard): Planned {
  return { path, before: source, after: source, isWhole: true };
}
