/** Cards that may be what somebody is about to write once more: by their titles, and by their texts where there is one already. */
import { askBase } from './ask.js';
import type { Base } from './base.js';
import { outline } from '../card/outline.js';
import type { TrustedRow } from '../catalog/listing.js';
import { isInUse } from '../lint/in-use.js';
import { likeness, signatureOf } from '../lint/shingles.js';
import { documentTerms, prepareLanguages, tokenize } from '../search/language.js';
import { trustOf } from '../trust/trust.js';

/** Share of the words of two titles that are in both, from which on they are close. */
const CLOSE_TITLES = 0.8;
/** Share of the runs of three words that two texts have in common. */
const CLOSE_TEXTS = 0.6;
/** Hits whose titles are compared. */
const LOOKED_AT = 20;
/** Cards that are shown. */
const MOST = 5;

export interface Neighbours {
  /** Cards that are nearly the same, the closest first. */
  readonly close: readonly TrustedRow[];
  /** Paths of all cards whose titles share words with the new one, the nearest first. */
  readonly near: readonly string[];
}

/** @param body a text that is there already; null where it is still to be written */
export async function neighboursOf(base: Base, title: string, body: string | null): Promise<Neighbours> {
  const words = tokenize(title).map(({ text }) => text);
  if (words.length === 0) return { close: [], near: [] };
  // As words, so that nothing in a title is a filter or a sign.
  const request = { text: `in:title ${words.join(' ')}`, limit: LOOKED_AT, snippets: false };
  const { hits } = await askBase(base, request);
  await prepareLanguages(hits.map(({ row }) => row.language));
  const byTitle = hits
    .map(({ row, trust }) => ({
      row: [row, trust] as const,
      share: sharedWords(title, row.title, row.language),
    }))
    .filter(({ row: [row], share }) => share >= CLOSE_TITLES && row.facts.supersededBy === null)
    .sort((a, b) => b.share - a.share)
    .map(({ row }) => row);
  const byText = body === null ? [] : await closeTexts(base, body);
  const close = new Map([...byText, ...byTitle].map((row) => [row[0].path, row]));
  return { close: [...close.values()].slice(0, MOST), near: hits.map(({ row }) => row.path) };
}

/** Twice the words that are in both, by all words of the two (Dice); of different words, as the index has them. */
function sharedWords(one: string, other: string, language: string): number {
  const [a, b] = [one, other].map((title) => new Set(documentTerms(title, language)));
  if (!a || !b || a.size + b.size === 0) return 0;
  return (2 * [...a].filter((word) => b.has(word)).length) / (a.size + b.size);
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
    return row ? [[row, trustOf(row.facts, base.today, base.config.warn)]] : [];
  });
}
