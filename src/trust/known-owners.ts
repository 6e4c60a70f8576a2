/** Who is who among owners: the aliases of a person, and the names that nobody knows any more. */
import { nearest } from '../card/nearest.js';
import type { Person } from '../config.js';
import { fold } from '../text/fold.js';

export interface KnownOwners {
  /** False for a name that none of the sources has, though they have others of its kind. */
  isKnown(owner: string): boolean;
  /** The known name that was probably meant; undefined where none is near. */
  nearest(owner: string): string | undefined;
}

/** What an owner's name looks like. */
export type OwnerKind = 'login' | 'team' | 'email' | 'channel' | 'name';

export function ownerKind(owner: string): OwnerKind {
  if (owner.startsWith('#')) return 'channel';
  if (owner.startsWith('@')) return owner.includes('/') ? 'team' : 'login';
  return owner.includes('@') ? 'email' : 'name';
}

/**
 * The owners that the `people` of the config and CODEOWNERS name, apart from case. A kind of name that neither has is not
 * judged: who lists teams only says nothing about logins.
 */
export function knownOwners(people: readonly Person[], codeowners: Iterable<string>): KnownOwners {
  const names = new Set([
    ...people.flatMap(({ name, login, emails, teams }) => [name, login ?? name, ...emails, ...teams]),
    ...codeowners,
  ]);
  const bare = people.flatMap(({ login }) => bareLogin(login));
  const folded = new Set([...names, ...bare].map(fold));
  const kinds = new Set([...names].map(ownerKind));
  const near = new Map<string, string | undefined>();
  return {
    isKnown: (owner) => !kinds.has(ownerKind(owner)) || folded.has(fold(owner)),
    nearest: (owner) => {
      if (!near.has(owner)) near.set(owner, nearest(owner, names));
      return near.get(owner);
    },
  };
}

/** Any name of a person → the one that a forge can ask: the login, else the name in the config. Others stay themselves. */
export function personOf(people: readonly Person[]): (owner: string) => string {
  const known = new Map<string, string>();
  for (const { name, login, emails } of people) {
    for (const alias of [name, login ?? name, ...bareLogin(login), ...emails]) {
      if (!known.has(fold(alias))) known.set(fold(alias), login ?? name);
    }
  }
  return (owner) => known.get(fold(owner)) ?? owner;
}

/** Some tools write a login without its `@`. */
function bareLogin(login: string | null): string[] {
  return login === null ? [] : [login.replace(/^@/, '')];
}
