/** `kb codeowners`: keeps a section of CODEOWNERS with the owners of cards. */
import { Command } from '@commander-js/extra-typings';
import { codeownersState } from '../base/lint/codeowners-state.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { codeownersJson, formatPart } from '../format/owners.js';
import { styleOf } from '../format/style.js';
import { writeCodeowners } from '../repo/codeowners.js';
import { counted } from '../text/counted.js';

const EXAMPLES = `
Writes a line for each card whose owner is set in the card or in a _kb.yaml. Without options, the lines are only printed.
Everything outside the two marker lines is yours and is not changed.

Exit code: 0 if done or up to date; with --check, 1 if the file is out of date.

Examples:
  $ kb codeowners                 show what would be written
  $ kb codeowners --write         write it; creates .github/CODEOWNERS if there is no CODEOWNERS file
  $ kb codeowners --check         in CI
`;

export function command(getContext: () => Context) {
  return new Command('codeowners')
    .description("Request reviews from card owners: keep the cards' section of CODEOWNERS up to date.")
    .option('--check', 'only check whether the file is up to date')
    .option('--write', 'write the file')
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { io, env, options: globals, ownBase, answer, note } = getContext();
      if (options.check && options.write)
        throw new KbError('usage', 'either --check or --write, not both', 'kb codeowners --check');
      const { top, name, part, before, after } = await codeownersState(await ownBase('codeowners'));
      const isCurrent = before === after;
      if (options.write && !isCurrent) await writeCodeowners(top, name, after);

      if (globals.json) io.stdout.write(codeownersJson(part, name, isCurrent || options.write === true));
      else if (!options.check && !options.write)
        await answer(formatPart(part, before, styleOf(io.stdout, io.unicode, env)));
      for (const { path, why } of part.leftOut) note(`left out: ${path}: ${why}`);
      if (options.write)
        note(
          isCurrent ? `${name} is up to date` : `${name} was written: ${counted(part.lines.length, 'card')}`,
        );
      if (options.check)
        note(isCurrent ? `${name} is up to date` : `${name} is out of date: kb codeowners --write`);
      if (options.check && !isCurrent) io.exitCode = ExitCode.no;
    });
}
