/** Carries steps out, one after another. */
import { changeIssue } from './apply/change-issue.js';
import type { Forge } from './forge.js';
import { labelEnsurer } from './apply/ensure-labels.js';
import { openIssue } from './apply/open-issue.js';
import type { Done, Skipped, Step } from './step.js';

/** What the steps of one run have in common. */
export interface Terms {
  readonly label: string;
  /** Logins whose issues and comments are kb's own. */
  readonly authors: readonly string[];
  /** ISO 8601, a while before the issues were listed: what another run has opened since is not older. */
  readonly since: string;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Terms, and what makes labels that are missing. */
export interface Work extends Terms {
  readonly ensure: (labels: readonly string[]) => Promise<void>;
}

/**
 * Yields each step as soon as it is done or skipped, so that a caller that is stopped knows what was done. What the forge
 * refuses ends it; the next run goes on from what it finds.
 */
export async function* applySteps(
  forge: Forge,
  steps: readonly Step[],
  terms: Terms,
): AsyncGenerator<Done | Skipped, void> {
  const work: Work = { ...terms, ensure: labelEnsurer(forge, terms.label) };
  for (const step of steps)
    yield step.do === 'create' ? await openIssue(forge, step, work) : await changeIssue(forge, step, work);
}
