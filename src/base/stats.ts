/** The health of a base, over the cards that pass the filters. */
import type { Catalog } from '../catalog/catalog.js';
import { matchesFilters, parseFilter, type Filters } from '../catalog/filter.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { Config, Person } from '../config.js';
import type { Day } from '../day.js';
import { healthOf, type Health } from '../stats/health.js';
import { knownOwners, personOf } from '../trust/known-owners.js';
import { trustOf } from '../trust/trust.js';
import type { Base } from './base.js';

/** Returns the health of the base today, from its files on disk. */
export async function healthOfBase(base: Base, filters: Filters): Promise<Health> {
  const { config, today, repo } = base;
  const [catalog, { byPath }, { names }] = await Promise.all([
    base.catalog(),
    base.cards(),
    repo.codeowners(),
  ]);
  const cards = countedRows(catalog, today, config, filters).map(([{ path, tags }, trust]) => {
    return { path, tags, trust, flags: byPath.get(path)?.flags ?? [] };
  });
  return healthOf(cards, today, config.people, knownOwners(config.people, names));
}

const ARCHIVED = parseFilter('is', 'archived');

/** Returns the rows that pass the filters, including archived cards, each with its trust on a day. */
export function countedRows(
  catalog: Catalog,
  day: Day,
  { warn }: Pick<Config, 'warn'>,
  filters: Filters,
): TrustedRow[] {
  const withArchived = [...filters, ARCHIVED];
  return catalog
    .map((row): TrustedRow => [row, trustOf(row.facts, day, warn)])
    .filter(([row, trust]) =>
      matchesFilters(row, trust, trust.state === 'archived' ? withArchived : filters),
    );
}

/** Returns the owners of the cards that pass the filters, each person under one name. */
export async function ownersIn(base: Base, filters: Filters): Promise<ReadonlySet<string>> {
  const { config, today } = base;
  const resolve = personOf(config.people);
  const rows = countedRows(await base.catalog(), today, config, filters);
  return new Set(rows.flatMap(([, { owner }]) => owner.map(resolve)));
}

/** Returns all names of the person with this name; only the name itself if it is no known person's. */
export function namesOf(owner: string, people: readonly Person[]): string[] {
  const resolve = personOf(people);
  const person = people.find(({ name, login }) => (login ?? name) === resolve(owner));
  return person ? [person.name, ...(person.login === null ? [] : [person.login]), ...person.emails] : [owner];
}
