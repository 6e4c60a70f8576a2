/** `kb lint`: what is wrong with the cards. */
import { Command } from '@commander-js/extra-typings';
import type { Context } from '../context.js';
import { ExitCode } from '../errors.js';
import { problemLine } from '../format/problems.js';
import { styleOf } from '../format/style.js';
import { inspect } from '../inspection.js';
import { lint } from '../lint/lint.js';

const EXAMPLES = `
Exit code: 0 when there is no error (warnings alone do not count), 1 when there is one.

Examples:
  $ kb lint
`;

export function command(context: () => Context) {
  return new Command('lint')
    .description('Check the cards against the rules.')
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const { io, env, base: openBase, answer } = context();
      const base = await openBase();
      const { scope, extra } = await inspect(base);
      const { findings } = lint(scope, { extra });
      const style = styleOf(io.stdout, io.unicode, env);
      await answer(findings.map((each) => `${problemLine(each, style, base.repo.root)}\n`).join(''));
      if (findings.some(({ problem }) => problem.severity === 'error')) io.exitCode = ExitCode.no;
    });
}
