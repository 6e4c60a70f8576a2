/** `kb lint`: what is wrong with the cards, or what a branch makes wrong. */
import path from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import type { Base } from '../base.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { parseLimit } from '../flags.js';
import { FORMATS } from '../format/findings/index.js';
import { counted, fixHint, type Report } from '../format/findings/report.js';
import { patchLines } from '../format/patch.js';
import { formatRules } from '../format/rules.js';
import { printed, styleOf } from '../format/style.js';
import { applyFixes, planFixes, runLint, updateBaseline, type Run } from '../lint-run.js';
import { BASELINE_FILE } from '../lint/baseline.js';
import type { Finding } from '../lint/finding.js';
import type { Rule } from '../lint/rule.js';
import { RULES } from '../lint/rules/index.js';
import { selected } from '../lint/selection.js';
import { lstatOf } from '../repo/open.js';
import { findWorkTree, wayDown } from '../repo/place.js';
import { version } from '../version.js';

const EXAMPLES = `
Exit code: 0 when there is no error (warnings alone do not count), 1 when there is one, or more warnings than allowed.

Examples:
  $ kb lint                                  everything that is wrong; an expired card is an error
  $ kb lint refund-eu cards/billing          this card and this folder
  $ kb lint --since origin/main              what this branch makes wrong, on its cards or elsewhere
  $ kb lint --since origin/main -f github    the same in the checks of a pull request
  $ kb lint --fix --dry-run                  what could be mended without a thought
  $ kb lint --update-baseline                accept what is wrong today, and count only what comes
  $ kb lint --rule expired --today 2027-06-01
  $ kb lint --rules                          what is looked for
`;

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

export function command(context: () => Context) {
  return new Command('lint')
    .description('Check the cards against the rules. With --since, only what the branch brings counts.')
    .argument('[card...]', 'ids, files or folders; default: all cards')
    .option('--since <ref>', 'count only what was made wrong since the branch left this one: origin/main')
    .addOption(
      new Option('-f, --format <form>', 'how to print')
        .choices(FORMATS.map(({ name }) => name))
        .default('text'),
    )
    .option('--rule <name>', 'only this rule (repeat for more)', collect)
    .option('--rules', 'list the rules')
    .option('--max-warnings <n>', 'fail where there are more', parseLimit)
    .option('--fix', 'mend what can be mended without a thought')
    .option('--dry-run', 'with --fix: show what would be mended, and write nothing')
    .option('--no-baseline', `count what ${BASELINE_FILE} has, too`)
    .option('--update-baseline', `make ${BASELINE_FILE}, or take out of it what is mended`)
    .addHelpText('after', EXAMPLES)
    .action(async (words, options) => {
      const world = context();
      const { io, env, options: globals, answer, note } = world;
      const style = styleOf(io.stdout, io.unicode, env);
      const rules = rulesNamed(options.rule);
      if (options.rules) {
        await answer(formatRules(rules, style));
        return;
      }
      refuseMixed(words, options);
      const base = await world.base();
      const fixes = options.fix ? await planFixes(base, rules) : [];
      if (options.dryRun) {
        await answer(
          printed(
            fixes.flatMap((fix) => patchLines(fix, style)),
            style,
          ),
        );
        return;
      }
      await applyFixes(base, fixes);
      const since = options.since ?? null;
      const run = await runLint(base, {
        rules,
        since,
        baseline: options.baseline && !options.updateBaseline,
      });
      if (options.updateBaseline) {
        const { now, before } = await updateBaseline(base, run.findings);
        note(`${BASELINE_FILE}: ${some(now)}${before === null ? '' : `, ${before} before`}`);
        return;
      }
      const fixed = fixes.flatMap(({ problems }) => problems).length;
      const report = reportOf(chosen(run, words, world, base), base, since, fixed);
      const format = FORMATS.find(({ name }) => name === (globals.json ? 'json' : options.format));
      const around = { style, rules, version, prefix: prefixOf(base), pages: null };
      await answer(format?.answer(report, around) ?? '');
      const page = env['GITHUB_STEP_SUMMARY'];
      if (page && format?.stepSummary) {
        const { appendText } = await import('../repo/append.js');
        await appendText(page, format.stepSummary(report, around));
      }
      for (const line of [counted(report), fixHint(report), goneHint(run)]) if (line !== null) note(line);
      const { errors, warnings } = report.counts;
      if (errors > 0 || warnings > (options.maxWarnings ?? Infinity)) io.exitCode = ExitCode.no;
    });
}

/** All rules, or those of the names. A rule that is off by default runs where it is named. */
function rulesNamed(names: readonly string[] | undefined): readonly Rule[] {
  if (names === undefined) return RULES;
  const known = new Map(RULES.map((rule) => [rule.name, rule]));
  return names.map((name) => {
    const rule = known.get(name);
    if (!rule) throw new KbError('usage', `there is no rule “${name}”`, 'kb lint --rules');
    return rule.severity === 'off' ? { ...rule, severity: 'warning' } : rule;
  });
}

interface Mixed {
  readonly since?: string;
  readonly rule?: readonly string[];
  readonly fix?: true;
  readonly dryRun?: true;
  readonly updateBaseline?: true;
}

/** A baseline is of the whole base and of all rules; a dry run is one of --fix. */
function refuseMixed(words: readonly string[], { since, rule, fix, dryRun, updateBaseline }: Mixed): void {
  if (updateBaseline && (words.length > 0 || since !== undefined || rule !== undefined)) {
    throw new KbError(
      'usage',
      '--update-baseline takes the whole base and all rules',
      'kb lint --update-baseline',
    );
  }
  if (dryRun && !fix) throw new KbError('usage', '--dry-run goes with --fix', 'kb lint --fix --dry-run');
}

/** The run without what is said about other cards than the words mean. */
function chosen(run: Run, words: readonly string[], { cwd, note }: Context, { repo }: Base): Run {
  if (words.length === 0) return run;
  const wanted = words.map((word) => {
    const file = path.resolve(cwd, word);
    return { word, file, path: wayDown(repo.root, file).join('/') };
  });
  const { covers, unknown } = selected(run.cards, wanted);
  for (const { word, file } of unknown) {
    // Hooks name every Markdown file of a commit.
    if (lstatOf(file) === undefined) throw new KbError('not-found', `no card is “${word}”`, 'kb list');
    note(`${word} is no card`);
  }
  const cards = run.cards.filter(({ card }) => covers(card.path));
  const only = (findings: readonly Finding[]): Finding[] => findings.filter((each) => covers(each.path));
  return { ...run, cards, findings: only(run.findings), known: only(run.known) };
}

function reportOf(run: Run, { repo }: Base, since: string | null, fixed: number): Report {
  const count = (severity: string): number =>
    run.findings.filter(({ problem }) => problem.severity === severity).length;
  const { findings, known, baselined, suppressed, cards } = run;
  const counts = {
    cards: cards.length,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    baselined,
    suppressed,
    fixed,
  };
  return { findings, known, counts, root: repo.root, since };
}

/** Forges count paths from the root of the repository. */
function prefixOf({ repo }: Base): string {
  const top = findWorkTree(repo.root)?.root ?? repo.root;
  return wayDown(top, repo.root)
    .map((name) => `${name}/`)
    .join('');
}

function goneHint({ gone }: Run): string | null {
  return gone === 0 ? null : `${some(gone)} of ${BASELINE_FILE} mended since: kb lint --update-baseline`;
}

function some(findings: number): string {
  return findings === 1 ? '1 finding' : `${findings} findings`;
}
