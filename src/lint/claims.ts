/** Who says in a branch to have verified which cards. Anybody can write a name: a reviewer compares it with the commit's author. */
import type { Person } from '../config.js';
import type { Day } from '../day.js';
import { fold } from '../text/fold.js';
import { callerOf, mayVerify } from '../trust/caller.js';
import { personOf } from '../trust/known-owners.js';
import { redacted } from './secrets.js';
import type { Touched } from './touched.js';
import { isRelinked } from '../trust/wording.js';

/** That somebody has read a card on a day. */
export interface Claim {
  readonly touched: Touched;
  readonly on: Day;
  /** As the card has it; null where it names nobody. */
  readonly by: string | null;
  readonly note: string | null;
  /** The record has a hash of what was read; without one there is a day, and perhaps a name. */
  readonly recorded: boolean;
  /** False where those who may verify the card are people, and this is none of them. */
  readonly allowed: boolean;
}

/** The claims that a branch brings, in the order of the cards. A day alone on a new card is none: who writes reads. */
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
    // A branch appoints nobody for the verification that it brings.
    const { verifiers } = (before ?? after).card;
    const allowed = by === null || mayVerify({ verifiers }, callerOf(by, people), people) !== 'no';
    const hidden = (text: string | null): string | null => text && redacted(text);
    return [{ touched: each, on, by: hidden(by), note: hidden(note), recorded, allowed }];
  });
}

/** Claims of the same person, day and note, in the order of the first of each. */
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
