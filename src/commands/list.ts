/** `kb list`: lists the cards that pass the filters. */
import { Command, Option } from '@commander-js/extra-typings';
import { absolutePaths, cloneOf, rootOf, trustedRows } from '../base/bases.js';
import type { Filters } from '../catalog/filter.js';
import { sortRows, SORTS } from '../catalog/listing.js';
import type { Context } from '../context.js';
import type { Day } from '../day.js';
import { ExitCode } from '../errors.js';
import { filtersFrom, parseLimit, withFilters, withFormats } from '../flags.js';
import { formatCards } from '../format/cards.js';
import { cardsJson, cardsJsonLines } from '../format/json.js';
import { styleOf } from '../format/style.js';
import { remarks } from '../base/remarks.js';
import { counted } from '../text/counted.js';

const EXAMPLES = `
Examples:
  $ kb list                            every card, the most urgent first
  $ kb list --is stale --owner @ana
  $ kb list --due-before 2w --sort due
  $ kb list -t refunds -0 | xargs -0 grep -l Stripe
`;

export function command(getContext: () => Context) {
  return withFormats(withFilters(new Command('list')))
    .description('List cards, the most urgent first. Archived cards appear only with --is archived.')
    .addOption(new Option('-s, --sort <key>', 'sort order').choices(SORTS).default('trust' as const))
    .option('-n, --limit <count>', 'list at most this many (0 = all)', parseLimit, 0)
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { io, env, options: globals, bases, answer, answerPaths, note, now } = getContext();
      const opened = await bases();
      const filtersOn = (today: Day): Filters => filtersFrom(options, today);
      const found = await trustedRows(opened, filtersOn, options.fresh);
      const all = sortRows(found, options.sort);
      const rows = options.limit > 0 ? all.slice(0, options.limit) : all;
      const { format = 'short' } = options;

      if (options.null)
        answerPaths(
          absolutePaths(
            opened,
            rows.map(([row]) => row),
          ),
        );
      else if (format === 'jsonl') io.stdout.write(cardsJsonLines(rows));
      else if (format === 'json' || globals.json) io.stdout.write(cardsJson(rows, await cloneOf(opened)));
      else
        await answer(
          formatCards(rows, styleOf(io.stdout, io.unicode, env), { format, root: rootOf(opened) }),
        );
      const count =
        rows.length < all.length
          ? `${rows.length} of ${all.length} cards; -n 0 lists all`
          : counted(all.length, 'card');
      const absent =
        found.length === 0 && !globals.quiet
          ? await (await import('../base/absent.js')).absentNotes(opened, filtersOn)
          : [];
      for (const line of [
        count,
        ...absent,
        ...(globals.quiet ? [] : await remarks(opened, now(), globals.verbose)),
      ])
        note(line);
      if (all.length === 0) io.exitCode = ExitCode.no;
    });
}
