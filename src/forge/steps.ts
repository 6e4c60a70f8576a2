/** Turns verdicts and reports into steps. No step if the issue is already as it should be. */
import type { Day } from '../day.js';
import { isSameAssignment } from './plan/assignees.js';
import type { Assignment } from './plan/staff.js';
import { isCurrent, markerOf, writeBody } from './block.js';
import type { CloseReason, Issue } from './forge.js';
import { closingComment, reasonOfEnd } from './text/closing.js';
import { titleKey } from './block/hash.js';
import { DETACHED, isLabelled, NO_OWNER } from './labels.js';
import type { Marker } from './block/marker.js';
import { changeOf } from './text/reason.js';
import type { EndReport, Report } from './text/report.js';
import { withKey } from './apply/comment.js';
import type { Block, Step } from './step.js';
import { issueTitle, managedText, reasonOfCase } from './text.js';
import type { Ending, Verdict } from './plan/verdict.js';

type OpenVerdict = Extract<Verdict, { do: 'keep' | 'reopen' }>;

export interface StepRules {
  readonly today: Day;
  readonly label: string;
}

/** Whether an issue must be assigned again because the owner changed. People who unassigned themselves are not asked again. */
export function needsReassignment({ card, issue }: OpenVerdict): boolean {
  const marker = markerOf(issue.body);
  return !issue.locked && marker !== null && !isSameAssignment(card.candidates, marker.asked);
}

/** Returns the step that opens an issue. */
export function creation(
  report: Report,
  { assignees, key }: Assignment,
  { today, label }: StepRules,
): Extract<Step, { do: 'create' }> {
  const { card, previous } = report;
  const title = issueTitle(card.title);
  const marker: Marker = {
    id: card.id,
    path: card.path,
    due: card.due,
    on: today,
    reopened: false,
    closed: false,
    asked: key,
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

/**
 * Returns the step that updates or reopens an issue; null if it is up to date. In a locked issue only the text is changed, and
 * its marker keeps what it records about the rest.
 * @param assignment null if nobody is asked again
 */
export function alteration(
  verdict: OpenVerdict,
  { report: from, assignment }: { report: Report; assignment: Assignment | null },
  today: Day,
): Extract<Step, { do: 'update' | 'reopen' }> | null {
  const { card, issue } = verdict;
  const old = markerOf(issue.body);
  if (old === null) return null;
  // The text keeps naming the previous issue that it named at first.
  const reopened = verdict.do === 'reopen' && verdict.again ? true : old.reopened && old.due === card.due;
  const report = { ...from, previous: old.previous, reopened };
  const wanted = issueTitle(card.title);
  const isOurTitle = titleKey(issue.title) === old.title;
  const newTitle = isOurTitle && titleKey(wanted) !== old.title && !issue.locked ? wanted : null;
  const blockOf = (on: Day): Block => ({
    text: managedText(report, on),
    marker: {
      id: card.id,
      path: card.path,
      due: card.due,
      on,
      reopened,
      closed: false,
      asked: assignment?.key ?? old.asked,
      title: newTitle === null ? old.title : titleKey(newTitle),
      previous: old.previous,
    },
  });
  const newest = blockOf(today);
  const isRight = isCurrent(issue.body, blockOf(old.on)) || writeBody(issue.body, newest) === null;
  const block = verdict.do === 'keep' && isRight ? null : newest;
  const added = block === null ? [] : (assignment?.assignees ?? []);
  const isAssigned = issue.assignees.length > 0 || added.length > 0;
  const removeLabels = isAssigned && isLabelled(issue, NO_OWNER) && !issue.locked ? [NO_OWNER] : [];
  const alteration = {
    card: card.id,
    title: newTitle ?? issue.title,
    issue,
    newTitle: block === null ? null : newTitle,
    assignees: added,
    addLabels: assignment && block !== null && !isAssigned && !isLabelled(issue, NO_OWNER) ? [NO_OWNER] : [],
    removeLabels,
  };
  if (verdict.do === 'reopen')
    return { ...alteration, do: 'reopen', reason: reasonOfCase(card, today), block: newest };
  if (block === null && removeLabels.length === 0) return null;
  const reason = block === null ? 'somebody is assigned' : changeOf(old, block.marker);
  return { ...alteration, do: 'update', reason, block };
}

/** Returns the step that closes an issue; without a comment if it is locked. */
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

/** Returns the step that labels an issue as detached; null if it already is. */
export function detachment(issue: Issue): Extract<Step, { do: 'update' }> | null {
  if (isLabelled(issue, DETACHED)) return null;
  return {
    do: 'update',
    card: null,
    title: issue.title,
    reason:
      "kb's part of its text was removed, so kb leaves the issue to people; if the card needs an issue, it gets a new one",
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
