/** `kb new`: creates a card from a template after looking for similar cards, and opens it in the editor. */
import { Command } from '@commander-js/extra-typings';
import type { Context } from '../context.js';
import { collect } from '../flags.js';
import { interview } from './new/interview.js';
import { createAndReport } from './new/create.js';
import type { NewOptions } from './new/options.js';

const EXAMPLES = `
The kinds are how-to, faq, troubleshooting, reference and feature-breakdown, plus the templates in any \`_templates\` folder of
your base; kb new without arguments lists them. At a terminal, kb asks for what is missing and then opens the card in your
editor. Otherwise it asks nothing: you are the owner unless the folder, CODEOWNERS or the config names one.

A new card is unverified. It says how long a verification lasts, and \`kb verify\` verifies it. At a terminal, kb offers to verify
it when you save the card with nothing left to write.

A template is a card with an extra key, \`template\`: a \`summary\` for the list of kinds, and under \`ask\` the fields to ask for,
each with its question. In its text \`{{title}}\` becomes the title; \`{{product}}\` becomes the answer, or the value of --set, if
the template asks for \`product\`. Any other \`{{…}}\` is left as it is.

Cards with nearly the same title, or with --body nearly the same text, are shown before anything is written. Up to three
related cards are suggested for reading first. No file is ever overwritten, and nothing is committed.

Exit code: 0 if the card was written; 1 if a similar card was found and --yes was not given, if you said no, or if the
card you saved has an error; 130 if you interrupted it.

Examples:
  $ kb new how-to "Refund a duplicate charge"
  $ kb new faq Can I change my plan --tag plans --owner @acme/billing --no-edit
  $ kb new feature-breakdown "Bulk export" --set product=Cloud --verify-every 30d
  $ pbpaste | kb new troubleshooting "Login loops" --body - --yes
`;

export function command(getContext: () => Context) {
  return new Command('new')
    .argument('[kind]', 'the template to start from')
    .argument('[title...]', 'what the card answers, in the words people will search for')
    .description('Create a card from a template, unless a card already has the answer.')
    .option('-o, --owner <owner>', 'who is asked when the card is due (repeatable)', collect)
    .option('-t, --tag <tag>', 'a tag (repeatable)', collect)
    .option('--id <id>', 'the id (default: made from the title)')
    .option('--verify-every <interval>', 'how long a verification lasts: 90d, 6 months')
    .option('--verify-by <date>', 'the last day the card can be relied on, even if nobody has verified it')
    .option('--audience <who>', 'public, internal or restricted:GROUP')
    .option('--set <field=value>', 'any other field; separate list items with commas (repeatable)', collect)
    .option('--draft', 'not finished yet: kb reminds nobody of it, and does not report missing parts')
    .option('--dir <folder>', 'the folder to put it in')
    .option('--path <file>', 'the file to create (default: named after the title)')
    .option('-m, --body <text>', "the text, instead of the template's; - reads it from standard input")
    .option('--no-edit', 'do not open the editor')
    .option('-y, --yes', 'ask nothing, even if a similar card exists')
    .option('--dry-run', 'show the card, and write nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (kind, words, options: NewOptions) => {
      const context = getContext();
      const { io, note } = context;
      const base = await context.ownBase('new');
      const planned = await interview(base, { kind, title: words.join(' ') }, options, context);
      if (typeof planned === 'object') return createAndReport(base, planned, options, context);
      note('nothing was written');
      io.exitCode = planned;
    });
}
