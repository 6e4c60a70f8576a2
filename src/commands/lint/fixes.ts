/** `kb lint --fix --dry-run`: shows what would be fixed. */
import type { Context } from '../../context.js';
import { ExitCode } from '../../errors.js';
import { document } from '../../format/json.js';
import { patchLines } from '../../format/patch.js';
import { printed, styleOf } from '../../format/style.js';
import type { Fix } from '../../lint/fix.js';

export async function showFixes({ io, env, options, answer }: Context, fixes: readonly Fix[]): Promise<void> {
  if (fixes.length > 0) io.exitCode = ExitCode.no;
  if (options.json) {
    const changes = fixes.map(({ path: file, problems }) => ({
      path: file,
      rules: problems.map(({ rule }) => rule),
    }));
    io.stdout.write(document({ dryRun: true, changes }));
    return;
  }
  const style = styleOf(io.stdout, io.unicode, env);
  const lines = fixes.flatMap((fix) => patchLines(fix, style));
  await answer(printed(lines, style));
}
