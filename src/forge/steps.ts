/** From a verdict and what is to be said to the step that makes the issue so; nothing where it is right as it is. */
import type { Day } from '../day.js';
import { askedKey } from './plan/assignees.js';
import { isCurrent, markerOf, writeBody } from './block.js';
import type { CloseReason, Issue } from './forge.js';
import { closingComment, reasonOfEnd } from './text/closing.js';
import { titleKey } from './block/hash.js';
import { DETACHED, isLabelled, NO_OWNER } from './labels.js';
import type { Marker } from './block/marker.js';
import { changeOf } from './text/reason.js';
import type { EndReport, Report } from './text/report.js';
import { withKey } from './apply/said.js';
import type { Block, Step } from './step.js';
import { issueTitle, managedText, reasonOfCase } from './text.js';
import type { Ending, Verdict } from './plan/verdict.js';

type Standing = Extract<Verdict, { do: 'keep' | 'reopen' }>;

/** A verdict with all that its step needs. */
export type Material =
  | {
      readonly verdict: Extract<Verdict, { do: 'create' }> | Standing;
      readonly report: Report;
      /** Logins to be added, who may be assigned. For an issue that there is: empty unless `isAskedAnew`. */
      readonly assignees: readonly string[];
    }
  | { readonly verdict: Extract<Verdict, { do: 'close' }>; readonly end: EndReport }
  | { readonly verdict: Extract<Verdict, { do: 'detach' }> };

export interface StepRules {
  readonly today: Day;
  readonly label: string;
}

/** Null: nothing is to be written. */
export function stepOf(material: Material, rules: StepRules): Step | null {
  if ('report' in material) {
    const { verdict, report, assignees } = material;
    return verdict.do === 'create'
      ? creation(report, assignees, rules)
      : alteration(verdict, report, assignees, rules);
  }
  return 'end' in material ? closing(material.verdict, material.end) : detachment(material.verdict.issue);
}

/** Whether the card has another owner than the one who was asked in its issue. Whoever has taken leave is not asked again. */
export function isAskedAnew({ card, issue }: Standing): boolean {
  const marker = markerOf(issue.body);
  return !issue.locked && marker !== null && marker.asked !== askedKey(card.candidates);
}

function creation(report: Report, assignees: readonly string[], { today, label }: StepRules): Step {
  const { card, previous } = report;
  const title = issueTitle(card.title);
  const marker: Marker = {
    id: card.id,
    path: card.path,
    due: card.due,
    on: today,
    reopened: false,
    closed: false,
    asked: askedKey(card.candidates),
    title: titleKey(title),
    previous,
  };
  return {
    do: 'create',
    card: card.id,
    title,
    reason: reasonOfCase(card, today),
    block: { text: managedText(report, today), marker },
    labels: assignees.length > 0 ? [label] : [label, NO_OWNER],
    assignees,
  };
}

/** A locked issue gets its text alone, and what its marker says about the rest stays. */
function alteration(
  verdict: Standing,
  from: Report,
  assignees: readonly string[],
  { today }: StepRules,
): Step | null {
  const { card, issue } = verdict;
  const old = markerOf(issue.body);
  if (old === null) return null;
  // Text of the first day: whatever it named as the card's last issue, it goes on naming.
  const reopened = verdict.do === 'reopen' && verdict.again ? true : old.reopened && old.due === card.due;
  const report = { ...from, previous: old.previous, reopened };
  const wanted = issueTitle(card.title);
  const isOurTitle = titleKey(issue.title) === old.title;
  const newTitle = isOurTitle && titleKey(wanted) !== old.title && !issue.locked ? wanted : null;
  const askedAnew = isAskedAnew(verdict);
  const blockOf = (on: Day): Block => ({
    text: managedText(report, on),
    marker: {
      id: card.id,
      path: card.path,
      due: card.due,
      on,
      reopened,
      closed: false,
      asked: askedAnew ? askedKey(card.candidates) : old.asked,
      title: newTitle === null ? old.title : titleKey(newTitle),
      previous: old.previous,
    },
  });
  const newest = blockOf(today);
  const isRight = isCurrent(issue.body, blockOf(old.on)) || writeBody(issue.body, newest) === null;
  const block = verdict.do === 'keep' && isRight ? null : newest;
  const added = block === null ? [] : assignees;
  const isAssigned = issue.assignees.length > 0 || added.length > 0;
  const removeLabels = isAssigned && isLabelled(issue, NO_OWNER) && !issue.locked ? [NO_OWNER] : [];
  const alteration = {
    card: card.id,
    title: newTitle ?? issue.title,
    issue,
    newTitle: block === null ? null : newTitle,
    assignees: added,
    addLabels: askedAnew && block !== null && !isAssigned && !isLabelled(issue, NO_OWNER) ? [NO_OWNER] : [],
    removeLabels,
  };
  if (verdict.do === 'reopen')
    return { ...alteration, do: 'reopen', reason: reasonOfCase(card, today), block: newest };
  if (block === null && removeLabels.length === 0) return null;
  return { ...alteration, do: 'update', reason: changeOf(old, block?.marker ?? old), block };
}

/** The end of an issue. Nothing is said in a locked one: whoever locked it wants no comments. */
export function closing(
  { issue, ending }: Extract<Verdict, { do: 'close' }>,
  end: EndReport,
): Extract<Step, { do: 'close' }> {
  const marker = markerOf(issue.body);
  const occasion = `${marker?.due ?? '-'} ${marker?.on ?? '-'}`;
  return {
    do: 'close',
    card: cardOf(ending),
    title: issue.title,
    reason: reasonOfEnd(end),
    issue,
    as: REASON_OF[ending.why],
    comment: issue.locked ? null : withKey(closingComment(end), occasion),
  };
}

const REASON_OF: Readonly<Record<Ending['why'], CloseReason>> = {
  fine: 'completed',
  retired: 'not_planned',
  removed: 'not_planned',
  duplicate: 'duplicate',
};

function detachment(issue: Issue): Step | null {
  if (isLabelled(issue, DETACHED)) return null;
  return {
    do: 'update',
    card: null,
    title: issue.title,
    reason: "kb's part of its text is gone",
    issue,
    block: null,
    newTitle: null,
    assignees: [],
    addLabels: [DETACHED],
    removeLabels: [],
  };
}

function cardOf(ending: Ending): string {
  return 'card' in ending ? ending.card.id : ending.id;
}
