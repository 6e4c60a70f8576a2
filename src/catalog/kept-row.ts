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

/** The values of a row in the order in which they are kept, without their names, which are the same in each row. */
type Values = readonly [
  path: CatalogRow['path'],
  id: CatalogRow['id'],
  title: CatalogRow['title'],
  tags: CatalogRow['tags'],
  keywords: KeptRow['keywords'],
  kind: CatalogRow['kind'],
  audience: CatalogRow['audience'],
  language: CatalogRow['language'],
  aliases: CatalogRow['aliases'],
  unreadable: CatalogRow['unreadable'],
  status: TrustFacts['status'],
  supersededBy: TrustFacts['supersededBy'],
  isUnreadable: TrustFacts['unreadable'],
  badDate: TrustFacts['badDate'],
  flags: TrustFacts['flags'],
  owner: TrustFacts['owner'],
  verifiedOn: TrustFacts['verifiedOn'],
  verifiedBy: TrustFacts['verifiedBy'],
  verifyBy: TrustFacts['verifyBy'],
  recorded: TrustFacts['recorded'],
  edited: TrustFacts['edited'],
  codeChanged: TrustFacts['codeChanged'],
];

/** The text that a row is kept as. */
export function encodeRow(row: KeptRow): string {
  const { path, id, title, tags, keywords, kind, audience, language, aliases, unreadable, facts } = row;
  const { status, supersededBy, badDate, flags, owner, verifiedOn, verifiedBy, verifyBy } = facts;
  const { unreadable: isUnreadable, recorded, edited, codeChanged } = facts;
  // prettier-ignore
  const values: Values = [
    path, id, title, tags, keywords, kind, audience, language, aliases, unreadable, status, supersededBy, isUnreadable,
    badDate, flags, owner, verifiedOn, verifiedBy, verifyBy, recorded, edited, codeChanged,
  ];
  return JSON.stringify(values);
}

/** The row that `encodeRow` made a text of. */
export function decodeRow(text: string): KeptRow {
  // prettier-ignore
  const [
    path, id, title, tags, keywords, kind, audience, language, aliases, unreadable, status, supersededBy, isUnreadable,
    badDate, flags, owner, verifiedOn, verifiedBy, verifyBy, recorded, edited, codeChanged,
  ] = JSON.parse(text) as Values;
  // prettier-ignore
  const facts: TrustFacts = {
    status, supersededBy, unreadable: isUnreadable, badDate, flags, owner, verifiedOn, verifiedBy, verifyBy, recorded,
    edited, codeChanged,
  };
  return { path, id, title, tags, keywords, kind, audience, language, aliases, unreadable, facts };
}

/** What the text of a row has in it wherever one of its values has a text in it: most rows need not be decoded to know. */
export function asKept(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What completion says of a card. */
export type RowNames = Pick<CatalogRow, 'path' | 'id' | 'title' | 'tags' | 'kind' | 'language'> &
  Pick<TrustFacts, 'owner'>;

/** No more of the row that `encodeRow` made a text of. */
export function decodeNames(text: string): RowNames {
  const { path, id, title, tags, kind, language, facts } = decodeRow(text);
  return { path, id, title, tags, kind, language, owner: facts.owner };
}
