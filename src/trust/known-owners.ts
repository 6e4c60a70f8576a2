/** Resolves owners: maps the aliases of a person to one name, and detects unknown names. */
import { nearest } from '../card/nearest.js';
import type { Person } from '../config.js';
import { fold } from '../text/fold.js';

export interface KnownOwners {
  /** False for a name that no source lists, although the sources list other names of its kind. */
  isKnown(owner: string): boolean;
  /** The known name that was probably meant; undefined if none is similar. */
  nearest(owner: string): string | undefined;
}

/** The kind of an owner, judged by the form of the name. */
export type OwnerKind = 'login' | 'team' | 'email' | 'channel' | 'name';

export function ownerKind(owner: string): OwnerKind {
  if (owner.startsWith('#')) return 'channel';
  if (owner.startsWith('@')) return owner.includes('/') ? 'team' : 'login';
  return owner.includes('@') ? 'email' : 'name';
}

/**
 * Returns the owners listed in `people` of the config and in CODEOWNERS, ignoring case. If a kind of name is not listed at all,
 * every name of that kind is accepted: listing only teams says nothing about logins.
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

/** Maps any alias of a person to the login, else to the name in the config. Other names are returned as they are. */
export function personOf(people: readonly Person[]): (owner: string) => string {
  const known = new Map<string, string>();
  for (const { name, login, emails } of people) {
    for (const alias of [name, login ?? name, ...bareLogin(login), ...emails]) {
      if (!known.has(fold(alias))) known.set(fold(alias), login ?? name);
    }
  }
  return (owner) => known.get(fold(owner)) ?? owner;
}

/** The login without `@`, as some tools write it. */
function bareLogin(login: string | null): string[] {
  return login === null ? [] : [login.replace(/^@/, '')];
}
