/**
 * Collects who claims in a branch to have verified which cards. Anybody can write any name, so a reviewer must compare it
 * with the author of the commit.
 */
import type { Person } from '../config.js';
import type { Day } from '../day.js';
import { fold } from '../text/fold.js';
import { callerOf, mayVerify } from '../trust/caller.js';
import { personOf } from '../trust/known-owners.js';
import { redacted } from './secrets.js';
import type { Touched } from './touched.js';
import { isRelinked } from '../trust/wording.js';

/** The claim that somebody verified a card on a day. */
export interface Claim {
  readonly touched: Touched;
  readonly on: Day;
  /** As written in the card; null if no name is given. */
  readonly by: string | null;
  readonly note: string | null;
  /** Whether the record has a content hash. Without one there is only a date, and perhaps a name. */
  readonly recorded: boolean;
  /** False if all `verifiers` of the card are known people or teams, and this person is not among them. */
  readonly allowed: boolean;
}

/**
 * Returns the claims that a branch adds, in the order of the cards. A date without a record on a new card is not a claim,
 * because its author has just written it.
 */
export function claimsIn(touched: readonly Touched[], people: readonly Person[]): Claim[] {
  return touched.flatMap((each): Claim[] => {
    const { before, after } = each;
    const { on, by, note, content } = after.card.verified;
    const was = before?.card.verified;
    if (on === null || (before && isRelinked(before, after))) return [];
    const recorded = content !== null;
    const isNew = recorded
      ? was?.on !== on || was.by !== by || was.note !== note || was.content !== content
      : was !== undefined && (was.on === null || on > was.on);
    if (!isNew) return [];
    // A branch must not appoint the verifiers for its own verification.
    const { verifiers } = (before ?? after).card;
    const allowed = by === null || mayVerify({ verifiers }, callerOf(by, people), people) !== 'no';
    const hidden = (text: string | null): string | null => text && redacted(text);
    return [{ touched: each, on, by: hidden(by), note: hidden(note), recorded, allowed }];
  });
}

/** Groups claims with the same person, date and note, in the order of the first claim of each group. */
export function sameClaims(claims: readonly Claim[], people: readonly Person[]): Claim[][] {
  const resolve = personOf(people);
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { on, by, note } = claim;
    const key = [on, by === null ? '' : fold(resolve(by)), note?.trim() ?? ''].join('\0');
    const group = groups.get(key);
    if (group) group.push(claim);
    else groups.set(key, [claim]);
  }
  return [...groups.values()];
}
