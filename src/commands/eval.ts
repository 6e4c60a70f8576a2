/** `kb eval`: measures how well search answers queries for which people have judged the cards. */
import path from 'node:path';
import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { evaluationJson, formatEvaluation, worstOf } from '../format/evaluation.js';
import { styleOf } from '../format/style.js';
import { readText } from '../repo/open.js';
import type { Measures } from '../search/evaluate.js';

const LONGEST = 1024 * 1024;
const MOST_HITS = 1000;
const WORST = 10;

const EXAMPLES = `
FILE is YAML: a query as you would type it after \`kb search\`, then the card that answers it, a list of cards, or a grade for
each. Better answers have higher grades; the default is 1. Name cards as in \`kb show\`.

  refund a duplicate charge: refund-duplicate-charge
  can a gift card be refunded: [refund-policy, gift-cards]
  refund in the EU:
    refund-eu: 2
    refund-policy: 1

Three figures from 0 to 1, averaged over the queries:
  nDCG@10     how close the order of the first 10 hits is to the ideal one; top ranks and high grades count most
  MRR         1 divided by the rank of the first correct card
  recall@10   share of the correct cards that are among the first 10 hits

In a pipe the three figures come first, one per line, then the queries with an nDCG below 1, worst first, tab-separated:
nDCG, query, rank of each judged card, place in FILE.

Exit code: 0; with --min-ndcg, --min-mrr or --min-recall, 1 if that figure is lower.

Examples:
  $ kb eval queries.yaml                     after changing a card, or \`ranking\` in the config
  $ kb eval queries.yaml --min-ndcg 0.8      for CI: exit code 1 below 0.8
  $ kb eval queries.yaml --json | jq '.queries[] | select(.recall < 1) | .query'
`;

export function command(getContext: () => Context) {
  return new Command('eval')
    .argument('<file>', 'queries with the cards that answer them')
    .description('Measure search quality against known answers.')
    .option('-n, --limit <count>', 'look at this many hits for each query', parseDepth, 10)
    .option('--min-ndcg <figure>', 'exit with 1 if nDCG is lower', parseFigure)
    .option('--min-mrr <figure>', 'exit with 1 if MRR is lower', parseFigure)
    .option('--min-recall <figure>', 'exit with 1 if recall is lower', parseFigure)
    .option('--all', 'show every query that could be answered better')
    .addHelpText('after', EXAMPLES)
    .action(async (file, { limit, minNdcg, minMrr, minRecall, all = false }) => {
      const { io, env, cwd, options, base: open, answer, note, progress } = getContext();
      const text = readText(path.resolve(cwd, file), LONGEST);
      if (text === null)
        throw new KbError('io', `${file} cannot be read`, 'it must be a plain file of at most 1 MiB');
      const base = await open();
      const { readJudgements } = await import('../base/search/judgements.js');
      const { evaluate } = await import('../base/search/evaluation.js');
      const judged = await readJudgements(text, file, base);
      const evaluation = await evaluate(base, judged, limit, progress('searching'));
      const worst = worstOf(evaluation);
      const shown = all || !io.stdout.isTerminal ? worst : worst.slice(0, WORST);

      if (options.json) io.stdout.write(evaluationJson(evaluation, file, await base.clone()));
      else {
        const style = styleOf(io.stdout, io.unicode, env);
        await answer(formatEvaluation(evaluation, shown, file, style));
      }
      const more = shown.length < worst.length ? '; --all shows them' : '';
      note(`${worst.length} of ${judged.length} queries could be answered better${more}`);
      for (const line of shortfalls(evaluation.measures, {
        ndcg: minNdcg,
        reciprocalRank: minMrr,
        recall: minRecall,
      })) {
        note(line);
        io.exitCode = ExitCode.no;
      }
    });
}

const NAMES: Readonly<Record<keyof Measures, string>> = {
  ndcg: 'nDCG',
  reciprocalRank: 'MRR',
  recall: 'recall',
};

function shortfalls(
  measures: Measures,
  least: Readonly<Record<keyof Measures, number | undefined>>,
): string[] {
  return (['ndcg', 'reciprocalRank', 'recall'] as const).flatMap((name) => {
    const required = least[name];
    if (required === undefined || measures[name] >= required) return [];
    return [`${NAMES[name]} is ${measures[name].toFixed(4)}, but at least ${required} is required`];
  });
}

function parseDepth(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST_HITS)
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${MOST_HITS}.`);
  return number;
}

function parseFigure(text: string): number {
  const number = /^(?:0|1|[01]?\.\d{1,9})$/.test(text) ? Number(text) : NaN;
  if (!(number <= 1)) throw new InvalidArgumentError('Expected a number from 0 to 1, such as 0.8.');
  return number;
}
