/** Output of `kb init --example`. */
import type { Trust } from '../trust/trust.js';
import { counted } from '../text/counted.js';
import { shortCommit } from './commit.js';
import { safe } from './escape.js';
import { trustCounts } from './init.js';
import { printed, type Style } from './style.js';

/** An example base that was written, or would be in a dry run. */
export interface ExampleReport {
  readonly root: string;
  readonly paths: readonly string[];
  readonly trust: readonly Trust[];
  readonly dryRun: boolean;
  readonly commit: string | null;
  readonly remarks: readonly string[];
}

/** Lists what is in the example, and a few commands that show what kb is for. */
export function formatExample(
  { root, paths, trust, dryRun, commit, remarks }: ExampleReport,
  style: Style,
): string {
  const { marks, paint } = style;
  const done = paint.green(marks.verified);
  const lines = [
    `${done} ${counted(trust.length, 'card')} of a fictional company${dryRun ? ' would be' : ''} written to ${safe(root)}`,
    `  ${trustCounts(trust).join(` ${marks.dot} `)}`,
  ];
  if (dryRun) return printed([...lines, ...paths.map((each) => `    ${each}`), 'Nothing written.'], style);
  const kept =
    commit === null
      ? `${paint.green(marks.archived)} git is not installed: nothing is committed, and kb history has nothing to show`
      : `${done} with people, folder defaults and workflows, in commit ${shortCommit(commit)} of this git repo`;
  const next = EXAMPLE_TOUR.map(
    ([command, why]) => `    ${command.padEnd(TOUR_WIDTH)}  ${paint.dim(`# ${why}`)}`,
  );
  return printed([...lines, kept, ...remarks.map((each) => `  ${safe(each)}`), '', 'Next:', ...next], style);
}

const EXAMPLE_TOUR = [
  ['kb search charged twice', 'the answer, and whether it is still good'],
  ['kb show refund-eu', 'a stale card: read its first line'],
  ['kb stale', 'what needs to be checked again, and who owns it'],
  ['kb verify refund-eu --note "read with legal"', 'confirm that it is still correct'],
  ['kb history refund-eu', 'who verified it, and when'],
  ['kb lint', 'problems with the cards'],
  ['kb issues sync --dry-run', 'an issue for each card that needs attention'],
] as const;
const TOUR_WIDTH = Math.max(...EXAMPLE_TOUR.map(([command]) => command.length));
