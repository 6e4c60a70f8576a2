/** `kb mv`: a card gets another path, and every link goes along. */
import { Command } from '@commander-js/extra-typings';
import { currentCodeowners } from '../base/codeowners-state.js';
import { destinationOf } from '../base/destination.js';
import { planMove } from '../base/move.js';
import { namedCard } from '../base/named-card.js';
import type { Context } from '../context.js';
import { formatMoved, movedJson, movePatches } from '../format/move.js';
import type { Outcome } from '../format/outcome.js';
import type { Style } from '../format/style.js';
import { carryOut } from './recording/carry-out.js';
import { counted } from '../text/counted.js';

const EXAMPLES = `
DEST is a folder (one that is there, or with / at its end), a path, or a new name; it counts from the current folder, and the
ending of the file may be left out. A name alone that could be no card in the current folder is one beside the card.

The card keeps its id: one that was made from the path is written into the card now, in docs of another dialect as
\`kb: {id: …}\`. In all cards, links, images and link definitions that lead to the card are rewritten, and so are the card's
own, each in the form that it has: with the file's ending or without, from the card's folder or from the root. Other files
that name the card (a README, the menu of a site) are not looked at. A folder that becomes empty goes.

A card whose verification held before still counts as verified: rewritten links are no edit, so kb binds the record to the new
text, with the same person and days. One that was edited since stays so. What folders say of their cards (\`_kb.yaml\`) may be
different in the new place: what changes by that is told.

Exit code: 0 when the card moves, 1 when the answer is no.

Examples:
  $ kb mv refund-eu cards/billing/ --dry-run     show what would change as a diff
  $ kb mv refund-eu refund-europe --yes          another name in the same folder
  $ kb mv cards/refund-eu.md cards/billing/eu.md
`;

export function command(context: () => Context) {
  return new Command('mv')
    .description('Move or rename a card, with all links to it, in one commit.')
    .argument('<card>', 'id, path, or the beginning of the id or of its last part')
    .argument('<dest>', 'the folder, path or name that it shall have')
    .option('--dry-run', 'show the changes as a diff, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option('--no-commit', 'change the files, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (name, dest, options) => {
      const world = context();
      const { note } = world;
      const base = await world.ownBase('mv');
      const card = await namedCard(base, name, world);
      const plan = await planMove(base, card, destinationOf(base, card.path, dest, world));
      const { files, links, message, changes, remarks } = plan;
      for (const remark of remarks) note(remark);
      const others = files.length - 1;
      const count = `${counted(links, 'link')}, ${counted(others, 'other card')}`;
      const current = options.dryRun ? null : await currentCodeowners(base);
      const recording = {
        changes,
        message,
        patches: movePatches(plan),
        question: `move ${plan.from} to ${plan.to} (${count})`,
        told: { did: `moved with ${count} changed`, would: `it would move, with ${count} changed` },
        json: (outcome: Outcome) => movedJson(plan, outcome),
        text: (style: Style) => formatMoved(plan, style),
      };
      const done = await carryOut(base, recording, options, world);
      if (done && current !== null && (await currentCodeowners(plan.after)) === null)
        note(`${current} is out of date now: kb codeowners --write`);
    });
}
