/** `kb new`: a card of a template, after a look at whether it is there already; then the editor. */
import { Command } from '@commander-js/extra-typings';
import type { Context } from '../context.js';
import { collect } from '../flags.js';
import { interview } from './new/interview.js';
import { makeAndTell } from './new/made.js';
import type { NewOptions } from './new/options.js';

const EXAMPLES = `
The kinds are how-to, faq, troubleshooting, reference and feature-breakdown, and whatever lies in a \`_templates\` folder of
your base: kb new alone names them. At a terminal you are asked for what is missing, and then the card opens in your editor.
Elsewhere nothing is asked: the owner is you unless the folder, CODEOWNERS or the config names one.

A new card is unverified. It says how long a verification holds, and \`kb verify\` records that somebody stands for it. At a
terminal you are asked that once, when the card is saved with nothing left to be written.

A template is a card with one key more, \`template\`: a \`summary\` for the list of kinds, and under \`ask\` the fields to ask for,
each with its question. In its text \`{{title}}\` becomes the title, and \`{{product}}\` what was answered or given with --set, where
it asks for \`product\`. Any other \`{{…}}\` stays as it is.

Cards with nearly the same title, or nearly the same text where --body gives one, are shown before anything is written. Up to
three that are less close are named to be read first. No file is ever written over. Nothing is committed.

Exit code: 0 when the card was written; 1 when one that is close was found and nobody said --yes, when you said no, or when
the card that you saved has an error; 130 when you broke off.

Examples:
  $ kb new how-to "Refund a duplicate charge"
  $ kb new faq Can I change my plan --tag plans --owner @acme/billing --no-edit
  $ kb new feature-breakdown "Bulk export" --set product=Cloud --verify-every 30d
  $ pbpaste | kb new troubleshooting "Login loops" --body - --yes
`;

export function command(context: () => Context) {
  return new Command('new')
    .argument('[kind]', 'the template to begin with')
    .argument('[title...]', 'what the card answers, in the words of who will look for it')
    .description('Write a new card from a template, unless the answer is there already.')
    .option('-o, --owner <owner>', 'who is asked when the card is due (repeat for more)', collect)
    .option('-t, --tag <tag>', 'a word to sort by (repeat for more)', collect)
    .option('--id <id>', 'its id, where that shall not be made from the title')
    .option('--verify-every <interval>', 'how long a verification will hold: 90d, 6 months')
    .option(
      '--verify-by <date>',
      'the last day on which it may be relied on, also while nobody has verified it',
    )
    .option('--audience <who>', 'public, internal or restricted:GROUP')
    .option('--set <field=value>', 'any other field; commas part a list (repeat for more)', collect)
    .option('--draft', 'it is not finished: nobody is chased for it, and no part of it is missed')
    .option('--dir <folder>', 'the folder to put it in')
    .option('--path <file>', 'the file to make, where its name shall not be made from the title')
    .option('-m, --body <text>', "its text in place of the template's; - reads it from standard input")
    .option('--no-edit', 'do not open the editor')
    .option('-y, --yes', 'ask nothing, also where a card is close')
    .option('--dry-run', 'show the card, and write nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (kind, words, options: NewOptions) => {
      const world = context();
      const { io, note } = world;
      const base = await world.ownBase('new');
      const planned = await interview(base, { kind, title: words.join(' ') }, options, world);
      if (typeof planned === 'object') return makeAndTell(base, planned, options, world);
      note('nothing was written');
      io.exitCode = planned;
    });
}
