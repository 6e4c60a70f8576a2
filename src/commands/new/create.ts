/** Writes a new card, opens it in the editor if there is a terminal, and reports its problems and the next steps. */
import path from 'node:path';
import type { Base } from '../../base/base.js';
import { rowsAfter } from '../../base/card-now.js';
import { writeNewCard } from '../../base/new/new-card.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import { ExitCode } from '../../errors.js';
import { formatFindings } from '../../format/edited.js';
import { formatCreated, createdJson, nextLines } from '../../format/new-card.js';
import { patchLines } from '../../format/patch.js';
import { printed, styleOf } from '../../format/style.js';
import { countBySeverity } from '../../lint/finding.js';
import { unwrittenIn } from '../../lint/unwritten.js';
import { quotedPath } from '../../text/shell.js';
import type { Planned } from './interview.js';
import type { NewOptions } from './options.js';
import { offerVerification } from './offer-verification.js';

export async function createAndReport(
  base: Base,
  planned: Planned,
  options: NewOptions,
  context: Context,
): Promise<void> {
  const { io, env, cwd, note, answer } = context;
  if (context.options.json) return createAsJson(base, planned, options, context);
  const { change, remarks } = planned.plan;
  const style = styleOf(io.stdout, io.unicode, env);
  if (options.dryRun) {
    for (const remark of remarks) note(remark);
    return answer(printed(patchLines(change, style), style));
  }
  await writeNewCard(base, planned.plan);
  const file = path.relative(cwd, path.join(base.repo.root, change.path));
  for (const remark of remarks) note(remark);
  io.stdout.write(formatCreated(file, style));
  const now = base.over(new Map());
  const { card, isWrong } = await editOrReport(now, planned, options, context);
  const unwritten = unwrittenIn(card).length;
  const isDone = !isWrong && unwritten === 0;
  const isVerified = isDone && (await offerVerification(now, card, planned.caller, options, context));
  const isInGit = (await now.clone()) !== null;
  for (const line of nextLines(card, { file: quotedPath(file), unwritten, isVerified, isInGit })) note(line);
}

/** Returns the card as it was saved. If no editor is opened, template text is not reported: `nextLines` gives its count. */
async function editOrReport(
  now: Base,
  { plan: { card, unwritten } }: Planned,
  options: NewOptions,
  context: Context,
): Promise<{ readonly card: ParsedCard; readonly isWrong: boolean }> {
  const { io, env } = context;
  if (options.edit && options.body === undefined && io.stdin.isTTY && io.stdout.isTerminal) {
    const { editAndReport } = await import('../recording/edit-and-report.js');
    const saved = await editAndReport(now, card, { line: unwritten[0]?.line ?? null, isNew: true }, context);
    if (saved.isWrong) io.exitCode = ExitCode.no;
    return saved;
  }
  const { introducedFindings } = await import('../../base/recording/edit.js');
  const findings = await introducedFindings(now, card.path, null);
  const others = findings.filter(({ problem }) => problem.rule !== 'template-text');
  const style = styleOf(io.stderr, io.unicode, env);
  if (!context.options.quiet) io.stderr.write(formatFindings(others, style, now.repo.root));
  return { card, isWrong: countBySeverity(others).errors > 0 };
}

/** What `createAndReport` does for `--json`. Nobody is asked: if a card is close, only `--yes` creates another one. */
async function createAsJson(
  base: Base,
  { plan, close, near }: Planned,
  options: NewOptions,
  { io }: Context,
): Promise<void> {
  const { card, change, unwritten, remarks } = plan;
  const done = !options.dryRun && (close.length === 0 || options.yes === true);
  if (done) await writeNewCard(base, plan);
  else if (!options.dryRun) io.exitCode = ExitCode.no;
  const now = base.over(new Map(done ? [] : [[change.path, change.after]]));
  const { introducedFindings } = await import('../../base/recording/edit.js');
  const findings = await introducedFindings(now, card.path, null);
  const [row] = await rowsAfter(now, [], [card]);
  if (row)
    io.stdout.write(createdJson({ done, row, close, near, unwritten: unwritten.length, remarks, findings }));
}
