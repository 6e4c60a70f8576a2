/** `kb issues sync --json`. */
import type { Step } from '../../forge/step.js';
import { document } from '../json.js';
import type { SyncReport } from './report.js';

export function syncJson(report: SyncReport): string {
  const { forge, repository, dryRun, planned, done, refused, left, kept, putOff, remarks } = report;
  const carriedOut = new Map(done.map((each) => [each.step, each]));
  const plan = planned.map((step) => {
    const result = carriedOut.get(step);
    const issue = result?.number ?? ('issue' in step ? step.issue.number : null);
    const url = result?.url ?? ('issue' in step ? step.issue.url : null);
    return {
      do: step.do,
      card: step.card,
      issue,
      url,
      title: step.title,
      reason: step.reason,
      assignees: assigneesOf(step),
      as: step.do === 'close' ? step.as : null,
      done: result !== undefined,
      remark: result?.remark ?? null,
    };
  });
  return document({
    forge,
    repository,
    dryRun,
    plan,
    left: left.length,
    later: left,
    refused,
    kept,
    putOff,
    remarks,
  });
}

function assigneesOf(step: Step): readonly string[] {
  return step.do === 'close' ? [] : step.assignees;
}
