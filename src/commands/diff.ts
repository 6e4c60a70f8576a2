/** `kb diff`: summarizes for reviewers what a branch does to the cards. */
import { Command, Option } from '@commander-js/extra-typings';
import type { Context } from '../context.js';
import { styleOf } from '../format/style.js';
import { prefixOf } from '../repo/place.js';

const EXAMPLES = `
Both sides are judged on the same day and with the same config, so time alone changes nothing.
Only committed changes count for cards about code that the branch changes, as in kb affected.
A comment is Markdown of at most 60,000 bytes; card text in it mentions nobody and contains no links.

Examples:
  $ kb diff origin/main                 what this branch does, in the terminal
  $ kb diff origin/main > comment.md    the same as a comment for the pull request
  $ kb diff HEAD                        what is not committed yet
  $ kb diff v1.2 --json | jq '.reviewers[].name'
`;

export function command(getContext: () => Context) {
  return new Command('diff')
    .argument('[ref]', 'the branch, tag or commit to compare with', 'origin/main')
    .description(
      'Summarize what a branch does to the cards: trust, owners, search, links, and who should review it. Compares with the commit where the branch started.',
    )
    .addOption(
      new Option(
        '-f, --format <form>',
        'output format; default: text in a terminal, markdown otherwise',
      ).choices(['text', 'markdown', 'json'] as const),
    )
    .option('--no-findings', 'leave out the problems, for example if kb lint reports them on the same page')
    .addHelpText('after', EXAMPLES)
    .action(async (ref, options) => {
      const { io, env, options: globals, ownBase, answer } = getContext();
      const base = await ownBase('diff');
      const [{ changedSince }, { reviewOf }] = await Promise.all([
        import('../base/branch/since.js'),
        import('../base/branch/review.js'),
      ]);
      const { commit, paths } = await changedSince(base, ref, 'kb diff');
      const whole = await reviewOf(await base.at(commit), base, paths);
      const comparison = options.findings ? whole : { ...whole, findings: [] };
      const format = globals.json ? 'json' : (options.format ?? (io.stdout.isTerminal ? 'text' : 'markdown'));
      switch (format) {
        case 'json':
          io.stdout.write((await import('../format/diff/json.js')).diffJson(comparison, ref));
          break;
        case 'markdown':
          io.stdout.write(
            (await import('../format/diff/markdown.js')).diffMarkdown(comparison, prefixOf(base.repo.root)),
          );
          break;
        case 'text': {
          const { diffText } = await import('../format/diff/text.js');
          await answer(diffText(comparison, styleOf(io.stdout, io.unicode, env), base.repo.root));
        }
      }
    });
}
