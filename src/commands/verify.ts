/** `kb verify`: records in one commit that somebody has checked cards and that they are still correct. */
import { Command, Option } from '@commander-js/extra-typings';
import { callerIn } from '../base/recording/caller.js';
import { refuseRecord, type Planned } from '../base/recording/record.js';
import type { ParsedCard } from '../card/parse.js';
import type { Context } from '../context.js';
import { recordDecisions } from './recording/record-decisions.js';
import { withSelection } from '../flags.js';
import { chosenCards } from './verify/chosen.js';
import { decide, termOf } from './verify/decide.js';

const EXAMPLES = `
Shows each card with what changed since its last verification, and asks: is it still correct, edit it first, reassign it,
supersede it, or archive it? With --note it asks nothing. The record (date, person, note, and hashes of the text and of the
code under \`paths\`) and the next verify-by date are written into the card, in the fields it already uses. Flags are resolved;
nothing else in the file changes. All cards go into one commit, which contains nothing else that is staged.

A card that was never committed is committed whole, since you verify all of it. A committed card with uncommitted edits is
refused; --include-edits commits the edits too.

If you verify more than ten cards at once, their due dates are spread over the last tenth of the interval.

Exit code: 0 if it is recorded (or was already) and for every dry run, 1 if you put off all cards, 2 if it could not be
recorded, 130 if you interrupted it.

Examples:
  $ kb verify refund-eu                                      read it and answer
  $ kb verify refund-eu --note "read with legal, 2026 terms"
  $ kb verify refund-eu --until 2027-03-31 --note "fees change in April"
  $ kb verify refund-eu --edit                               edit it first; both in one commit
  $ kb verify refund-eu --supersede refund-policy            send readers to the newer card
  $ kb verify -o @ana --is due --is stale                    all of Ana's cards, one by one
`;

const INSTEAD = ['reassign', 'supersede', 'archive'] as const;

/** An option that decides something other than to verify. Excludes the others, and `--note`. */
function instead<F extends string>(flags: F, description: string, own: (typeof INSTEAD)[number]): Option<F> {
  return new Option(flags, description).conflicts(['note', ...INSTEAD.filter((name) => name !== own)]);
}

export function command(getContext: () => Context) {
  return withSelection(new Command('verify'))
    .argument('[card...]', 'ids, paths, or the start of an id or of its last part; or use filters')
    .description('Confirm that cards are still correct, and record who checked them, when and against what.')
    .option('-m, --note <text>', 'what you checked the cards against; asks nothing')
    .option('-y, --yes', 'ask nothing; needs --note')
    .addOption(new Option('--until <date>', 'the last day the cards can be relied on').conflicts('for'))
    .option(
      '--for <interval>',
      'how long they can be relied on from today, overriding their own interval: 6m, 90d',
    )
    .option('--no-spread', 'do not spread the due dates of many cards')
    .addOption(new Option('--edit', 'open the editor first').conflicts('dryRun'))
    .addOption(instead('--reassign <owner>', 'do not verify: give the cards a new owner', 'reassign'))
    .addOption(instead('--supersede <id>', 'do not verify: send readers to this card instead', 'supersede'))
    .addOption(instead('--archive', 'do not verify: archive the cards', 'archive'))
    .option('--include-edits', 'also commit uncommitted edits in the cards')
    .option('--dry-run', 'show the changes as a diff, and change nothing')
    .option('--no-commit', 'write the cards, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (names, options) => {
      const context = getContext();
      const { env } = context;
      const base = await context.ownBase('verify');
      const terms = { term: termOf(options), caller: await callerIn(base, env), spread: options.spread };
      const all = await chosenCards(base, names, options, context);
      const { includeEdits = false, commit: commits } = options;
      // Check before the user answers for nothing. Decisions given as options are checked when they are written.
      if (!options.dryRun && INSTEAD.every((name) => options[name] === undefined))
        await refuseRecord(base, all.map(unchanged), { env, commits, includeEdits });
      const { decided, edited } = await decide(base, all, options, terms, context);
      const decisionOptions = {
        ...terms,
        commit: commits,
        includeEdits: includeEdits || edited.length > 0,
        edited,
        typed: options.note === undefined,
      };
      await recordDecisions(
        base,
        decided,
        options.dryRun ? { ...decisionOptions, dryRun: true } : decisionOptions,
        context,
      );
    });
}

function unchanged({ path, source }: ParsedCard): Planned {
  return { path, before: source, after: source, isWhole: true };
}
