/** Finds cards that a new card might duplicate: by title, and by text if the new card already has one. */
import { askBase } from '../search/search.js';
import type { Base } from '../base.js';
import { outline } from '../../card/outline.js';
import type { CatalogRow } from '../../catalog/catalog.js';
import type { TrustedRow } from '../../catalog/listing.js';
import { isInUse } from '../../lint/in-use.js';
import { likeness, signatureOf } from '../../lint/shingles.js';
import { prepareLanguages, tokenize } from '../../search/language.js';
import { CLOSE_TITLES, titleShares } from '../../search/titles.js';
import { trustOf } from '../../trust/trust.js';

/** Smallest share of three-word runs that close texts have in common (0 to 1). */
const CLOSE_TEXTS = 0.6;
/** Smallest score of near cards: the share that the titles have in common, times the share of the new title in the whole card. */
const NEAR = 0.55;
/** Search hits that are checked for being near. */
const LOOKED_AT = 20;
/** Most close and near cards that are shown. */
const MOST = 5;
const MOST_NEAR = 3;

export interface Neighbours {
  /** Cards that are nearly the same: by text, then by title, each the closest first. */
  readonly close: readonly TrustedRow[];
  /** Other cards to read before writing the new one, the nearest first. */
  readonly near: readonly TrustedRow[];
  /** Paths of all cards whose titles share words with the new one, the nearest first. */
  readonly related: readonly string[];
}

/** A card, and the share that its title and the new one have in common (0 to 1). */
interface Neighbour {
  readonly row: CatalogRow;
  readonly share: number;
}

/** Finds the cards close to a new one. @param body its text; null if it is not written yet */
export async function neighboursOf(base: Base, title: string, body: string | null): Promise<Neighbours> {
  const byTitle = await neighboursByTitle(base, title);
  const sameTitle = byTitle.filter(({ share }) => share >= CLOSE_TITLES).map(({ row }) => trusted(row, base));
  const sameText = body === null ? [] : await closeTexts(base, body);
  const close = new Map([...sameText, ...sameTitle].map((row) => [row[0].path, row]));
  return {
    close: [...close.values()].slice(0, MOST),
    near: await nearOf(
      base,
      title,
      byTitle.filter(({ row }) => !close.has(row.path)),
    ),
    related: byTitle.map(({ row }) => row.path),
  };
}

/** Ranks by the whole texts too, because the text of a card often has the synonyms that its title lacks. */
async function nearOf(base: Base, title: string, byTitle: readonly Neighbour[]): Promise<TrustedRow[]> {
  if (byTitle.length === 0) return [];
  // Only the words, so that nothing in the title is read as a filter or an operator.
  const text = tokenize(title)
    .map((word) => word.text)
    .join(' ');
  const { hits } = await askBase(base, { text, limit: LOOKED_AT, snippets: false });
  const shares = new Map(byTitle.map(({ row, share }) => [row.path, share]));
  return hits
    .map(({ row, because }) => ({ row, share: (shares.get(row.path) ?? 0) * because.coverage }))
    .filter(({ share }) => share >= NEAR)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_NEAR)
    .map(({ row }) => trusted(row, base));
}

/** Cards in use whose titles share words with the new one, the nearest first. */
async function neighboursByTitle({ index }: Base, title: string): Promise<Neighbour[]> {
  const rows = await index.ask((kept) => kept.rows());
  await prepareLanguages([...new Set(rows.map(({ language }) => language))]);
  const shares = titleShares(title, rows);
  return rows
    .map((row, at) => ({ row, share: shares[at] ?? 0 }))
    .filter(
      ({ row: { facts }, share }) => share > 0 && facts.status !== 'archived' && facts.supersededBy === null,
    )
    .sort((a, b) => b.share - a.share);
}

function trusted(row: CatalogRow, { today, config }: Base): TrustedRow {
  return [row, trustOf(row.facts, today, config.warn)];
}

async function closeTexts(base: Base, body: string): Promise<TrustedRow[]> {
  const signature = signatureOf(outline(body).text);
  if (signature === '') return [];
  const alike = (await base.facts())
    .filter((each) => each.signature !== '' && isInUse(each))
    .map((each) => ({ path: each.card.path, share: likeness(each.signature, signature) }))
    .filter(({ share }) => share >= CLOSE_TEXTS)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST);
  if (alike.length === 0) return [];
  const rows = new Map((await base.index.ask((index) => index.rows())).map((row) => [row.path, row]));
  return alike.flatMap(({ path }): TrustedRow[] => {
    const row = rows.get(path);
    return row ? [trusted(row, base)] : [];
  });
}
