/** Carries out what was decided about cards, and tells what became of it. */
import type { Base } from '../../base/base.js';
import { planEdits, record } from '../../base/record.js';
import { decidedEdits, rowsAfter, type Decided, type Terms } from '../../base/verify.js';
import type { Context } from '../../context.js';
import { ExitCode } from '../../errors.js';
import { formatCards } from '../../format/cards.js';
import { commitNote } from '../../format/commit.js';
import { patchLines } from '../../format/patch.js';
import { printed, styleOf } from '../../format/style.js';
import { settledJson } from '../../format/verification.js';
import { decisionMessage } from '../../trust/decision.js';

export interface Settling extends Terms {
  readonly dryRun?: true;
  /** Whether to commit, where there is git. */
  readonly commit: boolean;
  readonly includeEdits: boolean;
}

/** @param decided null where the user broke off */
export async function settle(
  base: Base,
  decided: readonly Decided[] | null,
  { io, env, options, answer, note }: Context,
  settling: Settling,
): Promise<void> {
  if (decided === null || decided.length === 0) {
    note('nothing was changed');
    io.exitCode = decided === null ? ExitCode.interrupted : ExitCode.no;
    return;
  }
  const { caller, commit: commits, includeEdits } = settling;
  const changes = planEdits(base, await decidedEdits(base, decided, settling));
  const after = await rowsAfter(base, changes, decided);
  const done = settling.dryRun
    ? null
    : await record(base, changes, decisionMessage(decided), { env, commits, includeEdits });

  const style = styleOf(io.stdout, io.unicode, env);
  if (options.json) {
    const outcome = { done: done !== null, commit: done?.commit ?? null, by: caller.name };
    io.stdout.write(settledJson(outcome, decided, after));
  } else if (done) await answer(formatCards(after, style, { root: base.repo.root }));
  else
    await answer(
      printed(
        changes.flatMap((change) => patchLines(change, style)),
        style,
      ),
    );
  const what = decided.length === 1 ? '1 card' : `${decided.length} cards`;
  if (!done) note(`${what} would change`);
  else note(`${what} recorded as ${caller.name}, ${commitNote(done.commit, commits)}`);
  for (const remark of done?.remarks ?? []) note(remark);
}
