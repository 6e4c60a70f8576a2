/** `kb affected`: the cards that describe code which a branch changes. */
import { Command } from '@commander-js/extra-typings';
import { absolutePaths, rootOf } from '../bases.js';
import { affectedBy, type AffectedCard } from '../catalog/affected.js';
import { rowsOn } from '../catalog/listing.js';
import type { Context } from '../context.js';
import { ExitCode } from '../errors.js';
import { affectedJson, formatAffected } from '../format/affected.js';
import { styleOf } from '../format/style.js';
import { codeSelector } from '../repo/clone.js';
import { changedSince } from '../since.js';

const EXAMPLES = `
A card names the code that it describes under \`paths\`. What was committed since the branch began counts, not what is
only in the work tree.

Exit code: 0 when a card is affected, 1 when none is.

Examples:
  $ kb affected --since origin/main            whose cards to look at before this is merged
  $ kb affected --since v4.1 --json            since a release
  $ kb affected --since HEAD~1 -0 | xargs -0 less
`;

export function command(context: () => Context) {
  return new Command('affected')
    .description('List the cards that describe code which the branch changes.')
    .requiredOption('--since <ref>', 'what changed since the branch left this one: origin/main')
    .option('-0, --null', 'print paths only, each followed by a NUL, for xargs -0')
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { io, env, options: globals, ownBase, answer, answerPaths, note } = context();
      const base = await ownBase('affected');
      const { commit, paths } = await changedSince(base, options.since);
      const [catalog, { byPath }] = await Promise.all([base.catalog(), base.cards()]);
      const cards = affectedBy(paths, rowsOn(catalog, base.today, base.config.warn, []), (path) => {
        const globs = byPath.get(path)?.paths ?? [];
        return globs.length > 0 ? codeSelector(globs) : null;
      }).map(({ card: [row, trust], files }): AffectedCard => ({ card: [base.located(row), trust], files }));

      const listed = cards.map(({ card: [row] }) => row);
      if (options.null) answerPaths(absolutePaths([base], listed));
      else if (globals.json) io.stdout.write(affectedJson(cards, commit, await base.clone()));
      else await answer(formatAffected(cards, styleOf(io.stdout, io.unicode, env), rootOf([base])));
      const files = paths.length === 1 ? '1 changed file' : `${paths.length} changed files`;
      note(
        `${cards.length === 1 ? '1 card' : `${cards.length} cards`} affected by ${files} since ${commit.slice(0, 12)}`,
      );
      if (cards.length === 0) io.exitCode = ExitCode.no;
    });
}
