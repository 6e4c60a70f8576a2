/** Opens exactly one issue for a card, even if answers are lost or two runs do it at once. */
import { KbError } from '../../errors.js';
import type { RunSettings, StepContext } from '../apply.js';
import { markerOf, writeBody } from '../block.js';
import { changeIssue } from './change-issue.js';
import { droppedOf, droppedRemark } from './dropped.js';
import { isOneOf, type Forge, type Issue } from '../forge.js';
import { isLabelled, NO_OWNER } from '../labels.js';
import type { Marker } from '../block/marker.js';
import { once } from './once.js';
import { genuine } from '../plan/genuine.js';
import type { Done, Skipped, Step } from '../step.js';
import { closing } from '../steps.js';
import type { Ending } from '../plan/verdict.js';

export async function openIssue(
  forge: Forge,
  step: Extract<Step, { do: 'create' }>,
  work: StepContext,
): Promise<Done | Skipped> {
  const { card, title, labels, assignees } = step;
  const body = writeBody(null, step.block);
  if (body === null) return { step, why: 'its text is too long for an issue' };
  await work.ensure(labels);
  const created = await once(
    () => forge.create({ card, title, body, labels, assignees }),
    async () => (await openOnes(forge, step.block.marker, work))[0] ?? null,
    { what: `the new issue for “${card}”`, wait: work.wait },
  );
  const { number, url } = created;
  await ensureLabelled(forge, created, work.label);
  const older = (await openOnes(forge, step.block.marker, work)).find((other) => other.number < number);
  if (older) {
    const ending: Ending = { why: 'duplicate', id: card, of: older.number };
    await changeIssue(forge, closing({ do: 'close', issue: created, ending }, { ending, event: null }), work);
    return { step, number, url, remark: `closed: another run had opened #${older.number}` };
  }
  const dropped = droppedOf(assignees, created.assignees);
  if (dropped.length > 0 && created.assignees.length === 0) {
    await work.ensure([NO_OWNER]);
    await forge.addLabels(number, [NO_OWNER]);
  }
  return { step, number, url, remark: droppedRemark(dropped) };
}

/** Returns kb's open issues for a card that were created or changed since the run began, oldest first, labeled or not. */
async function openOnes(
  forge: Forge,
  { id, path }: Marker,
  { label, authors, since }: RunSettings,
): Promise<Issue[]> {
  const lists = [
    await forge.issues({ state: 'open', label, since }),
    ...(await eachOf(authors, (author) => forge.issues({ state: 'open', author, since }))),
  ];
  const isOurs = isOneOf(authors);
  const found = lists
    .flat()
    .filter(({ author }) => isOurs(author))
    .filter(({ body }) => {
      const marker = markerOf(body);
      // Two cards may share an id by mistake; each has its own issue.
      return marker?.id === id && marker.path === path;
    });
  return (await genuine(forge, found, label)).sort((one, other) => one.number - other.number);
}

async function eachOf<T, R>(list: readonly T[], ask: (each: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (const each of list) answers.push(await ask(each));
  return answers;
}

/** Without the label, the next run would not find the issue, and would open another one. */
async function ensureLabelled(forge: Forge, created: Issue, label: string): Promise<void> {
  if (isLabelled(created, label)) return;
  await forge.addLabels(created.number, [label]);
  const fresh = await forge.issue(created.number);
  if (fresh === null || isLabelled(fresh, label)) return;
  throw new KbError(
    'forge',
    `issue #${created.number} did not get the label “${label}”: the login that kb uses may not set labels`,
    'give it the right to write issues (in a workflow: “permissions: issues: write”), and run it again',
  );
}
