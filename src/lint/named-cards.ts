/** Resolves the names by which cards refer to each other in their fields: the id or an alias. */
import type { ParsedCard } from '../card/parse.js';
import { withoutExtension } from '../card/id.js';
import { Nearby } from './nearby.js';
import type { Scope } from './scope.js';
import { fold } from '../text/fold.js';

/** Use as `scope.shared(namedCards)`. Names are compared regardless of case and Unicode normalization. */
export interface NamedCards {
  readonly get: (name: string) => ParsedCard | undefined;
  /** The id that was probably meant by an unknown name or by a path. */
  readonly nearest: (name: string) => string | undefined;
  /** The card at the end of the chain of `superseded-by`; undefined if there is none. */
  readonly successor: (card: ParsedCard) => ParsedCard | undefined;
  /** Paths of the cards that supersede themselves through a chain. */
  readonly circular: ReadonlySet<string>;
}

export function namedCards({ cards: all }: Scope): NamedCards {
  const cards = all.map(({ card }) => card);
  const byName = new Map<string, ParsedCard>();
  for (const card of cards) {
    // If two cards claim an id, `id-duplicate` reports that, and a reference to the id still resolves.
    for (const name of [...card.aliases, card.writtenId?.text ?? '']) byName.set(fold(name), card);
  }
  for (const card of cards) byName.set(fold(card.id), card);
  byName.delete('');
  const get = (name: string): ParsedCard | undefined => byName.get(fold(name));
  const next = ({ supersededBy }: ParsedCard): ParsedCard | undefined =>
    supersededBy === null ? undefined : get(supersededBy);
  const ends = endsOf(cards, next);
  let byPath: ReadonlyMap<string, ParsedCard> | undefined;
  let nearby: Nearby | undefined;
  return {
    get,
    nearest: (name) => {
      byPath ??= new Map(cards.map((card) => [fold(withoutExtension(card.path)), card]));
      nearby ??= new Nearby(cards.map(({ id }) => id));
      return byPath.get(fold(withoutExtension(name)))?.id ?? nearby.nearest(name);
    },
    successor: (card) => ends.get(card.path) ?? undefined,
    circular: new Set([...ends].flatMap(([path, end]) => (end === null ? [path] : []))),
  };
}

/** Path → the last card of its chain; null for a card in a cycle. Follows each chain once. */
function endsOf(
  cards: readonly ParsedCard[],
  next: (card: ParsedCard) => ParsedCard | undefined,
): Map<string, ParsedCard | null> {
  const ends = new Map<string, ParsedCard | null>();
  for (const card of cards) {
    const chain = new Set<ParsedCard>();
    let at = card;
    let following = next(card);
    while (following !== undefined && !ends.has(at.path) && !chain.has(at)) {
      chain.add(at);
      at = following;
      following = next(at);
    }
    const list = [...chain];
    const back = chain.has(at) ? list.indexOf(at) : list.length;
    for (const each of list.slice(back)) ends.set(each.path, null);
    // A chain that leads into a cycle ends where it enters the cycle.
    const end = back < list.length ? at : (ends.get(at.path) ?? at);
    for (const each of list.slice(0, back)) ends.set(each.path, end);
  }
  return ends;
}
