/** The user who runs kb: the name to put on record, and whether this user may verify a card. */
import type { Card } from '../card/card.js';
import type { Person } from '../config.js';
import { personOf } from './known-owners.js';
import { fold } from '../text/fold.js';

export interface Caller {
  /** The name to record: the login of a person in `people`, else their name in the config, else the identity as given. */
  readonly name: string;
  /** Null if `people` does not list the caller. */
  readonly person: Person | null;
}

/** Returns the caller with this name, login or e-mail address. */
export function callerOf(identity: string, people: readonly Person[]): Caller {
  const name = personOf(people)(identity);
  const person = people.find((each) => fold(each.login ?? each.name) === fold(name)) ?? null;
  return { name, person };
}

/**
 * Whether a caller may verify a card. `no`: its `verifiers` are all known, and the caller is not among them. `unknown`: some of
 * them cannot be resolved (a channel, a team that `people` does not list). A guard rail, not authentication.
 */
export function mayVerify(
  { verifiers }: Pick<Card, 'verifiers'>,
  caller: Caller,
  people: readonly Person[],
): 'yes' | 'no' | 'unknown' {
  if (verifiers.length === 0) return 'yes';
  const resolve = personOf(people);
  const known = new Set(people.map(({ name, login }) => fold(login ?? name)));
  const teams = new Set(people.flatMap((person) => person.teams.map(fold)));
  const allowed = verifiers.map((name) => fold(resolve(name)));
  const own = [caller.name, ...(caller.person?.teams ?? [])].map(fold);
  if (allowed.some((name) => own.includes(name))) return 'yes';
  return allowed.every((name) => known.has(name) || teams.has(name)) ? 'no' : 'unknown';
}
