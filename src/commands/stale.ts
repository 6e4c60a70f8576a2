/** `kb stale`: lists cards that are past their date, longest overdue first. */
import { Command } from '@commander-js/extra-typings';
import { absolutePaths, cloneOf, passing, rootOf } from '../base/bases.js';
import { parseFilter, type Filters } from '../catalog/filter.js';
import { sortRows } from '../catalog/listing.js';
import type { Context } from '../context.js';
import type { Day } from '../day.js';
import { ExitCode, KbError } from '../errors.js';
import { filtersFrom, withFilters } from '../flags.js';
import { formatStale } from '../format/cards.js';
import { cardsJson } from '../format/json.js';
import { styleOf } from '../format/style.js';
import { remarks } from '../base/remarks.js';
import { counted } from '../text/counted.js';
import { isStale, type Trust } from '../trust/trust.js';

const EXAMPLES = `
Exit code: 0 if nothing is stale (cards that are due soon do not count), 1 if something is.

Examples:
  $ kb stale                        what can no longer be relied on
  $ kb stale --due                  also what is due soon
  $ kb stale --today 2027-01-31     what will be stale by then
  $ kb stale -o @ana --json
`;

export function command(getContext: () => Context) {
  return withFilters(new Command('stale'))
    .description('List cards that are past their date, longest overdue first.')
    .option('--due', 'also list cards that are due soon')
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { io, env, options: globals, bases, answer, answerPaths, note, now } = getContext();
      refuseContrary(options.is ?? [], options.due ?? false);
      const opened = await bases();
      const filtersOn = (today: Day): Filters => filtersFrom(options, today);
      const isDue = ({ state }: Trust): boolean => state === 'due';
      const found = await passing(
        opened,
        filtersOn,
        options.fresh === true,
        (trust) => isStale(trust) || isDue(trust),
      );
      const stale = found.rows.filter(([, trust]) => isStale(trust));
      const due = found.rows.filter(([, trust]) => isDue(trust));
      const rows = sortRows(options.due ? [...stale, ...due] : stale, 'due');

      if (options.null)
        answerPaths(
          absolutePaths(
            opened,
            rows.map(([row]) => row),
          ),
        );
      else if (globals.json) io.stdout.write(cardsJson(rows, await cloneOf(opened)));
      else await answer(formatStale(rows, styleOf(io.stdout, io.unicode, env), { root: rootOf(opened) }));
      const count = `${stale.length} of ${counted(found.total, 'card')} stale, ${due.length} due`;
      const absent =
        found.total === 0 && !globals.quiet
          ? await (await import('../base/absent.js')).absentNotes(opened, filtersOn)
          : [];
      for (const line of [
        count,
        ...absent,
        ...(globals.quiet ? [] : await remarks(opened, now(), globals.verbose)),
      ])
        note(line);
      if (stale.length > 0) io.exitCode = ExitCode.no;
    });
}

/** States and reasons that a stale card never has. */
const NEVER_STALE: ReadonlySet<string> = new Set([
  ...['verified', 'current', 'date-only'],
  ...['due', 'soon'],
  ...['draft', 'superseded', 'archived'],
]);

/** Throws KbError `usage` if `--is` names only states that this command never lists: “0 stale” would be misleading. */
function refuseContrary(states: readonly string[], isDueToo: boolean): void {
  const known = states
    .map((state) => parseFilter('is', state))
    .flatMap((is) => ('value' in is ? is.value : []));
  const mayBe = (state: string): boolean =>
    !NEVER_STALE.has(state) || (isDueToo && (state === 'due' || state === 'soon'));
  const [first] = known;
  if (first === undefined || known.some(mayBe)) return;
  throw new KbError('usage', `no card is both stale and “${first}”`, `kb list --is ${first}`);
}
