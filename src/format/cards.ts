/** Lists of cards: `kb list` and `kb stale`. */
import type { CatalogRow } from '../catalog/catalog.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { Trust } from '../trust/trust.js';
import { BADGE, badgeText, trustPaint } from './badge.js';
import { fileAddress } from './link.js';
import { printed, type Style } from './style.js';
import { formatTable, type Cell, type Column } from './table.js';

/** How much of each card a list shows. */
export type ListFormat = 'oneline' | 'short' | 'full';

export interface CardsOptions {
  /** `oneline`: badge, title, id. `short` (default): also owner, date and path. `full`: also tags, kind and audience. */
  readonly format?: ListFormat;
  /** Absolute path of the base, to make the paths clickable. */
  readonly root?: string | null;
}

/** All columns of a listed card; each list names the ones that it shows, in order. */
type Field = 'badge' | 'title' | 'owner' | 'date' | 'days' | 'id' | 'tags' | 'kind' | 'audience' | 'path';

const COLUMNS: Readonly<Record<Field, Column>> = {
  badge: { shrinkTo: BADGE },
  title: { shrinkTo: 12 },
  owner: { shrinkTo: 8, spare: 1 },
  date: { spare: 2 },
  days: { align: 'right' },
  // Ids of cards in the same folder start alike.
  id: { shrinkTo: 12, keep: 'end' },
  tags: { shrinkTo: 8, spare: 3 },
  kind: { spare: 5 },
  audience: { spare: 4 },
  path: { optional: true },
};

const LISTS: Readonly<Record<ListFormat, readonly Field[]>> = {
  oneline: ['badge', 'title', 'id'],
  short: ['badge', 'title', 'owner', 'date', 'id', 'path'],
  full: ['badge', 'title', 'owner', 'date', 'id', 'tags', 'kind', 'audience', 'path'],
};

/** `kb list`, by default: badge, title, owner, date, id, path. */
export function formatCards(cards: readonly TrustedRow[], style: Style, options: CardsOptions = {}): string {
  return table(cards, LISTS[options.format ?? 'short'], style, options.root ?? null);
}

/** `kb stale`: in a pipe, the days past the verify-by date (negative before it) are a field of their own. */
export function formatStale(cards: readonly TrustedRow[], style: Style, options: CardsOptions = {}): string {
  const days: readonly Field[] = style.isTerminal ? [] : ['days'];
  return table(cards, ['badge', 'title', 'owner', ...days, 'id', 'path'], style, options.root ?? null);
}

function table(
  cards: readonly TrustedRow[],
  fields: readonly Field[],
  style: Style,
  root: string | null,
): string {
  const rows = cards.map(([row, trust]) => fields.map((field) => cellOf(field, row, trust, style, root)));
  return printed(
    formatTable(
      rows,
      fields.map((field) => COLUMNS[field]),
      style,
    ),
    style,
  );
}

function cellOf(field: Field, row: CatalogRow, trust: Trust, style: Style, root: string | null): Cell {
  switch (field) {
    case 'badge':
      return { text: badgeText(trust, row.facts.supersededBy, style.marks), paint: trustPaint(trust, style) };
    case 'title':
      return { text: row.title, paint: style.paint.bold };
    case 'owner':
      return { text: ownerText(trust) };
    case 'date':
      return { text: dateText(trust) };
    case 'days':
      return { text: trust.days === null ? '' : String(trust.days) };
    case 'tags':
      return { text: row.tags.join(', ') };
    case 'kind':
      return { text: row.kind ?? '' };
    case 'id':
    case 'audience':
      return { text: row[field] };
    case 'path':
      return {
        text: row.path,
        paint: style.paint.dim,
        address: root === null || !style.links ? null : fileAddress(root, row.path),
      };
  }
}

/** The owners on one line; '' if there are none. */
export function ownerText({ owner }: Trust): string {
  return owner.join(', ');
}

/** `until DATE`, or `since DATE` after that date; '' without a verify-by date, and for drafts, superseded and archived cards. */
export function dateText({ state, days, verifyBy }: Trust): string {
  if (
    verifyBy === null ||
    days === null ||
    state === 'draft' ||
    state === 'superseded' ||
    state === 'archived'
  )
    return '';
  return `${days > 0 ? 'since' : 'until'} ${verifyBy}`;
}
