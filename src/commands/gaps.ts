/** `kb gaps`: lists what people searched for and did not find. */
import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { gapsInBases } from '../base/search/gaps.js';
import { whyUnrecorded } from '../base/search/usage.js';
import type { Context } from '../context.js';
import { addInterval, parseDay, parseInterval, type Day, type Interval } from '../day.js';
import { ExitCode } from '../errors.js';
import { parseLimit } from '../flags.js';
import { formatGaps, gapsJson } from '../format/gaps.js';
import { styleOf } from '../format/style.js';
import { counted } from '../text/counted.js';
import type { Gap } from '../usage/gaps.js';

const EXAMPLES = `
Four kinds of gaps:
  no card        nothing was found, and still would not be: write a card, or add the words to the \`keywords\` of one
  not opened     searched at least three times, and no hit was opened within an hour: the titles may not show the answer
  missing word   cards were found, but none has this word: add it to the card that answers
  other word     no card has the word, so a similar one was searched for: if people use the word, add it to \`keywords\`

Searches for the same words in another order or inflection count as one. A search that was narrowed by flags or filters and
found nothing does not count. What is recorded, where, and how to turn it off: kb help usage-log

In a pipe each line is a gap, tab-separated: kind, count, query, date of the last search, a command to look into it; with
\`-b all\` also the name of the base. A search of all bases that found nothing is a gap in each of them.

Exit code: 0 if there is a gap, 1 if there is none.

Examples:
  $ kb gaps                        the last 30 days
  $ kb gaps --since 90d -n 0       all of the last 90 days
  $ kb gaps --since 2026-10-01
  $ kb -b all gaps                 of all bases in ~/.config/kb/config.yaml
  $ kb gaps --json | jq -r '.gaps[] | "\\(.count) \\(.query)"'
`;

const DEFAULT_SINCE: Interval = { count: 30, unit: 'day' };

export function command(getContext: () => Context) {
  return new Command('gaps')
    .description('List searches that found nothing useful, most frequent first.')
    .option('--since <when>', 'count searches since then: an interval or a date (default: 30d)', parseSince)
    .option('-n, --limit <count>', 'show at most this many gaps (0 = all)', parseLimit, 20)
    .addHelpText('after', EXAMPLES)
    .action(async ({ since: start = DEFAULT_SINCE, limit }) => {
      const context = getContext();
      const { io, env, options, answer, note } = context;
      const bases = await context.bases();
      const until = bases.reduce((latest, { today }) => (today > latest ? today : latest), '' as Day);
      const since = typeof start === 'string' ? start : addInterval(until, { ...start, count: -start.count });
      const found = await gapsInBases(bases, { since, until }, context);
      const { gaps, searches } = found;
      const shown = limit > 0 ? gaps.slice(0, limit) : gaps;

      if (options.json) io.stdout.write(gapsJson(found, shown));
      else await answer(formatGaps(shown, styleOf(io.stdout, io.unicode, env), bases.length > 1));
      if (gaps.length > shown.length) note(`${shown.length} of ${gaps.length} gaps; -n 0 shows all`);
      note(`${counted(gaps.length, 'gap')} in ${counted(searches, 'search', 'searches')} since ${since}`);
      const hint = advice(gaps);
      if (hint !== null) note(hint);
      for (const base of bases) {
        const why = whyUnrecorded(base, context);
        if (why !== null)
          note(`nothing is recorded ${base.name === null ? 'here' : `in ${base.name}`}: ${why}`);
      }
      if (gaps.length === 0) io.exitCode = ExitCode.no;
    });
}

function advice(gaps: readonly Gap[]): string | null {
  if (gaps.length === 0) return null;
  return 'write a card, or add the words to the `keywords` of the card that answers: kb edit CARD';
}

/** Parses the start of the period: a day, or an interval before today. */
function parseSince(text: string): Interval | Day {
  const since = parseDay(text) ?? parseInterval(text);
  if (since === undefined)
    throw new InvalidArgumentError('Expected an interval or a date: 30d, 3m, 2026-10-01.');
  return since;
}
