/** Maps owners to names that a forge can request a review from. */
import { isOwner } from '../card/owner.js';
import { UNSEEN } from '../card/unseen.js';
import type { Person } from '../config.js';
import { ownerKind, personOf } from './known-owners.js';

const NOT_ALLOWED = new RegExp(`[${UNSEEN}]`, 'u');

/** Returns the login, team or e-mail address by which a forge knows an owner; null for a channel or an unknown bare name. */
export function askable(people: readonly Person[]): (owner: string) => string | null {
  const resolve = personOf(people);
  const mail = new Map(people.map(({ name, emails }) => [name, emails[0]]));
  return (owner) => {
    const name = resolve(owner);
    const known = ownerKind(name) === 'name' ? mail.get(name) : name;
    if (known === undefined || ownerKind(known) === 'channel') return null;
    return isOwner(known, new Set()) && !NOT_ALLOWED.test(known) ? known : null;
  };
}
