/** `kb mv`: moves a card and updates every link to it. */
import { Command } from '@commander-js/extra-typings';
import { currentCodeowners } from '../base/lint/codeowners-state.js';
import { destinationOf } from '../base/move/destination.js';
import { planMove } from '../base/move/move.js';
import { namedCard } from '../base/named-card.js';
import type { Context } from '../context.js';
import { formatMoved, movedJson, movePatches } from '../format/move.js';
import type { Outcome } from '../format/outcome.js';
import type { Style } from '../format/style.js';
import { carryOut } from './recording/carry-out.js';
import { counted } from '../text/counted.js';

const EXAMPLES = `
DEST is a folder (an existing one, or any with a trailing /), a path, or a new name. It is relative to the current folder, and
you can leave out the file extension. A bare name that cannot be a card in the current folder is resolved next to the card.

The card keeps its id: an id that came from the path is now written into the card (as \`kb: {id: …}\` in docs of another
dialect). Links, images and link definitions that point to the card are updated in all cards, and so are the card's own. Each
keeps its form: with or without the file extension, relative to the card or to the root. Other files that mention the card
(a README, a site menu) are not changed. A folder that becomes empty is removed.

A verified card stays verified: updated links do not count as an edit, so kb renews the hash in the record and keeps the person
and the dates. A card that was edited since stays \`edited since\`. Folder defaults (\`_kb.yaml\`) may differ in the new place; kb
reports what changes because of that.

Exit code: 0 if the card was moved, 1 if you said no.

Examples:
  $ kb mv refund-eu cards/billing/ --dry-run     show what would change as a diff
  $ kb mv refund-eu refund-europe --yes          another name in the same folder
  $ kb mv cards/refund-eu.md cards/billing/eu.md
`;

export function command(getContext: () => Context) {
  return new Command('mv')
    .description('Move or rename a card and update all links to it, in one commit.')
    .argument('<card>', 'id, path, or the start of the id or of its last part')
    .argument('<dest>', 'the new folder, path or name')
    .option('--dry-run', 'show the changes as a diff, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option('--no-commit', 'change the files, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (name, dest, options) => {
      const context = getContext();
      const { note } = context;
      const base = await context.ownBase('mv');
      const card = await namedCard(base, name, context, 'record');
      const plan = await planMove(base, card, destinationOf(base, card.path, dest, context));
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
        summary: { did: `moved with ${count} changed`, would: `it would move, with ${count} changed` },
        json: (outcome: Outcome) => movedJson(plan, outcome),
        text: (style: Style) => formatMoved(plan, style),
      };
      const done = await carryOut(base, recording, options, context);
      if (done && current !== null && (await currentCodeowners(plan.after)) === null)
        note(`${current} is out of date now: kb codeowners --write`);
    });
}
