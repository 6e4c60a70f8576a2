/** What is to become of each issue and of each card that wants one: the table of states, without a word of text. */
import { daysBetween, parseDay, type Day } from '../day.js';
import type { CardCase } from './plan/case.js';
import { claimsOf, type Claim, type Ownership } from './plan/claims.js';
import type { Issue } from './forge.js';
import type { Ending, Verdict } from './plan/verdict.js';

export interface PlanRules extends Ownership {
  readonly today: Day;
  /** False for a checkout that may lack cards or is older than the day: then no issue is closed. */
  readonly mayClose: boolean;
}

/** Half a year and its last days: a card that is verified for six months comes back to the same issue. */
const REOPEN_DAYS = 190;
/** So long a person who closed an issue may take to record the verification. */
const GRACE_DAYS = 7;

/** Cards and issues in any order; verdicts in the order in which they are carried out. Carried out, it plans nothing more. */
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
 * The closed issues of which the plan has to know who closed them, and the list did not tell. Without kb's mark a person did;
 * with it, somebody may have opened and closed it again since.
 */
export function unsure(
  issues: readonly Issue[],
  cards: readonly CardCase[],
  rules: PlanRules,
): readonly number[] {
  const claims = claimsOf(issues, cards, rules);
  return cards.flatMap((card) => {
    const mine = claims.of(card);
    if (card.wish !== 'issue' || mine.some(isOpen)) return [];
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
  if (card.wish === 'leave') {
    const why = troubleOf(card);
    return first || why !== null ? [leave(card.id, first?.issue ?? null, why)] : [];
  }
  if (!first) return card.wish === 'issue' ? [forClosed(card, mine, rules)] : [];
  const verdict: Verdict =
    card.wish === 'issue'
      ? { do: 'keep', card, issue: first.issue }
      : close(card.id, first.issue, { why: card.wish === 'retired' ? 'retired' : 'fine', card }, rules);
  return [verdict, ...closeTwins(card.id, first, twins, rules)];
}

function forGone(id: string, mine: readonly Claim[], rules: PlanRules): readonly Verdict[] {
  const [first, ...twins] = mine.filter(isOpen);
  if (!first) return [];
  const { issue, marker } = first;
  const removed = close(id, issue, { why: 'removed', id, path: marker.path }, rules);
  return [removed, ...closeTwins(id, first, twins, rules)];
}

/** A card wants an issue and has none that is open. What was decided last about its issues counts. */
function forClosed(card: CardCase, mine: readonly Claim[], rules: PlanRules): Verdict {
  const last = newestFirst(mine).find((claim) => isDecision(claim, rules));
  if (!last) return { do: 'create', card, previous: null };
  const { issue, marker, canWrite } = last;
  const age = ageOf(issue, rules.today);
  if (!isClosedByUs(last, rules) && marker.due === card.due) {
    const isDone = issue.reason === 'completed' || issue.reason === null;
    // Where nothing can be written, the next run would not know that it was opened again.
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

/** Why nobody can tell what the card wants; null for a draft, which wants nothing yet. */
function troubleOf({ trust: { reasons } }: CardCase): string | null {
  if (reasons.includes('draft')) return null;
  return reasons.includes('unreadable') ? 'the card cannot be read' : 'its due date cannot be read';
}

function isOpen({ issue }: Claim): boolean {
  return issue.state === 'open';
}

/** The login alone does not tell: people may share it. */
function isClosedByUs({ issue: { closedBy }, marker }: Claim, { isOurs }: Ownership): boolean {
  return marker.closed && (closedBy === null || isOurs(closedBy));
}

/** A duplicate that kb itself closed decides nothing. */
function isDecision(claim: Claim, rules: Ownership): boolean {
  return claim.issue.reason !== 'duplicate' || !isClosedByUs(claim, rules);
}

function newestFirst(mine: readonly Claim[]): readonly Claim[] {
  const time = ({ issue }: Claim): string => issue.closedAt ?? '';
  return mine
    .filter((claim) => !isOpen(claim))
    .sort((a, b) => (time(a) === time(b) ? b.issue.number - a.issue.number : time(a) < time(b) ? 1 : -1));
}

/** Days since it was closed; where nobody knows when, it is long ago. */
function ageOf({ closedAt }: Issue, today: Day): number {
  const day = parseDay(closedAt?.slice(0, 10) ?? '');
  return day === undefined ? Infinity : daysBetween(day, today);
}

interface Place {
  readonly rank: number;
  /** Days that its card is overdue, where it is opened: runs have caps. */
  readonly days: number;
  readonly number: number;
  readonly card: string;
}

const RANKS = ['duplicate', 'close', 'detach', 'keep', 'reopen', 'create', 'leave'] as const;

/** First what makes the tracker shorter: a run that is cut off has done that. */
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
