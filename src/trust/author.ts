/** The author of a commit. Author names can be chosen freely: only an e-mail address listed in `people` identifies a person. */
import type { Person } from '../config.js';
import { fold } from '../text/fold.js';
import { personOf } from './known-owners.js';

/** As the commit claims; untrusted. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** Whether the author is the person that a record names, by e-mail address alone. Not authentication: addresses can be faked. */
export function isAuthor({ email }: Author, name: string, people: readonly Person[]): boolean {
  const resolve = personOf(people);
  return email !== '' && fold(resolve(email)) === fold(resolve(name));
}

/**
 * Returns the shortest name of an author that cannot be mistaken for another person: the person with this e-mail address, or
 * else the name, followed by the address if the name is that of a known person or looks like a login or an address.
 * @param whole always append the address, unless the author is a known person
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
