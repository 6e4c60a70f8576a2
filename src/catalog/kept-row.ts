/** A row of the catalog as it is kept with the search index: with what a search needs besides, so that it reads no card. */
import type { TrustFacts } from '../trust/trust.js';
import type { CatalogRow } from './catalog.js';

export interface KeptRow extends CatalogRow {
  /** What is searched like a tag: keywords, and the file's name where the card states no title. */
  readonly keywords: readonly string[];
}

/** The mark of a card that no search shows which does not ask for archived cards. */
export const ARCHIVED = 1;

export function markOf({ facts }: KeptRow): number {
  return facts.status === 'archived' ? ARCHIVED : 0;
}

/** In the order in which the values are kept; a name that is left out does not compile. */
const ROW = Object.keys({
  path: 0,
  id: 0,
  title: 0,
  tags: 0,
  keywords: 0,
  kind: 0,
  audience: 0,
  language: 0,
  aliases: 0,
  unreadable: 0,
} satisfies Record<Exclude<keyof KeptRow, 'facts'>, 0>) as (keyof KeptRow)[];
const FACTS = Object.keys({
  status: 0,
  supersededBy: 0,
  unreadable: 0,
  badDate: 0,
  flags: 0,
  owner: 0,
  verifiedOn: 0,
  verifiedBy: 0,
  verifyBy: 0,
  recorded: 0,
  edited: 0,
  codeChanged: 0,
} satisfies Record<keyof TrustFacts, 0>) as (keyof TrustFacts)[];

/** JSON of the values without their names, which are the same in each row: half as long. */
export function encodeRow(row: KeptRow): string {
  return JSON.stringify([...ROW.map((name) => row[name]), ...FACTS.map((name) => row.facts[name])]);
}

/** What the text of a row has in it wherever one of its values has a text in it: most rows need not be decoded to know. */
export function asKept(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What completion says of a card. */
export type RowNames = Pick<CatalogRow, 'path' | 'id' | 'title' | 'tags' | 'kind' | 'language'> &
  Pick<TrustFacts, 'owner'>;

/** No more of the row that `encodeRow` made a text of: of thousands, it takes a third of the time. */
export function decodeNames(text: string): RowNames {
  const values = JSON.parse(text) as unknown[];
  return {
    path: values[AT.path],
    id: values[AT.id],
    title: values[AT.title],
    tags: values[AT.tags],
    kind: values[AT.kind],
    language: values[AT.language],
    owner: values[AT.owner],
  } as RowNames;
}

const AT = {
  path: ROW.indexOf('path'),
  id: ROW.indexOf('id'),
  title: ROW.indexOf('title'),
  tags: ROW.indexOf('tags'),
  kind: ROW.indexOf('kind'),
  language: ROW.indexOf('language'),
  owner: ROW.length + FACTS.indexOf('owner'),
};

/** The row that `encodeRow` made a text of. */
export function decodeRow(text: string): KeptRow {
  const values = JSON.parse(text) as unknown[];
  const row: Record<string, unknown> = {};
  const facts: Record<string, unknown> = {};
  ROW.forEach((name, at) => (row[name] = values[at]));
  FACTS.forEach((name, at) => (facts[name] = values[ROW.length + at]));
  row['facts'] = facts;
  return row as unknown as KeptRow;
}
