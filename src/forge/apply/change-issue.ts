/** Changes an issue, unless people have changed it in a conflicting way since it was listed. */
import type { StepContext } from '../apply.js';
import { markClosed, readBody, writeBody } from '../block.js';
import { droppedOf, droppedRemark } from './dropped.js';
import { isOneOf, type Forge, type Issue, type IssueChange } from '../forge.js';
import { NO_OWNER } from '../labels.js';
import { postOnce } from './comment.js';
import type { Done, Skipped, Step } from '../step.js';

export async function changeIssue(
  forge: Forge,
  step: Exclude<Step, { do: 'create' }>,
  work: StepContext,
): Promise<Done | Skipped> {
  const { number, url } = step.issue;
  const fresh = await forge.issue(number);
  if (fresh === null) return { step, why: 'it was deleted or moved' };
  const why = decidedMeanwhile(step, fresh);
  if (why !== null) return { step, why };
  if (step.do !== 'close')
    return { step, number, url, remark: await bringUpToDate(forge, { step, fresh }, work) };
  await close(forge, { step, fresh }, work);
  return { step, number, url, remark: null };
}

/** Returns the conflicting change made since the issue was listed, as a phrase; null if the step still fits. */
function decidedMeanwhile(step: Exclude<Step, { do: 'create' }>, fresh: Issue): string | null {
  const { issue } = step;
  if (fresh.state !== issue.state)
    return fresh.state === 'closed' ? 'it was closed in the meantime' : 'it was reopened in the meantime';
  if (fresh.reason !== issue.reason || fresh.closedAt !== issue.closedAt)
    return 'it was closed again in the meantime';
  if (fresh.locked && !issue.locked) return 'it was locked in the meantime';
  const block = step.do === 'close' ? null : step.block;
  if ((step.do === 'close' || block) && readBody(fresh.body).kind !== readBody(issue.body).kind)
    return "kb's part of its text was removed in the meantime";
  if (block && writeBody(fresh.body, block) === null) return "its text has no room left for kb's part";
  if (step.do !== 'close' && step.newTitle !== null && fresh.title !== issue.title)
    return 'its title was changed in the meantime';
  return null;
}

type Update = Extract<Step, { do: 'update' | 'reopen' }>;

/** Writes the body last: it records who was asked, so an interrupted run leaves the rest for the next one to repeat. */
async function bringUpToDate(
  forge: Forge,
  { step, fresh }: { step: Update; fresh: Issue },
  { ensure }: StepContext,
): Promise<string | null> {
  const { number } = step.issue;
  const assigned = step.assignees.length > 0 ? await forge.assign(number, step.assignees) : fresh.assignees;
  const dropped = droppedOf(step.assignees, assigned);
  const addLabels = [...step.addLabels, ...(dropped.length > 0 && assigned.length === 0 ? [NO_OWNER] : [])];
  if (addLabels.length > 0) {
    await ensure(addLabels);
    await forge.addLabels(number, addLabels);
  }
  for (const label of step.removeLabels)
    if (label !== NO_OWNER || assigned.length > 0) await forge.removeLabel(number, label);
  const body = step.block === null ? null : writeBody(fresh.body, step.block);
  const change: IssueChange = {
    ...(step.do === 'reopen' && { state: 'open' }),
    ...(step.newTitle !== null && { title: step.newTitle }),
    ...(body !== null && body !== fresh.body && { body }),
  };
  if (Object.keys(change).length > 0) await forge.update(number, change);
  return droppedRemark(dropped);
}

/** Comments first: after an interruption, the next run finds the comment and closes. Rereads the body, which may have changed. */
async function close(
  forge: Forge,
  {
    step: { as, comment },
    fresh: { number, body: before },
  }: { step: Extract<Step, { do: 'close' }>; fresh: Issue },
  { authors, wait }: StepContext,
): Promise<void> {
  const isOurs = isOneOf(authors);
  if (comment !== null) await postOnce(forge, { issue: number, comment }, { isOurs, wait });
  const now = comment === null ? before : ((await forge.issue(number))?.body ?? before);
  const body = markClosed(now);
  await forge.update(number, { state: 'closed', reason: as, ...(body !== now && { body }) });
}
