/** Statistics of owners (how many cards, how many stale), and problems with the owners of a base. */
import type { OwnerSource } from '../card/card.js';
import type { Person } from '../config.js';
import { askable } from './askable.js';
import type { OwnersOfPath } from './codeowners.js';
import { personOf, type KnownOwners } from './known-owners.js';
import { fold } from '../text/fold.js';
import type { Trust, TrustState } from './trust.js';

/** The number of cards of an owner, by state. Counts only cards that must be kept verified (see isChased). */
export interface Load {
  /** The login of a person, else the name in the config; other owners as written. */
  readonly owner: string;
  readonly cards: number;
  readonly verified: number;
  readonly due: number;
  readonly stale: number;
  readonly unverified: number;
  /** Share of stale cards among `cards`, 0 to 1. */
  readonly share: number;
  /** False if neither `people` nor CODEOWNERS lists the name, although they list others of its kind. */
  readonly known: boolean;
}

export interface OwnedCard {
  readonly path: string;
  readonly trust: Trust;
}

const CHASED = ['verified', 'due', 'stale', 'unverified'] as const satisfies readonly TrustState[];
type Chased = (typeof CHASED)[number];

/** Whether the owner must keep a card verified: not so for drafts, archived and superseded cards. */
export function isChased({ state }: Trust): boolean {
  return (CHASED as readonly TrustState[]).includes(state);
}

/** Returns the load of each owner, most stale cards first. A card with two owners counts for both. */
export function loads(
  cards: readonly OwnedCard[],
  people: readonly Person[],
  known: KnownOwners,
): readonly Load[] {
  const resolve = personOf(people);
  const counts = new Map<string, { owner: string } & Record<Chased, number>>();
  for (const { trust } of cards.filter((card) => isChased(card.trust))) {
    for (const owner of new Set(trust.owner.map(resolve))) {
      const key = fold(owner);
      const count = counts.get(key) ?? { owner, verified: 0, due: 0, stale: 0, unverified: 0 };
      count[trust.state as Chased] += 1;
      counts.set(key, count);
    }
  }
  return [...counts.values()]
    .map((count): Load => {
      const total = CHASED.reduce((sum, state) => sum + count[state], 0);
      return { ...count, cards: total, share: count.stale / total, known: known.isKnown(count.owner) };
    })
    .sort((a, b) => b.stale - a.stale || b.due - a.due || b.cards - a.cards || (a.owner < b.owner ? -1 : 1));
}

/** Returns the paths of chased cards without an owner, and of those whose owners are all unknown. */
export function abandoned(
  cards: readonly OwnedCard[],
  known: KnownOwners,
): { readonly withoutOwner: readonly string[]; readonly orphans: readonly string[] } {
  const chased = cards.filter(({ trust }) => isChased(trust));
  const isOrphan = ({ owner }: Trust): boolean =>
    owner.length > 0 && !owner.some((each) => known.isKnown(each));
  return {
    // An unreadable card may well have an owner.
    withoutOwner: chased
      .filter(({ trust: { owner, reason } }) => owner.length === 0 && reason !== 'unreadable')
      .map(({ path }) => path),
    orphans: chased.filter(({ trust }) => isOrphan(trust)).map(({ path }) => path),
  };
}

/** A problem with the owners of a base. */
export interface OwnerFinding {
  readonly about: 'unknown-owner' | 'unknown-verifier' | 'no-owner' | 'codeowners';
  /** The owner, verifier or owners in question; null if a card has no owner. */
  readonly owner: string | null;
  /** The known name that was probably meant; null if none is similar. */
  readonly nearest: string | null;
  /** Reviewers that CODEOWNERS names instead. */
  readonly asked: readonly string[];
  /** Paths of the affected cards. */
  readonly cards: readonly string[];
}

export interface JudgedCard extends OwnedCard {
  readonly ownerFrom: OwnerSource | null;
  readonly verifiers: readonly string[];
}

/** Returns unknown owners and verifiers, each once with all their cards, then cards with no owner or other reviewers. */
export function ownerFindings(
  cards: readonly JudgedCard[],
  people: readonly Person[],
  known: KnownOwners,
  reviewersOf: OwnersOfPath,
): readonly OwnerFinding[] {
  const chased = cards.filter(({ trust }) => isChased(trust));
  const agree = agreement(people);
  const reviewerOf = askable(people);
  const unknown = (about: OwnerFinding['about'], namesOf: (card: JudgedCard) => readonly string[]) => {
    const found = new Map<string, string[]>();
    for (const card of chased) {
      for (const owner of namesOf(card).filter((name) => !known.isKnown(name))) {
        const paths = found.get(owner) ?? [];
        paths.push(card.path);
        found.set(owner, paths);
      }
    }
    return [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([owner, paths]): OwnerFinding => {
        return { about, owner, nearest: known.nearest(owner) ?? null, asked: [], cards: paths };
      });
  };
  const disagreeing = chased.flatMap(({ path, trust: { owner }, ownerFrom }): OwnerFinding[] => {
    if (ownerFrom !== 'card' && ownerFrom !== 'directory') return [];
    const mine = owner.filter((each) => reviewerOf(each) !== null);
    const reviewers = reviewersOf(path);
    if (mine.length === 0 || reviewers.length === 0 || agree(mine, reviewers)) return [];
    return [{ about: 'codeowners', owner: mine.join(', '), nearest: null, asked: reviewers, cards: [path] }];
  });
  return [
    ...unknown('unknown-owner', ({ trust }) => trust.owner),
    ...unknown('unknown-verifier', ({ verifiers }) => verifiers),
    ...abandoned(chased, known).withoutOwner.map((path): OwnerFinding => {
      return { about: 'no-owner', owner: null, nearest: null, asked: [], cards: [path] };
    }),
    ...disagreeing,
  ];
}

/** Whether two lists of owners overlap; a person also matches the teams that `people` lists for them. */
function agreement(people: readonly Person[]): (a: readonly string[], b: readonly string[]) => boolean {
  const resolve = personOf(people);
  const teams = new Map(people.map((person) => [fold(person.login ?? person.name), person.teams.map(fold)]));
  const names = (owners: readonly string[]): string[] => owners.map((owner) => fold(resolve(owner)));
  const withTeams = (owners: readonly string[]): string[] =>
    owners.flatMap((owner) => [owner, ...(teams.get(owner) ?? [])]);
  return (a, b) => {
    const [left, right] = [names(a), names(b)];
    return (
      withTeams(left).some((name) => right.includes(name)) ||
      withTeams(right).some((name) => left.includes(name))
    );
  };
}
