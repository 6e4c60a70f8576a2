/** How a branch changes search by title: which cards are not the first hit, and what is found instead. */
import { askBase } from '../search/search.js';
import type { Base } from '../base.js';
import type { CardChange, Side } from '../../diff/comparison.js';
import {
  FIRST,
  MOST_CARDS,
  rankIn,
  wordsOfTitle,
  type TitledCard,
  type SearchChange,
} from '../../diff/search.js';

/** Most cards whose titles are searched for; nobody reviews a larger change by its search results. */
const MOST_SEARCHED = 50;
/** Most untouched cards near a touched one that are checked as well. */
const MOST_BYSTANDERS = 50;
const NEAR = 3;

/**
 * Searches for the titles of the cards that are found by other words than before, and of untouched cards near them.
 * Returns those that are removed or not the first hit; null if the base has too many cards for that.
 * Makes an index only if it is needed: that of the old side only to compare a card that is not the first hit.
 */
export async function searchChanges(
  start: Base,
  now: Base,
  { scope: { byPath: old, cards: oldCards } }: Side,
  { scope: { cards } }: Side,
  changes: readonly CardChange[],
): Promise<SearchChange[] | null> {
  const selected = changes.filter(isFoundOtherwise).slice(0, MOST_SEARCHED);
  if (selected.length === 0) return [];
  if (Math.max(cards.length, oldCards.length) > MOST_CARDS) return null;
  const isTouched = new Set(changes.filter(({ kind }) => kind !== 'affected').map(({ path }) => path));
  const found: SearchChange[] = [];
  const near = new Map<string, TitledCard>();
  const look = async (
    { path, title }: TitledCard,
    typed: string,
    from: string | null,
  ): Promise<readonly TitledCard[]> => {
    const words = wordsOfTitle(typed);
    if (words === '') return [];
    const answers = await answersOf(now, words);
    const after = rankIn(answers, path);
    if (after.place !== 1) {
      const before = from === null ? null : rankIn(await answersOf(start, words), from);
      found.push({ path, title, typed, bystander: !isTouched.has(path), before, after });
    }
    return answers;
  };
  for (const change of selected) {
    const { kind, path, from, title, before } = change;
    const oldTitle = before?.card.title;
    const isKept = oldTitle === title && kind !== 'removed';
    const answers = await look(change, title, isKept ? (from ?? path) : null);
    // Readers may still search for the title that they know.
    if (oldTitle !== undefined && oldTitle !== title) await look(change, oldTitle, from ?? path);
    if (kind === 'removed') continue;
    for (const each of answers.slice(0, NEAR)) if (!isTouched.has(each.path)) near.set(each.path, each);
  }
  for (const each of [...near.values()].slice(0, MOST_BYSTANDERS)) {
    if (old.get(each.path)?.card.title === each.title) await look(each, each.title, each.path);
  }
  return found;
}

/** Ignores edits below the title: they change the first hit for it so rarely that it is not worth the wait. */
function isFoundOtherwise({ kind, fields }: CardChange): boolean {
  if (kind === 'affected') return false;
  return kind === 'added' || kind === 'removed' || fields.some(({ field }) => FOUND_BY.has(field));
}

/** Fields whose words are searched, or that affect the ranking. */
const FOUND_BY: ReadonlySet<string> = new Set([
  'title',
  'tags',
  'keywords',
  'aliases',
  'status',
  'superseded-by',
]);

async function answersOf(base: Base, words: string): Promise<readonly TitledCard[]> {
  const { hits } = await askBase(base, { text: words, limit: FIRST });
  return hits.map(({ row: { path, title } }) => ({ path, title }));
}
