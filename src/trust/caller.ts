/** Who acts: the name that a record gets, and whether it is one of those who may verify a card. */
import type { Card } from '../card/card.js';
import type { Person } from '../config.js';
import { personOf } from './known-owners.js';
import { fold } from '../text/fold.js';

export interface Caller {
  /** As records have it: the login of a person that `people` knows, else the name in the config, else what was given. */
  readonly name: string;
  /** Null for somebody whom `people` does not know. */
  readonly person: Person | null;
}

/** Whose name, login or e-mail address it is. */
export function callerOf(identity: string, people: readonly Person[]): Caller {
  const name = personOf(people)(identity);
  const person = people.find((each) => fold(each.login ?? each.name) === fold(name)) ?? null;
  return { name, person };
}

/**
 * Whether somebody may verify a card. `no`: its `verifiers` are people, and this is none of them. `unknown`: some of them
 * resolve to nobody (a channel, a team that `people` does not have), so nobody can tell. A guard-rail, no authentication.
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
  const asked = verifiers.map((name) => fold(resolve(name)));
  const own = [caller.name, ...(caller.person?.teams ?? [])].map(fold);
  if (asked.some((name) => own.includes(name))) return 'yes';
  return asked.every((name) => known.has(name) || teams.has(name)) ? 'no' : 'unknown';
}
