/** Whom a forge can ask about a card: logins, in the order in which they are tried. */
import type { Person } from '../../config.js';
import { fold } from '../../text/fold.js';
import { personOf } from '../../trust/known-owners.js';
import { shortHash } from '../block/hash.js';
import { distinctLogins } from '../forge.js';
import { isTeam } from '../text/defuse.js';
import type { Candidates } from './case.js';

/** A forge assigns no more. */
const MOST_LOGINS = 10;
/** What it has in an address means nothing there: no slash, no dot or hyphen in front. */
const LOGIN = /^[a-z0-9_][a-z0-9._-]{0,99}$/i;

/**
 * For a card's owners, and those whom CODEOWNERS names for its path: the owners themselves, members of the teams and channels
 * among them, the same of CODEOWNERS, the same of the default owner. People are looked up once for all cards.
 * @param defaults the owner that the config names for cards without one
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
 * For `Marker.asked`: the groups up to the one that was asked, whatever the order and the case of its logins. Who would come next
 * does not matter: whoever took leave is not asked again because CODEOWNERS changed.
 * @param asked place of the group; null where nobody could be asked
 */
export function askedKey(candidates: Candidates, asked: number | null): string {
  const groups = asked === null ? [...candidates, []] : candidates.slice(0, asked + 1);
  return shortHash(JSON.stringify(groups.map((group) => group.map(fold).sort())));
}

/** Whether those who were asked are still among the first that would be. */
export function isStillAsked(candidates: Candidates, key: string): boolean {
  return [null, ...candidates.keys()].some((asked) => askedKey(candidates, asked) === key);
}

/** Teams among the owners, as a forge mentions them (`@acme/billing`). */
export function teamsOf(owners: readonly string[]): readonly string[] {
  return distinctLogins(owners.filter(isTeam)).slice(0, MOST_LOGINS);
}

/** Team or channel → names of those whom the config puts in it, no more than can be asked. */
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

/** Without its `@`, which not every config writes; nothing for whoever is no login. */
function loginIn(people: readonly Person[]): (name: string) => readonly string[] {
  const known = new Set(people.flatMap(({ login }) => (login === null ? [] : [fold(login)])));
  return (name) => {
    const login = name.startsWith('@') ? name.slice(1) : known.has(fold(name)) ? name : '';
    return LOGIN.test(login) ? [login] : [];
  };
}
