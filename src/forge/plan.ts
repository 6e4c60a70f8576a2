/** Decides what to do with each issue and with each card that needs one. Produces verdicts without any text. */
import { daysBetween, parseDay, type Day } from '../day.js';
import type { CardCase } from './plan/case.js';
import { claimsOf, type Claim, type Ownership } from './plan/claims.js';
import type { Issue } from './forge.js';
import type { Ending, Verdict } from './plan/verdict.js';

export interface PlanRules extends Ownership {
  readonly today: Day;
  /** False if cards may be missing from the checkout, or if it is outdated: then no issue is closed. */
  readonly mayClose: boolean;
}

/** Days in which a closed issue is reopened: a bit over half a year, so that a card verified every six months keeps its issue. */
const REOPEN_DAYS = 190;
/** Days that a person who closed an issue has to record the verification. */
const GRACE_DAYS = 7;

/** Returns verdicts in the order in which to carry them out. Idempotent: once carried out, the next plan has nothing to do. */
export function plan(
  issues: readonly Issue[],
  cards: readonly CardCase[],
  rules: PlanRules,
): readonly Verdict[] {
  const claims = claimsOf(issues, cards, rules);
  const verdicts: readonly Verdict[] = [
    ...cards.flatMap((card) => forCard(card, claims.of(card), rules)),
    ...[...claims.gone].flatMap(([id, mine]) => forGone(id, mine, rules)),
    ...claims.detached.map((issue): Verdict => ({ do: 'detach', issue })),
  ];
  return verdicts
    .map((verdict) => ({ verdict, place: placeOf(verdict) }))
    .sort((a, b) => comparePlaces(a.place, b.place))
    .map(({ verdict }) => verdict);
}

/**
 * Returns the numbers of closed issues for which the plan needs to know who closed them, but the list did not say. Without
 * kb's mark, a person closed it; with the mark, a person may have reopened and closed it since.
 */
export function unsure(
  issues: readonly Issue[],
  cards: readonly CardCase[],
  rules: PlanRules,
): readonly number[] {
  const claims = claimsOf(issues, cards, rules);
  return cards.flatMap((card) => {
    const mine = claims.of(card);
    if (card.need !== 'issue' || mine.some(isOpen)) return [];
    const closed = newestFirst(mine);
    const decides = closed.findIndex((claim) => isDecision(claim, rules));
    return closed
      .slice(0, decides < 0 ? closed.length : decides + 1)
      .filter(({ issue, marker }) => issue.reason === 'duplicate' || marker.due === card.due)
      .filter(({ issue, marker }) => marker.closed && issue.closedBy === null)
      .map(({ issue }) => issue.number);
  });
}

function forCard(card: CardCase, mine: readonly Claim[], rules: PlanRules): readonly Verdict[] {
  const [first, ...twins] = mine.filter(isOpen);
  if (card.need === 'leave') {
    const why = troubleOf(card);
    return first || why !== null ? [leave(card.id, first?.issue ?? null, why)] : [];
  }
  if (!first) return card.need === 'issue' ? [forClosed(card, mine, rules)] : [];
  const verdict: Verdict =
    card.need === 'issue'
      ? { do: 'keep', card, issue: first.issue }
      : close(card.id, first.issue, { why: card.need === 'retired' ? 'retired' : 'fine', card }, rules);
  return [verdict, ...closeTwins(card.id, first, twins, rules)];
}

function forGone(id: string, mine: readonly Claim[], rules: PlanRules): readonly Verdict[] {
  const [first, ...twins] = mine.filter(isOpen);
  if (!first) return [];
  const { issue, marker } = first;
  const removed = close(id, issue, { why: 'removed', id, path: marker.path }, rules);
  return [removed, ...closeTwins(id, first, twins, rules)];
}

