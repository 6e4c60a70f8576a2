/** `kb issues`: the parent of `kb issues sync`. */
import { Command } from '@commander-js/extra-typings';
import { nearest } from '../card/nearest.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { sync } from './issues/sync.js';

const EXAMPLES = `
Examples:
  $ kb issues sync --dry-run     what would be opened, updated, reopened and closed
  $ kb issues sync               do it
  $ kb issues sync --help        how it works
`;

export function command(getContext: () => Context) {
  return new Command('issues')
    .description('Keep one issue for each card that needs attention.')
    .addHelpText('after', EXAMPLES)
    .action((_, self) => {
      const [word] = self.args;
      if (word === undefined) {
        getContext().io.stdout.write(self.helpInformation() + EXAMPLES);
        return;
      }
      const near = nearest(word, new Set(self.commands.map((each) => each.name())));
      throw new KbError(
        'usage',
        `kb issues knows sync; found “${word}”`,
        near === undefined ? 'kb issues --help' : `did you mean kb issues ${near}?`,
      );
    })
    .addCommand(sync(getContext));
}
