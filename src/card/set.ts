/** All cards of a base: gives each its own id, and finds the card that a name on the command line means. */
import { distance } from 'fastest-levenshtein';
import type { CardId } from './card.js';
import { idClashes, withoutExtension, type Clash } from './id.js';
import type { ParsedCard } from './parse.js';
import { fold } from '../text/fold.js';
import { firstHeading, titleOfFile } from './title.js';

/** What a name leads to. If not to one card, the candidates: all matches if it is ambiguous, else the nearest cards. */
export type FindResult<C = ParsedCard> =
  | { readonly card: C; /** Only a beginning was given. */ readonly isBeginning: boolean }
  | { readonly card: null; readonly ambiguous: boolean; readonly candidates: readonly C[] };

/** The names of a card. */
export type CardNames = Pick<ParsedCard, 'id' | 'aliases' | 'path'>;

export interface CardSet {
  /** Sorted by path. */
  readonly cards: readonly ParsedCard[];
  readonly byId: ReadonlyMap<CardId, ParsedCard>;
  readonly byPath: ReadonlyMap<string, ParsedCard>;
  /** See findCard. */
  find(name: string): FindResult;
}

/**
 * Resolves id clashes (idClashes in id.ts) and makes the cards findable. The order of the cards does not matter.
 * @param roots folders that ids are relative to
 */
export function cardSet(parsed: readonly ParsedCard[], roots: readonly string[]): CardSet {
  const cards = resolveIds(parsed, roots, ({ body }) => firstHeading(body)).sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0,
  );
  const byPath = new Map(cards.map((card) => [card.path, card]));
  const byId = new Map(cards.map((card) => [card.id, card]));
  return { cards, byId, byPath, find: (name) => findCard(cards, name) };
}

/**
 * Returns the cards, each with an id of its own (idClashes in id.ts). Cards without a clash are returned as they are.
 * @param headingOf the first heading of the card at an index (title.ts)
 */
export function resolveIds(
  parsed: readonly ParsedCard[],
  roots: readonly string[],
  headingOf: (card: ParsedCard, index: number) => string | null,
): ParsedCard[] {
  const clashes = idClashes(parsed, roots);
  return parsed.map((card, index): ParsedCard => {
    const clash = clashes.get(card.path);
    return clash ? withClash(card, clash, () => headingOf(card, index)) : card;
  });
}

/** Returns a card with its clash resolved. @param heading its first heading (title.ts) */
export function withClash(card: ParsedCard, clash: Clash, heading: () => string | null): ParsedCard {
  const problems = [...card.problems, clash.problem];
  if (clash.unreadable === null) return { ...card, id: clash.id, problems };
  return { ...withoutFields(card, clash.unreadable, heading()), id: clash.id, problems };
}

/**
 * A card whose fields cannot be trusted after all: keeps its text and path, an inherited owner, and its audience unless
 * that is `public`.
 */
function withoutFields(card: ParsedCard, unreadable: string, heading: string | null): ParsedCard {
  const { ownerFrom, owner, audience } = card;
  return {
    ...card,
    unreadable,
    explicitId: false,
    title: heading ?? titleOfFile(card.path),
    writtenTitle: null,
    owner: ownerFrom === 'card' ? [] : owner,
    ownerFrom: ownerFrom === 'card' ? null : ownerFrom,
    verifiers: [],
    tags: [],
    keywords: [],
    aliases: [],
    related: [],
    paths: [],
    verifyBy: null,
    badDate: false,
    verifyEvery: null,
    verified: { on: null, by: null, content: null, paths: null, note: null },
    flags: [],
    kind: null,
    status: 'active',
    supersededBy: null,
    audience: audience === 'public' ? 'internal' : audience,
    language: null,
  };
}

/**
 * Finds a card by its id, an alias, its path (with or without extension), the folder whose `index` it is, or a part that
 * only one id has: its last segments, its beginning, or the beginning of its last segment. Tried in this order, ignoring
 * case and Unicode form.
 */
export function findCard<C extends CardNames>(cards: readonly C[], text: string): FindResult<C> {
  const entries = cards.map((card) => ({
    card,
    id: fold(card.id),
    aliases: card.aliases.map(fold),
    path: fold(card.path),
  }));
  type Entry = (typeof entries)[number];
  const last = (id: string): string => withoutIndex(id).replace(/^.*\//s, '');
  type Way = (entry: Entry, name: string) => boolean;
  const beginnings: readonly Way[] = [
    ({ id }, name) => id.startsWith(name),
    ({ id }, name) => last(id).startsWith(name),
  ];
  const ways: readonly Way[] = [
    ({ id }, name) => id === name,
    ({ aliases }, name) => aliases.includes(name),
    ({ path }, name) => path === name || withoutExtension(path) === name,
    ({ id, path }, name) => [id, withoutExtension(path)].some((each) => withoutIndex(each) === name),
    ({ id }, name) => id.endsWith(`/${name}`) || withoutIndex(id).endsWith(`/${name}`),
    ...beginnings,
  ];
  const name = fold(text.trim())
    .replace(/^\.\//, '')
    .replace(/^\/+|\/+$/g, '');
  for (const way of name === '' ? [] : ways) {
    const [first, ...rest] = entries.filter((entry) => way(entry, name)).map(({ card }) => card);
    if (first && rest.length === 0) return { card: first, isBeginning: beginnings.includes(way) };
    if (first) return { card: null, ambiguous: true, candidates: [first, ...rest] };
  }
  return { card: null, ambiguous: false, candidates: name === '' ? [] : near(entries, name, last) };
}

/** Drops a trailing `/index`: the page of a folder goes by the folder's name. */
function withoutIndex(name: string): string {
  return name.endsWith('/index') ? name.slice(0, -'/index'.length) : name;
}

/** Returns up to three cards whose id contains the name or, in whole or in its last segment, is similar to it. */
function near<C extends CardNames>(
  entries: readonly { readonly card: C; readonly id: string }[],
  name: string,
  last: (id: string) => string,
): C[] {
  const short = name.slice(0, 128);
  const most = Math.max(1, Math.floor(short.length / 3));
  return entries
    .map(({ card, id }) => {
      const inside = short.length >= 3 && id.includes(short);
      return { card, edits: inside ? 0 : Math.min(distance(short, id), distance(last(short), last(id))) };
    })
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits || (a.card.id < b.card.id ? -1 : 1))
    .slice(0, 3)
    .map(({ card }) => card);
}