/** Decides about a card that needs an issue and has no open one. The latest decision about its closed issues counts. */
function forClosed(card: CardCase, mine: readonly Claim[], rules: PlanRules): Verdict {
  const last = newestFirst(mine).find((claim) => isDecision(claim, rules));
  if (!last) return { do: 'create', card, previous: null };
  const { issue, marker, canWrite } = last;
  const age = ageOf(issue, rules.today);
  if (!isClosedByUs(last, rules) && marker.due === card.due) {
    const isDone = issue.reason === 'completed' || issue.reason === null;
    // If the marker cannot be written, the next run would not know that the issue was reopened.
    const isSnoozed = !isDone || marker.reopened || !canWrite;
    if (isSnoozed || age < GRACE_DAYS) return leave(card.id, issue, null);
    return { do: 'reopen', card, issue, again: true };
  }
  if (!canWrite || age > REOPEN_DAYS) return { do: 'create', card, previous: issue.number };
  return { do: 'reopen', card, issue, again: false };
}

function closeTwins(
  id: string,
  { issue: { number } }: Claim,
  twins: readonly Claim[],
  rules: PlanRules,
): readonly Verdict[] {
  return twins.map(({ issue }) => close(id, issue, { why: 'duplicate', id, of: number }, rules));
}

function close(id: string, issue: Issue, ending: Ending, { mayClose }: PlanRules): Verdict {
  if (mayClose) return { do: 'close', issue, ending };
  const why = ending.why === 'removed' ? 'its card is not in this checkout' : 'it would be closed';
  return leave(id, issue, `${why}, but this run closes nothing`);
}

function leave(card: string, issue: Issue | null, why: string | null): Verdict {
  return { do: 'leave', card, issue, why };
}

/** Returns why it is unknown whether the card needs an issue; null for a draft, which needs none yet. */
function troubleOf({ trust: { reasons } }: CardCase): string | null {
  if (reasons.includes('draft')) return null;
  return reasons.includes('unreadable') ? 'the card cannot be read' : 'its due date cannot be read';
}

function isOpen({ issue }: Claim): boolean {
  return issue.state === 'open';
}

/** Requires the marker too, because people may share kb's login. */
function isClosedByUs({ issue: { closedBy }, marker }: Claim, { isOurs }: Ownership): boolean {
  return marker.closed && (closedBy === null || isOurs(closedBy));
}

/** Whether closing the issue was a decision about the card; not so if kb closed it as a duplicate. */
function isDecision(claim: Claim, rules: Ownership): boolean {
  return claim.issue.reason !== 'duplicate' || !isClosedByUs(claim, rules);
}

function newestFirst(mine: readonly Claim[]): readonly Claim[] {
  const time = ({ issue }: Claim): string => issue.closedAt ?? '';
  return mine
    .filter((claim) => !isOpen(claim))
    .sort((a, b) => (time(a) === time(b) ? b.issue.number - a.issue.number : time(a) < time(b) ? 1 : -1));
}

/** Returns the days since the issue was closed; infinity if unknown. */
function ageOf({ closedAt }: Issue, today: Day): number {
  const day = parseDay(closedAt?.slice(0, 10) ?? '');
  return day === undefined ? Infinity : daysBetween(day, today);
}

interface Place {
  readonly rank: number;
  /** Days that its card is overdue, if the issue is to be opened: the most overdue come first, because runs have caps. */
  readonly days: number;
  readonly number: number;
  readonly card: string;
}

const RANKS = ['duplicate', 'close', 'detach', 'keep', 'reopen', 'create', 'leave'] as const;

/** Closing comes first, so that even an interrupted run has shortened the list of open issues. */
function placeOf(verdict: Verdict): Place {
  const isDuplicate = verdict.do === 'close' && verdict.ending.why === 'duplicate';
  const rank = RANKS.indexOf(isDuplicate ? 'duplicate' : verdict.do);
  const number = 'issue' in verdict ? (verdict.issue?.number ?? Infinity) : 0;
  const card = 'card' in verdict ? (typeof verdict.card === 'string' ? verdict.card : verdict.card.id) : '';
  const isOpening = verdict.do === 'create' || verdict.do === 'reopen';
  const days = isOpening ? (verdict.card.trust.days ?? -Infinity) : 0;
  return { rank, days, number, card };
}

function comparePlaces(a: Place, b: Place): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.days !== b.days) return a.days > b.days ? -1 : 1;
  if (a.number !== b.number) return a.number < b.number ? -1 : 1;
  return a.card < b.card ? -1 : 1;
}
