/** `kb owners transfer`: gives the cards of one owner to another, in one commit. */
import { Command } from '@commander-js/extra-typings';
import type { Base } from '../../base/base.js';
import { currentCodeowners } from '../../base/lint/codeowners-state.js';
import { planTransfer } from '../../base/recording/transfer.js';
import type { Context } from '../../context.js';
import { ExitCode } from '../../errors.js';
import { collect } from '../../flags.js';
import type { Outcome } from '../../format/outcome.js';
import { formatTransferred, transferJson } from '../../format/owners.js';
import type { Style } from '../../format/style.js';
import { counted } from '../../text/counted.js';
import { knownOwners } from '../../trust/known-owners.js';
import type { Transfer } from '../../trust/transfer.js';
import { carryOut } from '../recording/carry-out.js';

const EXAMPLES = `
Changes \`owner\` and \`verifiers\` in cards and in _kb.yaml files, in one commit. Nothing else in the files changes. Places in
CODEOWNERS or the config that name the old owner are listed; change them by hand.

Exit code: 0 if something changes, 1 if no file names the old owner.

Examples:
  $ kb owners transfer @ana @ben --dry-run       show the changes as a diff
  $ kb owners transfer @ana @ben --yes           do it without asking
  $ kb owners transfer @ana @acme/billing --tag refunds
`;

export function transfer(getContext: () => Context) {
  return new Command('transfer')
    .description('Hand the cards of one owner over to another, in one commit.')
    .argument('<old>', 'the current owner, by any of their names')
    .argument('<new>', 'the new owner, as the name should be written')
    .option('-t, --tag <tag>', 'only cards with this tag (repeat to require several)', collect)
    .option('--dry-run', 'show the changes as a diff, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option('--no-commit', 'write the files, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (from, to, options, self) => {
      const context = getContext();
      const { io, options: globals, note } = context;
      const base = await context.ownBase('owners transfer');
      const plan = await planTransfer(base, from, to, self.optsWithGlobals().tag ?? []);
      const known = knownOwners(base.config.people, (await base.repo.codeowners()).names);
      if (!known.isKnown(to)) note(`${to} is not listed yet: add the name to \`people\` in the config`);
      for (const { why } of plan.byHand) note(`change by hand: ${why}`);
      if (plan.files.length === 0) {
        const near = known.isKnown(from) ? undefined : known.nearest(from);
        const nothing = { done: false, already: false, commit: null, base: await base.clone() };
        if (globals.json) io.stdout.write(transferJson(plan, nothing));
        note(`no card names ${from} itself${near === undefined ? '' : `; did you mean ${near}?`}`);
        io.exitCode = ExitCode.no;
        return;
      }
      const count = counted(plan.files.length, 'file');
      const current = options.dryRun ? null : await currentCodeowners(base);
      const recording = {
        changes: plan.files,
        message: { subject: `Transfer ownership from ${plan.from} to ${plan.to}` },
        patches: plan.files,
        question: `change ${count}`,
        summary: { did: `${count} changed`, would: `${count} would change` },
        json: (outcome: Outcome) => transferJson(plan, outcome),
        text: (style: Style) => formatTransferred(plan, style),
      };
      const done = await carryOut(base, recording, options, context);
      if (done && current !== null && (await currentCodeowners(changed(base, plan))) === null)
        note(`${current} is out of date now: kb codeowners --write`);
    });
}

/** The base as it is after the transfer. */
function changed(base: Base, { files }: Transfer): Base {
  return base.over(new Map(files.map(({ path, after }) => [path, after])));
}
