/** Finds dates that a branch moves forward without a record that somebody checked the card. */
import type { Severity } from '../card/card.js';
import type { Config } from '../config.js';
import type { Day } from '../day.js';
import type { CardFacts } from './facts.js';
import type { Finding } from './finding.js';
import { lineOf } from './line-of.js';
import type { Rule } from './rule.js';
import { dateBump } from './rules/date-bump.js';
import type { Scope } from './scope.js';
import { optionsOf, severitySet } from './setting.js';
import { isSilenced, type Touched } from './touched.js';
import { isRelinked } from '../trust/wording.js';

/** A date change that no verification explains. */
export interface Bump {
  readonly field: 'verify-by' | 'verified.on';
  readonly before: Day;
  readonly after: Day;
  /**
   * What the card's record says about the change. `none`: the card never had a record. `gone`: the branch removed it.
   * `other`: it is for another text or other dates. `to-come`: its date is in the future. `kept`: it is new, but its date is
   * not later than that of the old one. `reattributed`: it is the old one with another name, note or code hash.
   */
  readonly record: 'none' | 'gone' | 'other' | 'to-come' | 'kept' | 'reattributed';
}

/** A bump with the finding that reports it. */
export interface Bumped {
  readonly card: CardFacts;
  readonly bump: Bump;
  readonly finding: Finding;
}

/**
 * Returns the bumps in the cards that a branch touches.
 * @param scope of the branch
 * @param judge the config at the start of the branch, because a branch must not configure its own check
 */
export function bumpsIn(
  touched: readonly Touched[],
  scope: Scope,
  rules: readonly Rule[],
  judge: Config,
): Bumped[] {
  if (optionsOf(dateBump, rules, judge) === null) return [];
  const chosen = severitySet(dateBump, judge);
  return touched.flatMap((each) => {
    const bump = bumpOf(each, scope.today);
    if (bump === null) return [];
    if (isSilenced(each, dateBump.name, (card) => placeOf(card, scope, bump).line)) return [];
    const { after } = each;
    const severity = chosen ?? severityOf(each, bump);
    const message = `${sentence(bump)}; check it, then kb verify ${after.card.id}`;
    const problem = { rule: dateBump.name, severity, message, ...placeOf(after, scope, bump) };
    return [{ card: after, bump, finding: { path: after.card.path, problem } }];
  });
}

/** Returns how a branch changes the dates of a card, or null if it leaves them alone or a verification explains the change. */
export function bumpOf(touched: Touched, today: Day): Bump | null {
  const { before, after } = touched;
  if (before === null || isRelinked(before, after)) return null;
  const [was, is] = [before.trust, after.trust];
  const day = later('verified.on', was.verifiedOn, is.verifiedOn);
  const due = later('verify-by', was.verifyBy, is.verifyBy);
  if (!is.recorded || is.edited || is.verifiedOn === null) {
    const moved = day ?? due;
    return moved
      ? { ...moved, record: is.recorded ? 'other' : was.recorded ? 'gone' : 'none' }
      : reattributed(before, after);
  }
  if (day !== null) return day.after > today ? { ...day, record: 'to-come' } : null;
  if (was.verifiedOn === null || (due === null && !isRemade(before, after)))
    return reattributed(before, after);
  return { field: 'verified.on', before: was.verifiedOn, after: is.verifiedOn, record: 'kept' };
}

function later(field: Bump['field'], before: Day | null, after: Day | null) {
  return before !== null && after !== null && after > before ? { field, before, after } : null;
}

/** Fields of a record that its content hash does not cover. */
const UNBOUND = ['by', 'note', 'paths'] as const;

/** Finds a record with the same content hash and date as before, but with another name, note or code hash. */
function reattributed(before: CardFacts, after: CardFacts): Bump | null {
  const [was, is] = [before.card.verified, after.card.verified];
  if (is.on === null || is.content === null || is.on !== was.on || is.content !== was.content) return null;
  if (UNBOUND.every((field) => was[field] === is[field])) return null;
  return { field: 'verified.on', before: is.on, after: is.on, record: 'reattributed' };
}

/** Whether a record was replaced by another one with the same date. */
function isRemade(before: CardFacts, after: CardFacts): boolean {
  const [was, is] = [before.card.verified, after.card.verified];
  return was.content !== null && was.content !== is.content && was.on === is.on;
}

/**
 * Dates with a record must not be changed by hand, which is an error. Two records on one day are only a warning, because
 * somebody may have checked the card twice.
 */
function severityOf({ before, after }: Touched, { record }: Bump): Severity {
  const isRecorded = (before?.trust.recorded ?? false) || after.trust.recorded;
  const mayBeTrue = record === 'kept' || record === 'reattributed';
  return isRecorded && !mayBeTrue ? 'error' : 'warning';
}

function sentence({ field, before, after, record }: Bump): string {
  const what = field === 'verify-by' ? 'the due date' : 'the verification date';
  const moved = `${what} moved from ${before} to ${after}`;
  switch (record) {
    case 'none':
      return `${moved}, but no record says who checked the card`;
    case 'gone':
      return `${moved}, but the record was removed`;
    case 'other':
      return `${moved}, but the record is for another text or other dates`;
    case 'to-come':
      return `${moved}, which is in the future`;
    case 'reattributed':
      return `the record of ${after} has another name, note or code hash, but the same text and dates`;
    case 'kept':
      return before === after
        ? `the record is new, but its date is still ${after}`
        : `the record is new, but its date moved back from ${before} to ${after}`;
  }
}

/** The place of the date, otherwise of a field that it is computed from, otherwise the start of the card. */
function placeOf(
  { card }: CardFacts,
  scope: Scope,
  { field }: Bump,
): { readonly line: number; readonly column: number } {
  const fields = field === 'verify-by' ? (['verify-by', 'verify-every', 'verified.on'] as const) : [field];
  const places = fields.map((each) => lineOf(card, scope, each));
  return places.find(({ line }) => line > 1) ?? { line: 1, column: 1 };
}
