/** Determines the logins that can be asked about a card, in the order in which they are tried. */
import type { Person } from '../../config.js';
import { fold } from '../../text/fold.js';
import { personOf } from '../../trust/known-owners.js';
import { shortHash } from '../block/hash.js';
import { distinctLogins } from '../forge.js';
import { isTeam } from '../text/defuse.js';
import type { Candidates } from './case.js';

/** Maximum number of assignees that forges allow. */
const MOST_LOGINS = 10;
/** A login that is harmless in a URL: without a slash, and without a leading dot or hyphen. */
const LOGIN = /^[a-z0-9_][a-z0-9._-]{0,99}$/i;

/**
 * Returns a function from the owners of a card, and the owners of its path in CODEOWNERS, to candidates: first the owners
 * themselves, then members of teams and channels among them, then both for CODEOWNERS and for the default owner. Indexes the
 * people once for all cards.
 * @param defaults the owner in the config for cards without one
 */
export function candidatesOf(
  people: readonly Person[],
  defaults: readonly string[],
): (owners: readonly string[], codeowners: readonly string[]) => Candidates {
  const resolve = personOf(people);
  const members = membersOf(people);
  const loginOf = loginIn(people);
  const groupsOf = (owners: readonly string[]): Candidates => [
    owners.map(resolve),
    owners.flatMap((owner) => members.get(fold(owner)) ?? []),
  ];
  const last = groupsOf(defaults);
  return (owners, codeowners) =>
    [...groupsOf(owners), ...groupsOf(codeowners), ...last]
      .map((names) => distinctLogins(names.flatMap(loginOf)).slice(0, MOST_LOGINS))
      .filter((group) => group.length > 0);
}

/**
 * Returns the value of `Marker.asked`: a hash of the groups up to the one that was asked, whatever the order and case of
 * logins. Later groups do not count: a person who unassigned themselves is not asked again just because CODEOWNERS changed.
 * @param group index of the group; null if nobody could be asked
 */
export function assignmentKey(candidates: Candidates, group: number | null): string {
  const groups = group === null ? [...candidates, []] : candidates.slice(0, group + 1);
  return shortHash(JSON.stringify(groups.map((group) => group.map(fold).sort())));
}

/** Whether the people who were asked would still be asked first. */
export function isSameAssignment(candidates: Candidates, key: string): boolean {
  return [null, ...candidates.keys()].some((group) => assignmentKey(candidates, group) === key);
}

/** Returns the teams among the owners, as forges mention them (`@acme/billing`). */
export function teamsOf(owners: readonly string[]): readonly string[] {
  return distinctLogins(owners.filter(isTeam)).slice(0, MOST_LOGINS);
}

/** Maps each team or channel to its members in the config, but no more than can be assigned. */
function membersOf(people: readonly Person[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { login, teams } of people) {
    if (login === null) continue;
    for (const team of new Set(teams.map(fold))) {
      const names = members.get(team);
      if (!names) members.set(team, [login]);
      else if (names.length < MOST_LOGINS) names.push(login);
    }
  }
  return members;
}

/** Returns the login without `@`, which not every config writes; nothing if the name is not a login. */
function loginIn(people: readonly Person[]): (name: string) => readonly string[] {
  const known = new Set(people.flatMap(({ login }) => (login === null ? [] : [fold(login)])));
  return (name) => {
    const login = name.startsWith('@') ? name.slice(1) : known.has(fold(name)) ? name : '';
    return LOGIN.test(login) ? [login] : [];
  };
}
