/** `kb lint`: reports problems with the cards, or only those that a branch introduces. */
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { Context } from '../context.js';
import { ExitCode } from '../errors.js';
import { collect } from '../flags.js';
import { FORMATS } from '../format/findings/index.js';
import { fixHint, totals } from '../format/findings/report.js';
import { applyFixes, planFixes, runLint, updateBaseline, type Run } from '../base/lint/lint-run.js';
import { BASELINE_FILE } from '../lint/baseline.js';
import { ruleNamed, rulesNamed } from '../lint/choice.js';
import { countBySeverity } from '../lint/finding.js';
import { counted } from '../text/counted.js';
import { showFixes } from './lint/fixes.js';
import { refuseMixed, refuseUnshown } from './lint/options.js';
import { printReport } from './lint/report.js';
import { explain, listRules } from './lint/rules.js';
import { selection } from './lint/selection.js';
import { askWeb } from './lint/web.js';

const EXAMPLES = `
Exit code: 0 if there are no errors (warnings do not count), 1 if there is an error or more warnings than --max-warnings.
With --fix --dry-run: 0 if there is nothing to fix, 1 if there is.

Examples:
  $ kb lint                                  all problems; a card past its date is an error
  $ kb lint refund-eu cards/billing          this card and this folder
  $ kb lint --since origin/main              problems that this branch introduces, in any card
  $ kb lint --since origin/main -f github    the same, as annotations on a pull request
  $ kb lint --fix --dry-run                  what could be fixed automatically
  $ kb lint --update-baseline                accept today's problems, and report only new ones
  $ kb lint --rule expired --today 2027-06-01
  $ kb lint --rules                          list the rules
  $ kb lint --explain link-target            why the rule exists, with examples
`;

export function command(getContext: () => Context) {
  return new Command('lint')
    .description('Check cards for problems. With --since, only problems that the branch introduces count.')
    .argument('[card...]', 'ids, files or folders; default: all cards')
    .option('--since <ref>', 'report only problems introduced since this ref, e.g. origin/main')
    .addOption(
      new Option('-f, --format <form>', 'output format')
        .choices(FORMATS.map(({ name }) => name))
        .default('text'),
    )
    .option('--rule <name>', 'check only this rule (repeatable, or separated by commas)', collect)
    .option('--rules', 'list the rules, with the severity that the config gives them')
    .option('--explain <rule>', 'explain a rule, with good and bad examples')
    .option('--max-warnings <n>', 'fail if there are more warnings than this', parseCount)
    .option('--fix', 'fix what can be fixed automatically')
    .option('--dry-run', 'with --fix: show what would be fixed, and write nothing')
    .option('--external', 'also check external links')
    .option('--no-baseline', `also count the problems listed in ${BASELINE_FILE}`)
    .option('--update-baseline', `create ${BASELINE_FILE}, or remove fixed entries from it`)
    .addHelpText('after', EXAMPLES)
    .action(async (words, options) => {
      const context = getContext();
      const { io, options: globals, note } = context;
      const rules = rulesNamed(options.rule);
      if (options.rules) return listRules(context, rules);
      if (options.explain !== undefined) return explain(context, ruleNamed(options.explain));
      refuseMixed(words, options);
      if (options.dryRun) refuseUnshown(options);
      const opened = await context.ownBase('lint');
      const covers = words.length === 0 ? (): boolean => true : await selection(context, opened, words);
      const fixes = options.fix ? await planFixes(opened, rules, covers) : [];
      if (options.dryRun) return showFixes(context, fixes);
      const base = fixes.length > 0 ? await applyFixes(opened, fixes) : opened;
      const since = options.since ?? null;
      let run = await runLint(base, {
        rules,
        since,
        covers,
        whole: words.length === 0 && options.rule === undefined,
        external: options.external ? await askWeb(context, base, rules) : [],
        baseline: options.baseline && !options.updateBaseline,
        progress: context.progress('checking style'),
      });
      if (options.updateBaseline) {
        const updated = await updateBaseline(base, run);
        run = updated.run;
        note(
          `${BASELINE_FILE}: ${counted(run.baselined, 'problem')}${updated.before === null ? '' : `, ${updated.before} before`}`,
        );
      }
      const { cards, findings, known, ...counts } = run;
      const fixed = fixes.flatMap(({ problems }) => problems).length;
      const report = {
        findings,
        known,
        counts: { ...counts, ...countBySeverity(findings), cards: cards.length, fixed },
        root: base.repo.root,
        since,
      };
      await printReport(context, report, globals.json ? 'json' : options.format, rules);
      for (const line of [totals(report), fixHint(report), goneHint(run)]) if (line !== null) note(line);
      const { errors, warnings } = report.counts;
      if (errors > 0 || warnings > (options.maxWarnings ?? Infinity)) io.exitCode = ExitCode.no;
    });
}

function goneHint({ gone }: Run): string | null {
  return gone === 0
    ? null
    : `${counted(gone, 'problem')} of ${BASELINE_FILE} fixed since then: kb lint --update-baseline`;
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number; 0 allows none.');
  return Number(text);
}
