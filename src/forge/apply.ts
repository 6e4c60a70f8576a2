/** Carries out the steps of a sync, one after another. */
import { RefusedIssue } from '../errors.js';
import { changeIssue } from './apply/change-issue.js';
import type { Forge } from './forge.js';
import { labelEnsurer } from './apply/ensure-labels.js';
import { openIssue } from './apply/open-issue.js';
import type { Done, Skipped, Step } from './step.js';

/** Settings shared by all steps of a run. */
export interface RunSettings {
  readonly label: string;
  /** Logins whose issues and comments count as kb's own. */
  readonly authors: readonly string[];
  /** ISO 8601, some time before the issues were listed; issues that another run has opened since are not older. */
  readonly since: string;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Terms, and a function that creates missing labels. */
export interface StepContext extends RunSettings {
  readonly ensure: (labels: readonly string[]) => Promise<void>;
}

/** If this many issues in a row are refused, the cause is not a single issue. */
const MOST_REFUSED = 3;

/**
 * Yields each step as soon as it is done or skipped, so that a caller that is stopped knows what was done. An issue that the
 * forge refuses does not stop the others; any other error is thrown, and the next run continues from what it finds.
 */
export async function* applySteps(
  forge: Forge,
  steps: readonly Step[],
  terms: RunSettings,
): AsyncGenerator<Done | Skipped, void> {
  const work: StepContext = { ...terms, ensure: labelEnsurer(forge, terms.label) };
  let refused = 0;
  for (const step of steps) {
    try {
      yield step.do === 'create' ? await openIssue(forge, step, work) : await changeIssue(forge, step, work);
      refused = 0;
    } catch (error) {
      if (!(error instanceof RefusedIssue)) throw error;
      refused += 1;
      yield { step, why: error.message, failed: true };
      if (refused === MOST_REFUSED) throw error;
    }
  }
}
