/** `kb issues sync`: opens, updates and closes issues to match the cards. */
import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { ask } from '../../ask.js';
import { planSync, type SyncOptions, type SyncPlan } from '../../base/issues/issues.js';
import type { Context } from '../../context.js';
import { ExitCode, KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import { syncJson } from '../../format/issues/json.js';
import { totals, undone, type SyncReport } from '../../format/issues/report.js';
import { formatSteps } from '../../format/issues/text.js';
import { styleOf } from '../../format/style.js';
import { counted } from '../../text/counted.js';

const EXAMPLES = `
A card that is past its date, has an open flag, or describes code that changed gets one issue. The issue is assigned to the
owner, closes itself when the card is verified, and is reopened when the date passes again. What people write, rename, assign
or close as "not planned" is left alone. A second run writes nothing.

Issues go to the repo of the git remote, with the token in GITHUB_TOKEN or GH_TOKEN. A run opens at most ten issues, and three
for one person; the rest follow in the next runs. At a terminal kb asks before it writes.

Exit code: 0 if all is done, and for every dry run; 2 if an issue was refused or the run was interrupted: run it again to
continue.

Examples:
  $ kb issues sync --dry-run                       what it would do, without writing
  $ kb issues sync --dry-run --today 2027-06-01    what it will do then
  $ kb issues sync --new-per-run 30 --yes
  $ kb issues sync --dry-run --json
`;

export function sync(getContext: () => Context) {
  return new Command('sync')
    .description('Open, update, reopen and close issues to match the cards.')
    .option('--dry-run', 'show what would be done, and write nothing')
    .option(
      '--new-per-run <n>',
      'open at most this many issues in this run (default: from the config, or 10)',
      parseCount,
    )
    .option('--adopt', 'take over issues that kb created under another login')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const context = getContext();
      const { io, options: globals } = context;
      const { dryRun = false, adopt = false, newPerRun = null } = options;
      const plan = await planned(context, { dryRun, adopt, newPerRun });
      noteAll(context, plan.report.remarks);
      const isAsked = !dryRun && !options.yes && plan.steps.length > 0 && io.stdin.isTTY === true;
      if (isAsked) show(context, plan);
      const isWanted =
        !isAsked ||
        (await ask(safe(`write ${counted(plan.steps.length, 'issue')} in ${plan.repository}?`), io));
      if (dryRun || !isWanted) {
        const report = { ...plan.report, dryRun: true };
        if (globals.json) io.stdout.write(syncJson(report));
        else if (!isAsked) show(context, plan);
        await reportTotals(context, report, null);
        if (!isWanted) io.exitCode = ExitCode.no;
        return;
      }
      await carryOut(context, plan);
    });
}

async function planned(
  context: Context,
  options: Pick<SyncOptions, 'dryRun' | 'adopt' | 'newPerRun'>,
): Promise<SyncPlan> {
  const { env, now, progress, note } = context;
  const drawn = progress('reading the history of cards');
  try {
    return await planSync(await context.ownBase('issues sync'), {
      ...options,
      env,
      now,
      progress: drawn,
      note,
    });
  } catch (error) {
    await reportToJob(context, null, reasonOf(error));
    throw error;
  }
}

/** Prints each step as soon as it is done: they are a second apart, and a run may be interrupted. */
async function carryOut(context: Context, plan: SyncPlan): Promise<void> {
  const { io, env, options: globals, progress } = context;
  const style = styleOf(io.stdout, io.unicode, env);
  const drawn = progress('writing issues');
  const done: SyncReport['done'][number][] = [];
  const skipped: SyncReport['remarks'][number][] = [];
  let refused = 0;
  const report = (): SyncReport => {
    return { ...plan.report, done, refused, remarks: [...plan.report.remarks, ...skipped] };
  };
  try {
    for await (const each of plan.apply()) {
      if ('why' in each) {
        const { step, why, failed = false } = each;
        if (failed) refused += 1;
        const remark = { card: step.card, issue: 'issue' in step ? step.issue.number : null, why };
        skipped.push(remark);
        noteAll(context, [remark]);
      } else {
        done.push(each);
        if (!globals.json) io.stdout.write(formatSteps([each], style));
      }
      drawn(done.length + skipped.length, plan.steps.length);
    }
  } catch (error) {
    drawn(plan.steps.length, plan.steps.length);
    await reportTotals(context, report(), reasonOf(error));
    throw error;
  }
  if (globals.json) io.stdout.write(syncJson(report()));
  await reportTotals(context, report(), null);
  if (refused > 0) io.exitCode = ExitCode.failed;
}

function show({ io, env }: Context, { steps }: SyncPlan): void {
  io.stdout.write(formatSteps(steps, styleOf(io.stdout, io.unicode, env)));
}

function noteAll({ note }: Context, remarks: SyncReport['remarks']): void {
  for (const { card, issue, why } of remarks) {
    const about = [issue === null ? '' : `#${issue}`, card ?? ''].filter((part) => part !== '').join(' ');
    note(about === '' ? why : `${about}: ${why}`);
  }
}

/** Prints the totals. @param stopped why the run ended early; null if it did not */
async function reportTotals(context: Context, report: SyncReport, stopped: string | null): Promise<void> {
  const { note } = context;
  note(totals(report));
  if (stopped !== null && undone(report) > 0) note(`${counted(undone(report), 'step')} not done`);
  await reportToJob(context, report, stopped);
}

/** In a GitHub job: writes its summary, its outputs and annotations. @param report null if planning failed */
async function reportToJob(
  { io, env, options }: Context,
  report: SyncReport | null,
  stopped: string | null,
): Promise<void> {
  const [page, outputs] = [env['GITHUB_STEP_SUMMARY'], env['GITHUB_OUTPUT']];
  if (env['GITHUB_ACTIONS'] !== 'true') return;
  const { stopAnnotation, stopSummary, syncAnnotations, syncOutputs, syncSummary } =
    await import('../../format/issues/github.js');
  const { appendText } = await import('../../repo/append.js');
  if (!options.json) {
    const failed = report?.refused ? `GitHub refused ${counted(report.refused, 'issue')}` : null;
    for (const why of [stopped, failed]) if (why !== null) io.stdout.write(stopAnnotation(why));
    if (report) io.stdout.write(syncAnnotations(report));
  }
  if (page) await appendText(page, report ? syncSummary(report, stopped) : stopSummary(stopped ?? ''));
  if (report && outputs) await appendText(outputs, syncOutputs(report));
}

/** What was wrong and what to do, in one line: the page of a GitHub run does not show the hint separately. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof KbError ? error.hint : null;
  return hint === null ? message : `${message}; ${hint.replace(/\s+/g, ' ')}`;
}

function parseCount(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a number from 0 to 9999; 0 opens none.');
}
