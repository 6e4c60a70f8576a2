/** `kb search`: finds cards by words, best first, each with its trust. */
import { Command, Option } from '@commander-js/extra-typings';
import { askBase } from '../base/search/search.js';
import type { Base } from '../base/base.js';
import { absolutePaths, cloneOf, rootOf } from '../base/bases.js';
import { recordSearch, useIn } from '../base/search/usage.js';
import { SORTS, sortBy } from '../catalog/listing.js';
import type { Context } from '../context.js';
import { ExitCode } from '../errors.js';
import { filtersFrom, inputText, parseLimit, withFilters, withFormats } from '../flags.js';
import { formatHits } from '../format/hits.js';
import { searchJson, searchJsonLines } from '../format/json.js';
import { styleOf } from '../format/style.js';
import { refuseMisread } from './search/leaving-out.js';
import { mergeResults } from '../search/merge.js';
import type { SearchRequest, SearchResult } from '../search/search.js';
import { remarks } from '../base/remarks.js';
import { shortened } from '../text/shortened.js';

const EXAMPLES = `
Query:
  refund charge         cards with any of the words; those with both come first
  +refund -"gift card"  required, excluded; put phrases in quotes
  pay*                  words that start with pay
  tag:refunds owner:@ana is:stale kind:faq audience:public lang:he in:title
  verified:>2026-01-01 due:<2027-01-01

Examples:
  $ kb search duplicate charge
  $ kb search refund --is verified --explain
  $ kb search 'החזר כספי'
  $ kb search refund -0 | xargs -0 less
`;

/** Syntax that may be an operator in another query language. */
const FOREIGN_SYNTAX = /\b(?:AND|OR|NOT)\b|[A-Za-z]:\S/;

export function command(getContext: () => Context) {
  return withFormats(withFilters(new Command('search')))
    .argument('[words...]', 'what to search for; - reads it from standard input')
    .description(
      'Find cards by words. Cards that match more words, match better and can be trusted more come first.',
    )
    .option('-n, --limit <count>', 'show at most this many hits (0 = all)', parseLimit, 10)
    .addOption(
      new Option('-s, --sort <key>', 'sort all hits by this key, not by score, before -n cuts them').choices(
        SORTS,
      ),
    )
    .option('--explain', 'show how each score came about')
    .addHelpText('after', EXAMPLES)
    .action(async (words, options) => {
      const context = getContext();
      const { io, env, options: globals, bases, note, answer, answerPaths, now } = context;
      const { sort, limit, format, explain } = options;
      refuseMisread(context.argv);
      const text = await inputText(words, io);
      const opened = await bases();
      const requestTo = ({ today }: Base): SearchRequest => ({
        text,
        filters: filtersFrom(options, today),
        limit,
        snippets: !options.null,
        ...(sort ? { sort } : {}),
      });
      const results = await Promise.all(
        opened.map((base) => ask(base, requestTo(base), options.fresh ?? false, context)),
      );
      const { hits, ...result } = mergeResults(results);
      const sorted = sort ? sortBy(hits, sort, ({ row, trust }) => [row, trust]) : hits;
      const shown = { ...result, hits: limit > 0 ? sorted.slice(0, limit) : sorted };

      if (options.null)
        answerPaths(
          absolutePaths(
            opened,
            shown.hits.map(({ row }) => row),
          ),
        );
      else if (format === 'jsonl') io.stdout.write(searchJsonLines(shown));
      else if (format === 'json' || globals.json) {
        io.stdout.write(searchJson(shown, await cloneOf(opened)));
      } else {
        const style = styleOf(io.stdout, io.unicode, env);
        await answer(
          formatHits(shown.hits, style, {
            explain: explain ?? false,
            format: format ?? 'short',
            root: rootOf(opened),
          }),
        );
      }
      const mayNeedHints = shown.total === 0 || opened.length > 1 || FOREIGN_SYNTAX.test(text);
      const hints =
        mayNeedHints && !globals.quiet
          ? await (
              await import('./search/hints.js')
            ).searchHints({ text, words, bases: opened, results, requestTo }, context)
          : [];
      for (const line of [
        ...comments(shown),
        ...hints,
        ...(globals.quiet ? [] : await remarks(opened, now(), globals.verbose, shown.total === 0)),
      ])
        note(line);
      if (shown.total === 0) io.exitCode = ExitCode.no;
      const filtered = opened.some((base) => filtersFrom(options, base.today).length > 0);
      const isForPeople = !options.null && format !== 'json' && format !== 'jsonl';
      if (isForPeople) await recordSearch(opened, results, filtered, context);
    });
}

/** Searches one base. */
async function ask(
  base: Base,
  request: SearchRequest,
  exact: boolean,
  context: Context,
): Promise<SearchResult> {
  const result = await askBase(base, request, { use: useIn(base, context), exact });
  return { ...result, hits: result.hits.map((hit) => ({ ...hit, row: base.located(hit.row) })) };
}

/** Remarks about the query: no hits, corrected words, ignored parts. */
function comments({ query, total, hits, corrected, missingWords, nearest, dropped }: SearchResult): string[] {
  if (total === 0) {
    const queryText = shortened(query.text.trim(), 200);
    const near = nearest.length > 0 ? [`similar words: ${nearest.join(', ')}`] : [];
    const none = queryText === '' ? 'no card passes these filters' : `no card found for “${queryText}”`;
    return [none, ...near, ...dropped.map(leftOut)];
  }
  const spellings = new Map<string, string[]>();
  for (const { from, to } of corrected ?? [])
    spellings.set(from, [...(spellings.get(from) ?? []), `“${to}”`]);
  return [
    ...(total > hits.length ? [`${hits.length} of ${total} hits; -n 0 shows all`] : []),
    ...[...spellings].map(([from, to]) => `no card has “${from}”; also searched for ${to.join(', ')}`),
    ...(missingWords.length > 0
      ? [`no card has ${missingWords.map((word) => `“${word}”`).join(', ')}: left out of the search`]
      : []),
    ...dropped.map(leftOut),
  ];
}

function leftOut(what: string): string {
  return `left out of the query: ${what}`;
}
