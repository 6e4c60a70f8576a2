/** `kb affected`: lists the cards that describe code changed by a branch. */
import { Command, Option } from '@commander-js/extra-typings';
import { absolutePaths, rootOf } from '../base/bases.js';
import { affectedBy } from '../catalog/affected.js';
import { rowsOn } from '../catalog/listing.js';
import type { Context } from '../context.js';
import { affectedJson, affectedMarkdown, formatAffected, type AffectedCard } from '../format/affected.js';
import { styleOf } from '../format/style.js';
import { codeSelector } from '../repo/code.js';
import { prefixOf } from '../repo/place.js';
import { changedSince } from '../base/branch/since.js';
import { counted } from '../text/counted.js';

const EXAMPLES = `
A card lists the code that it describes under \`paths\`. Only commits since the branch started count, not uncommitted changes.

Exits 0 even if no card is affected. The comment of \`kb diff\` lists these cards in a section of their own.

Examples:
  $ kb affected origin/main            cards to check before this is merged
  $ kb affected v4.1 --json            since a release
  $ kb affected HEAD~1 -0 | xargs -0 less
  $ kb affected origin/main -f markdown >> "$GITHUB_STEP_SUMMARY"
`;

export function command(getContext: () => Context) {
  return new Command('affected')
    .description('List cards that describe code which the branch changes.')
    .argument('[ref]', 'the branch, tag or commit to compare with', 'origin/main')
    .option('--since <ref>', 'the same as [ref], as in kb lint')
    .addOption(
      new Option('-f, --format <form>', 'output format')
        .choices(['text', 'markdown', 'json'] as const)
        .default('text' as const),
    )
    .option('-0, --null', 'print paths only, each followed by a NUL, for xargs -0')
    .addHelpText('after', EXAMPLES)
    .action(async (ref, options) => {
      const { io, env, options: globals, ownBase, answer, answerPaths, note } = getContext();
      const base = await ownBase('affected');
      const { commit, paths } = await changedSince(
        base,
        options.since ?? ref,
        options.since === undefined ? 'kb affected' : '--since',
      );
      const [catalog, { byPath }] = await Promise.all([base.catalog(), base.cards()]);
      const rows = rowsOn(catalog, base.today, base.config.warn, []);
      const cards = affectedBy(paths, rows, ([{ path }]) => {
        const globs = byPath.get(path)?.paths ?? [];
        return globs.length > 0 ? codeSelector(globs) : null;
      }).map(({ card: [row, trust], files }): AffectedCard => ({ card: [base.located(row), trust], files }));

      const listed = cards.map(({ card: [row] }) => row);
      if (options.null) answerPaths(absolutePaths([base], listed));
      else if (globals.json || options.format === 'json')
        io.stdout.write(affectedJson(cards, commit, await base.clone()));
      else if (options.format === 'markdown')
        io.stdout.write(affectedMarkdown(cards, prefixOf(base.repo.root)));
      else await answer(formatAffected(cards, styleOf(io.stdout, io.unicode, env), rootOf([base])));
      const files = counted(paths.length, 'changed file');
      note(`${counted(cards.length, 'card')} affected by ${files} since ${commit.slice(0, 12)}`);
    });
}
