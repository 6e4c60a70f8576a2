/** The form in which the search index stores catalog rows, with the additional fields that let a search read no cards. */
import type { TrustFacts } from '../trust/trust.js';
import type { CatalogRow } from './catalog.js';

export interface KeptRow extends CatalogRow {
  /** Words that are searched like tags: keywords, and the file's name if the card states no title. */
  readonly keywords: readonly string[];
}

/** The mark of an archived card, which a search shows only if it asks for archived cards. */
export const ARCHIVED = 1;

export function markOf({ facts }: KeptRow): number {
  return facts.status === 'archived' ? ARCHIVED : 0;
}

/** The values of a row in the order in which they are stored. Names are omitted, because they are the same in each row. */
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

/** Returns the text that a row is stored as: a JSON array. */
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

/** Returns the row of a text made by `encodeRow`. */
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

/**
 * Returns the text as it appears in an encoded row: if a value of the row contains `text`, its encoding contains the result.
 * So most rows can be ruled out without decoding them.
 */
export function asKept(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What completion needs of a card. */
export type RowNames = Pick<CatalogRow, 'path' | 'id' | 'title' | 'tags' | 'kind' | 'language'> &
  Pick<TrustFacts, 'owner'>;

/** Returns only these fields of the row of a text made by `encodeRow`. */
export function decodeNames(text: string): RowNames {
  const { path, id, title, tags, kind, language, facts } = decodeRow(text);
  return { path, id, title, tags, kind, language, owner: facts.owner };
}
