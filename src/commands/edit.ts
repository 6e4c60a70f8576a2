/** `kb edit`: opens a card in the user's editor, checks it when it is saved, and with `--verify` verifies it in one commit. */
import path from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { refuseUnseen } from '../ask.js';
import type { Base } from '../base/base.js';
import { callerIn } from '../base/recording/caller.js';
import { rowsAfter } from '../base/card-now.js';
import { namedCard } from '../base/named-card.js';
import { refuseRecord } from '../base/recording/record.js';
import { recordOpen } from '../base/search/usage.js';
import { decidedEdits } from '../base/recording/verify.js';
import type { ParsedCard } from '../card/parse.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { editedJson } from '../format/edited.js';
import { quoted } from '../text/shell.js';
import type { Decision } from '../trust/decision.js';
import { editAndReport, type EditOptions } from './recording/edit-and-report.js';
import { askEvidence } from './recording/evidence.js';
import { recordDecisions } from './recording/record-decisions.js';

const EXAMPLES = `
The editor is the one named by VISUAL or EDITOR (\`code --wait\`, \`vim\`), or vi. Problems that the edit introduces are reported
as by kb lint, in any card; problems that existed before are not. Nothing is committed.

With --verify the card is also verified, unless the edit introduced an error, and both go into one commit.

Exit code: 0 if the card was saved or left as it was, 1 if there is a new error.

Examples:
  $ kb edit refund-eu                      open it where the text starts
  $ kb edit cards/refund-eu.md:16          open it at the line that search found
  $ EDITOR="code --wait" kb edit refund-eu
  $ kb edit refund-eu --verify --note "new terms of 2026"
`;

export function command(getContext: () => Context) {
  return new Command('edit')
    .argument('<card>', 'id, path, or the start of the id or of its last part; add :LINE to open that line')
    .description('Open a card in your editor, and check it when you save.')
    .option('--no-lint', 'skip the check afterwards')
    .option('--verify', 'then verify the card, with both changes in one commit')
    .option('-m, --note <text>', 'with --verify: what you checked the card against; asks nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (name, { lint, verify, note: evidence }) => {
      const context = getContext();
      if (evidence !== undefined && !verify) {
        throw new KbError('usage', '--note belongs to --verify', `kb edit ${name} --verify --note "…"`);
      }
      const base = await context.ownBase('edit');
      const card = await namedCard(base, name, context);
      const places = { line: lineIn(name), lint };
      if (verify) await editAndVerify(base, card, places, evidence, context);
      else await editAlone(base, card, places, context);
      await recordOpen(base, card, 'edit', context);
    });
}

async function editAlone(base: Base, card: ParsedCard, places: EditOptions, context: Context): Promise<void> {
  const { io, cwd, options, note } = context;
  const { card: saved, changed, findings, isWrong } = await editAndReport(base, card, places, context);
  const [row] = await rowsAfter(base, [], [saved]);
  if (isWrong) io.exitCode = ExitCode.no;
  if (options.json && row) io.stdout.write(editedJson(changed, row, findings));
  if (!changed) note('nothing was changed');
  else if (row?.[1].reasons.includes('edited-since')) {
    note(`${card.path} was edited since it was verified: kb verify ${quoted(card.path)} --include-edits`);
  }
  const file = path.relative(cwd, path.join(base.repo.root, card.path));
  if (changed && (await base.clone()) !== null) note(`not committed: git commit ${quoted(file)}`);
}

async function editAndVerify(
  base: Base,
  card: ParsedCard,
  places: EditOptions,
  evidence: string | undefined,
  context: Context,
): Promise<void> {
  const { io, env, note } = context;
  const terms = { caller: await callerIn(base, env), term: null, spread: false };
  if (evidence === undefined) refuseUnseen(io, 'kb edit … --verify --note "what you checked it against"');
  // Fail before the editor opens if the card could not be verified afterwards.
  await decidedEdits(base, [{ card, decision: given(evidence ?? '') }], terms);
  const unchanged = { path: card.path, before: card.source, after: card.source, isWhole: true };
  await refuseRecord(base, [unchanged], { env, commits: true });
  const { card: saved, changed, isWrong } = await editAndReport(base, card, places, context);
  if (isWrong) {
    note(`not verified: the edit introduced an error; kb edit ${quoted(card.path)} --verify`);
    io.exitCode = ExitCode.no;
    return;
  }
  const decision = evidence === undefined ? await askEvidence(io) : given(evidence);
  const decided = decision && [{ card: saved, decision }];
  await recordDecisions(
    base,
    decided,
    {
      ...terms,
      commit: true,
      includeEdits: true,
      edited: changed ? [saved] : [],
      typed: evidence === undefined,
    },
    context,
  );
}

function given(note: string): Decision {
  return { do: 'verify', note: note.trim() || null };
}

/** The line after a name, as in `cards/a.md:16`. */
function lineIn(name: string): number | null {
  const line = Number(/:(\d{1,7})(?::\d+)?$/.exec(name)?.[1] ?? 0);
  return line > 0 ? line : null;
}
