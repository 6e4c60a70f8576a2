/** Sentences that keep text from cards apart from kb's own, to be drawn safely for a terminal or a forge. */
import type { TitledCard } from '../../diff/search.js';

/**
 * A string is kb's own text. The objects hold text from cards or file names: the title of a card, a path (from the root of
 * the base), another name or value, or a message that quotes such text.
 */
export type Part =
  | string
  | { readonly message: string }
  | { readonly title: string }
  | { readonly path: string }
  | { readonly name: string };
export type Sentence = readonly Part[];

/** Maximum cards that are named in a row; the rest are counted. */
export const NAMED = 3;

export function named({ title, path }: TitledCard): Part[] {
  return [{ title }, ' (', { path }, ')'];
}

export function titles(cards: readonly { readonly title: string }[]): Part[] {
  const shown = list(cards.slice(0, NAMED).map(({ title }) => ({ title })));
  return cards.length > NAMED ? [...shown, ` and ${cards.length - NAMED} more`] : shown;
}

/** ``25 cards below `source/kubernetes/` `` */
export function cardsBelow(cards: readonly TitledCard[]): Part[] {
  const folders = cards.map(({ path }) => path.split('/').slice(0, -1));
  const [first = [], ...others] = folders;
  const shared = first.findIndex((name, at) => others.some((folder) => folder[at] !== name));
  const folder = (shared < 0 ? first : first.slice(0, shared)).map((name) => `${name}/`).join('');
  const count = `${cards.length} cards`;
  return folder === '' ? [count] : [`${count} below `, { path: folder }];
}

export function list(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [', ', part]));
}

export function asName(name: string): Part {
  return { name };
}

/** Groups items by key, in the order of the first item of each group. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
