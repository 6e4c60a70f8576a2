/** Finds cards that a branch moved: by their written id, by the same text, by similar text, and by their title. */
import type { ParsedCard } from '../card/parse.js';
import type { CardFacts } from './facts.js';
import { likeness } from './shingles.js';

/** The parts of a card that identify it. */
export type CardIdentity = Pick<CardFacts, 'digest' | 'signature' | 'brief'> & {
  readonly card: Pick<ParsedCard, 'path' | 'id' | 'explicitId' | 'title'>;
};

/** Minimum likeness (shingles.ts) of a text and its edited version. */
const ALIKE = 0.5;
/** Maximum number of pairs of signatures to compare. If there are more, similar texts are not looked for. */
const MOST_PAIRS = 1_000_000;

/**
 * Maps new paths to old paths. Old paths no longer exist in `after`, and each occurs once. The order of the cards does not
 * matter.
 */
export function renamedCards(
  before: readonly CardIdentity[],
  after: readonly CardIdentity[],
): Map<string, string> {
  const renamed = new Map<string, string>();
  const gone = byPath(without(before, after));
  const fresh = byPath(without(after, before));
  const match = (found: readonly (readonly [fresh: CardIdentity, gone: CardIdentity])[]): void => {
    for (const [to, from] of found) {
      if (!fresh.delete(to.card.path)) continue;
      if (gone.delete(from.card.path)) renamed.set(to.card.path, from.card.path);
      else fresh.set(to.card.path, to);
    }
  };
  match(pairs(fresh, gone, ({ card }) => (card.explicitId ? card.id : null)));
  match(pairs(fresh, gone, ({ digest }) => digest));
  match(alike([...fresh.values()], [...gone.values()]));
  // For texts that are too short to be compared. A short text must be unique, because many stubs say the same.
  match(pairs(only(fresh), only(gone), ({ brief }) => brief));
  const sameTitle = pairs(fresh, gone, ({ card }) => card.title);
  match(sameTitle.filter((pair) => pair.some(({ signature }) => signature === '')));
  return renamed;
}

function without(cards: readonly CardIdentity[], others: readonly CardIdentity[]): CardIdentity[] {
  const paths = new Set(others.map(({ card }) => card.path));
  return cards.filter(({ card }) => !paths.has(card.path));
}

function byPath(cards: readonly CardIdentity[]): Map<string, CardIdentity> {
  const sorted = [...cards].sort((a, b) => (a.card.path < b.card.path ? -1 : 1));
  return new Map(sorted.map((each) => [each.card.path, each]));
}

/** The cards with a short text that no other card in the map has. */
function only(cards: ReadonlyMap<string, CardIdentity>): Map<string, CardIdentity> {
  const counts = new Map<string, number>();
  for (const { brief } of cards.values()) counts.set(brief, (counts.get(brief) ?? 0) + 1);
  return new Map([...cards].filter(([, { brief }]) => brief !== '' && counts.get(brief) === 1));
}

/** Pairs cards with the same key in order: the first with the first, the second with the second. */
function pairs(
  fresh: ReadonlyMap<string, CardIdentity>,
  gone: ReadonlyMap<string, CardIdentity>,
  keyOf: (card: CardIdentity) => string | null,
): [CardIdentity, CardIdentity][] {
  const waiting = new Map<string, CardIdentity[]>();
  for (const each of [...gone.values()].reverse()) {
    const key = keyOf(each);
    if (key === null) continue;
    const same = waiting.get(key);
    if (same) same.push(each);
    else waiting.set(key, [each]);
  }
  return [...fresh.values()].flatMap((each): [CardIdentity, CardIdentity][] => {
    const from = waiting.get(keyOf(each) ?? '')?.pop();
    return from ? [[each, from]] : [];
  });
}

/** Pairs cards with similar texts, the most similar first. A card may be in several pairs. */
function alike(
  fresh: readonly CardIdentity[],
  gone: readonly CardIdentity[],
): [CardIdentity, CardIdentity][] {
  const [to, from] = [fresh, gone].map((cards) => cards.filter(({ signature }) => signature !== ''));
  if (!to || !from || to.length * from.length > MOST_PAIRS) return [];
  const found: { readonly pair: [CardIdentity, CardIdentity]; readonly share: number }[] = [];
  for (const one of to) {
    for (const other of from) {
      const share = likeness(one.signature, other.signature);
      if (share >= ALIKE) found.push({ pair: [one, other], share });
    }
  }
  return found.sort((a, b) => b.share - a.share).map(({ pair }) => pair);
}
