/** Syncs the issues of a base with its cards: makes a plan, and carries it out. */
import type { Base } from '../base.js';
import { cardCases } from './cases.js';
import { forgeOf } from './forge.js';
import { reportLoader } from './report.js';
import { closingIn } from './may-close.js';
import { isInOtherBase } from '../other-bases.js';
import { KbError } from '../../errors.js';
import { applySteps } from '../../forge/apply.js';
import type { Done, Skipped, Step } from '../../forge/step.js';
import { prepare } from '../../forge/sync.js';
import type { SyncReport } from '../../format/issues/report.js';
import type { Environment } from '../../io.js';
import type { Progress } from '../../progress.js';
import { quoted } from '../../text/shell.js';

export interface SyncOptions {
  readonly env: Environment;
  /** The plan will not be carried out; this is allowed on any branch. */
  readonly dryRun: boolean;
  /** Takes over issues that another login opened. */
  readonly adopt: boolean;
  /** Most issues that one run opens; null for the number in the config. */
  readonly newPerRun: number | null;
  readonly now: () => Date;
  readonly progress: Progress;
  /** Called when nothing will happen for a while. */
  readonly note: (text: string) => void;
}

export interface SyncPlan {
  /** For display: `acme/kb`. */
  readonly repository: string;
  readonly steps: readonly Step[];
  /** The report before any step is done. */
  readonly report: SyncReport;
  /** Carries out the steps, and yields each when it is done. Throws KbError `forge` if it has to stop. */
  readonly apply: () => AsyncGenerator<Done | Skipped, void>;
}

/** Milliseconds before this run in which another run's new issues are expected: the clock here may be hours ahead. */
const CLOCK_SKEW = 24 * 60 * 60_000;

/** Plans a sync; only reads. Throws KbError if anything cannot be read, or on a branch that issues do not follow. */
export async function planSync(
  base: Base,
  { env, dryRun, adopt, newPerRun, now, progress, note }: SyncOptions,
): Promise<SyncPlan> {
  const { config, today } = base;
  const { issues: settings } = config;
  const since = `${new Date(now().getTime() - CLOCK_SKEW).toISOString().slice(0, 19)}Z`;
  const wait = waiting(note);
  const { forge, name, repository, pages } = await forgeOf(base, { env, now, wait });
  const cases = await cardCases(base);
  const { elsewhere, stop, notes } = await closingIn(base, forge.branch);
  if (elsewhere !== null && !dryRun)
    throw new KbError(
      'usage',
      elsewhere,
      `git switch ${quoted(forge.branch ?? '')}\n--dry-run shows what they would be here`,
    );
  const ofRun = [
    ...(elsewhere === null ? [] : [elsewhere]),
    ...(stop === null ? [] : [`this run closes no issues: ${stop}`]),
    ...notes,
  ];
  const prepared = await prepare(forge, cases, reportLoader(base, pages, progress), {
    today,
    label: settings.label,
    mayClose: stop === null,
    authors: settings.author,
    newPerRun: newPerRun ?? settings.newPerRun,
    adopt,
    isInOtherBase: await isInOtherBase(base),
  });
  const { steps, authors, left, kept, putOff, remarks } = prepared;
  const report: SyncReport = {
    forge: name,
    repository,
    dryRun: false,
    planned: steps,
    done: [],
    refused: 0,
    left,
    kept,
    putOff,
    remarks: [...ofRun.map((why) => ({ card: null, issue: null, why })), ...remarks],
  };
  return {
    repository,
    steps,
    report,
    apply: () => applySteps(forge, steps, { label: settings.label, authors, since, wait }),
  };
}

/** Shortest wait, in milliseconds, that the user is told about. */
const MIN_NOTED_WAIT = 2000;

function waiting(note: (text: string) => void): (milliseconds: number) => Promise<void> {
  return (milliseconds) => {
    if (milliseconds >= MIN_NOTED_WAIT) note(`waiting ${Math.round(milliseconds / 1000)} s for GitHub`);
    return new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });
  };
}
