/** `kb edit`: a card in the user's editor, checked when it is saved. */
import path from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { ask, refuseUnseen } from '../ask.js';
import { callerIn } from '../base/caller.js';
import { editCard } from '../base/edit.js';
import { namedCard } from '../base/named-card.js';
import { refuseRecord } from '../base/record.js';
import { decidedEdits, rowsAfter, withText } from '../base/verify.js';
import type { Context } from '../context.js';
import type { Decision } from '../trust/decision.js';
import { settle } from './verify/settle.js';
import { askEvidence } from './verify/evidence.js';
import { ExitCode, KbError } from '../errors.js';
import { editedJson, formatFindings } from '../format/edited.js';
import { styleOf } from '../format/style.js';
import { quoted } from '../repo/quoted.js';
import { countBySeverity, type Finding } from '../lint/finding.js';

const EXAMPLES = `
The editor is the one that VISUAL or EDITOR names (\`code --wait\`, \`vim\`), else vi. What the edit makes wrong is told as by
kb lint, in whatever card it is; what was wrong before is not told. Nothing is committed.

Exit code: 0 when the card was saved or left as it was, 1 when there is an error that was not there before.

With --verify the card is verified then, unless the edit brought an error, and both make one commit.

Examples:
  $ kb edit refund-eu                      where its text begins
  $ kb edit cards/refund-eu.md:16          at the line that search found
  $ EDITOR="code --wait" kb edit refund-eu
  $ kb edit refund-eu --verify --note "new terms of 2026"
`;

export function command(context: () => Context) {
  return new Command('edit')
    .argument('<card>', 'id, path, or a part of the id; with :LINE behind it, the place')
    .description('Open a card in your editor, and check it when it is saved.')
    .option('--no-lint', 'do not look for what the edit makes wrong')
    .option('--verify', 'verify the card then, and make one commit of both')
    .option('-m, --note <text>', 'with --verify: what you checked it against; nothing is asked then')
    .addHelpText('after', EXAMPLES)
    .action(async (name, { lint, verify, note: evidence }) => {
      const world = context();
      const { io, env, cwd, options, answer, note } = world;
      if (evidence !== undefined && !verify) {
        throw new KbError('usage', '--note belongs to --verify', `kb edit ${name} --verify --note "…"`);
      }
      const base = await world.ownBase('edit');
      const card = await namedCard(base, name, { cwd, command: 'edit' });
      const terms = verify ? { caller: await callerIn(base, env), term: null, spread: false } : null;
      if (terms) {
        if (evidence === undefined) refuseUnseen(io, '--note "what you checked it against"');
        // What stands in the way is told before the editor opens.
        await decidedEdits(base, [{ card, decision: given(evidence ?? '') }], terms);
        const unchanged = { path: card.path, before: card.source, after: card.source };
        await refuseRecord(base, [unchanged], { env, commits: true, includeEdits: true });
      }
      const style = styleOf(io.stdout, io.unicode, env);
      let told: readonly Finding[] = [];
      const tell = async (findings: readonly Finding[]): Promise<void> => {
        if (!options.json && told !== findings) await answer(formatFindings(findings, style, base.repo.root));
        told = findings;
      };
      const again = async (findings: readonly Finding[]): Promise<boolean> => {
        await tell(findings);
        return io.stdin.isTTY === true && !options.json && ask('open it again?', io);
      };
      const { before, after, findings } = await editCard(base, card, world, {
        line: lineIn(name),
        lint,
        again,
      });
      const changed = before !== after;
      const [row] = await rowsAfter(base, [{ path: card.path, before, after }], [{ card }]);

      const isWrong = countBySeverity(findings).errors > 0;
      if (isWrong) io.exitCode = ExitCode.no;
      if (!options.json || (terms && !isWrong)) await tell(findings);
      else if (row) io.stdout.write(editedJson(changed, row, findings));
      if (terms && !isWrong) {
        const decision = evidence === undefined ? await askEvidence(io) : given(evidence);
        const decided = decision && [{ card: await withText(base, card, after), decision }];
        await settle(base, decided, world, { ...terms, commit: true, includeEdits: true });
        return;
      }
      const file = path.relative(cwd, path.join(base.repo.root, card.path));
      if (!changed) note('nothing was changed');
      else if (row?.[1].reasons.includes('edited-since')) {
        note(`${card.path} is edited since it was verified: kb verify ${quoted(file)}`);
      }
      if (changed && (await base.clone()) !== null) note(`not committed: git commit ${quoted(file)}`);
    });
}

function given(note: string): Decision {
  return { do: 'verify', note: note.trim() || null };
}

/** The line behind a name, `cards/a.md:16`. */
function lineIn(name: string): number | null {
  const line = Number(/:(\d{1,7})(?::\d+)?$/.exec(name)?.[1] ?? 0);
  return line > 0 ? line : null;
}
