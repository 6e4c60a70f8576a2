/** `kb owners transfer`: somebody else takes over, in one commit. */
import { Command } from '@commander-js/extra-typings';
import { ask } from '../../ask.js';
import type { Base } from '../../base/base.js';
import type { Context } from '../../context.js';
import { ExitCode } from '../../errors.js';
import { currentCodeowners } from '../../base/codeowners-state.js';
import { collect } from '../../flags.js';
import { commitNote } from '../../format/commit.js';
import { formatTransfer, formatTransferred, transferJson } from '../../format/owners.js';
import { styleOf } from '../../format/style.js';
import { record } from '../../base/record.js';
import { planTransfer } from '../../base/transfer.js';
import { knownOwners } from '../../trust/known-owners.js';
import type { Transfer } from '../../trust/transfer.js';

const EXAMPLES = `
Changes \`owner\` and \`verifiers\` where they stand, in cards and in _kb.yaml, and makes one commit of it. Nothing else in the
files changes. What CODEOWNERS or the config says is listed, to be changed by hand.

Exit code: 0 when something changes, 1 when no file names the old owner.

Examples:
  $ kb owners transfer @ana @ben --dry-run       show the changes as a diff
  $ kb owners transfer @ana @ben --yes           do it without a question
  $ kb owners transfer @ana @acme/billing --tag refunds
`;

export function transfer(context: () => Context) {
  return new Command('transfer')
    .description('Hand the cards of one owner to another, in one commit.')
    .argument('<old>', 'the owner who leaves, by any name')
    .argument('<new>', 'who takes over, as it shall be written')
    .option('-t, --tag <tag>', 'only cards with this tag (repeat for more: all must be there)', collect)
    .option('--dry-run', 'show the changes as a diff, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option('--no-commit', 'write the files, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (from, to, options, self) => {
      const { io, env, options: globals, ownBase, answer, note } = context();
      const base = await ownBase('owners transfer');
      const plan = await planTransfer(base, from, to, self.optsWithGlobals().tag ?? []);
      const known = knownOwners(base.config.people, (await base.repo.codeowners()).names);
      if (!known.isKnown(to)) note(`nobody knows ${to} yet: add the name to \`people\` in the config`);
      const count = plan.files.length === 1 ? '1 file' : `${plan.files.length} files`;
      const confirmed = async (commits: boolean): Promise<boolean> =>
        options.yes ?? (await ask(`change ${count}${commits ? ' and commit' : ''}?`, io));
      const isPlan = options.dryRun ?? plan.files.length === 0;
      const current = isPlan ? null : await currentCodeowners(base);
      const message = { subject: `Transfer ownership from ${plan.from} to ${plan.to}` };
      const surroundings = { env, commits: options.commit, confirmed };
      const done = isPlan ? null : await record(base, plan.files, message, surroundings);

      const style = styleOf(io.stdout, io.unicode, env);
      if (globals.json) io.stdout.write(transferJson(plan, done !== null, done?.commit ?? null));
      else await answer(done ? formatTransferred(plan, style) : isPlan ? formatTransfer(plan, style) : '');
      for (const { why } of plan.byHand) note(`to be changed by hand: ${why}`);
      if (done) {
        note(`${count} changed, ${commitNote(done.commit, options.commit)}`);
        for (const remark of done.remarks) note(remark);
        if (current !== null && (await currentCodeowners(changed(base, plan))) === null)
          note(`${current} is out of date now: kb codeowners --write`);
      } else if (plan.files.length > 0) note(isPlan ? `${count} would change` : 'nothing was changed');
      else {
        const near = known.isKnown(from) ? undefined : known.nearest(from);
        note(`no card names ${from} itself${near === undefined ? '' : `; did you mean ${near}?`}`);
      }
      if (!done && !(isPlan && plan.files.length > 0)) io.exitCode = ExitCode.no;
    });
}

/** The base with the plan carried out. */
function changed(base: Base, { files }: Transfer): Base {
  return base.over(new Map(files.map(({ path, after }) => [path, after])));
}
