/** The last step of every command that records something: shows the plan or carries it out, and reports the outcome. */
import { ask } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { record, type Recorded } from '../../base/recording/record.js';
import type { Context } from '../../context.js';
import { ExitCode, KbError } from '../../errors.js';
import { commitNote } from '../../format/commit.js';
import { safe } from '../../format/escape.js';
import type { Outcome } from '../../format/outcome.js';
import { patchLines, type Change as Patch } from '../../format/patch.js';
import { printed, styleOf, type Style } from '../../format/style.js';
import { behindNote } from '../../repo/behind.js';
import type { CommitMessage } from '../../trust/commit-message.js';
import type { Change } from '../../repo/rewrite.js';

/** What to record, and how to report it. */
export interface Recording {
  readonly changes: readonly Change[];
  readonly message: CommitMessage;
  /** The plan as a diff. */
  readonly patches: readonly Patch[];
  /** Asked unless `--yes` is given; absent if no confirmation is needed. */
  readonly question?: string;
  /** Written to stderr: `2 cards archived`, or `would archive 2 cards` in a dry run. */
  readonly summary: { readonly did: string; readonly would: string };
  readonly json: (outcome: Outcome) => string;
  /** The answer after it is done. */
  readonly text: (style: Style) => string;
}

export interface RecordOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** Whether to commit if the base is in git. */
  readonly commit: boolean;
  readonly includeEdits?: boolean;
}

/**
 * Returns null for a dry run, and if the user says no. Throws KbError `usage` if the date is set by `--today` or KB_TODAY,
 * except for a dry run.
 */
export async function carryOut(
  base: Base,
  recording: Recording,
  { dryRun = false, yes = false, commit: commits, includeEdits }: RecordOptions,
  { io, env, options, answer, note, now }: Context,
): Promise<Recorded | null> {
  const { changes, message, question, summary } = recording;
  if (options.today !== undefined && !dryRun) {
    const why = 'changes are recorded with the real date: use --today and KB_TODAY only with --dry-run';
    throw new KbError('usage', why, '--dry-run');
  }
  const confirmed =
    question === undefined || yes
      ? {}
      : {
          confirmed: (willCommit: boolean) => ask(safe(`${question}${willCommit ? ' and commit' : ''}?`), io),
        };
  const edits = includeEdits === undefined ? {} : { includeEdits };
  const done = dryRun ? null : await record(base, changes, message, { env, commits, ...edits, ...confirmed });

  const style = styleOf(io.stdout, io.unicode, env);
  const clone = await base.repo.clone();
  if (options.json) {
    const { already = false, commit = null } = done ?? {};
    io.stdout.write(recording.json({ done: done !== null, already, commit, base: clone }));
  } else if (done) await answer(recording.text(style));
  else if (dryRun) {
    const lines = recording.patches.flatMap((patch) => patchLines(patch, style));
    await answer(printed(lines, style));
  }
  if (done?.already) note('nothing to record: the last commit already contains everything');
  else if (done) note(`${summary.did}, ${commitNote(done.commit, commits)}`);
  else note(dryRun ? summary.would : 'nothing was changed');
  for (const remark of done?.remarks ?? []) note(remark);
  const behind = behindNote(clone, now());
  if (behind !== null) note(behind);
  if (!done && !dryRun) io.exitCode = ExitCode.no;
  return done;
}
