/** Who made a commit. Anybody can choose the name of its author: only an e-mail address that `people` knows says who that is. */
import type { Person } from '../config.js';
import { fold } from '../text/fold.js';
import { personOf } from './known-owners.js';

/** As a commit claims; may hold anything. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** Whether the author is whom a record names, by the e-mail address alone. A guard-rail: an address can be chosen, too. */
export function isAuthor({ email }: Author, name: string, people: readonly Person[]): boolean {
  const resolve = personOf(people);
  return email !== '' && fold(resolve(email)) === fold(resolve(name));
}

/**
 * The author in as few words as nobody can take for somebody else: the person that has the e-mail address; else the name, with
 * the address where the name is that of a person or looks like a login or an address.
 * @param whole the address is asked for in any case
 */
export function authorName({ name, email }: Author, people: readonly Person[], whole = false): string {
  const resolve = personOf(people);
  const person = resolve(email);
  if (person !== email) return person;
  if (name === '' || name === email) return email;
  const isClaimed = name.includes('@') || people.some((each) => claims(each, name));
  return email !== '' && (whole || isClaimed) ? `${name} <${email}>` : name;
}

function claims({ name, login }: Person, other: string): boolean {
  return [name, login ?? name, (login ?? name).replace(/^@/, '')].some((each) => fold(each) === fold(other));
}
