/** Where the links and images of the cards of a base lead to. */
import { idRoots } from '../card/id.js';
import type { Link } from '../card/outline.js';
import type { CardFacts } from './facts.js';
import { Places, type FileTarget, type Target } from './places.js';
import type { Scope } from './scope.js';
import { shortened } from '../text/shortened.js';

const LONGEST_SHOWN = 200;
/** Of these no rule has anything to say. */
const SILENT: ReadonlySet<Target['kind']> = new Set(['external', 'unclear', 'folder']);

/** A link with what it means. */
export interface ResolvedLink {
  readonly link: Link;
  readonly target: Target;
}

/** The cards of the base as links name them: `scope.shared(placesOf)`. */
export function placesOf({ cards, config }: Scope): Places {
  return new Places(
    cards.map(({ card }) => card.path),
    idRoots(config.cards),
  );
}

/** By path of the card, its links of which something can be said: `scope.shared(linksOf)`. */
export function linksOf(scope: Scope): ReadonlyMap<string, readonly ResolvedLink[]> {
  const places = scope.shared(placesOf);
  const resolved = new Map<string, ResolvedLink[]>();
  for (const { card, links } of scope.cards) {
    const told: ResolvedLink[] = [];
    for (const link of links) {
      const target = places.resolve(card.path, link.target);
      if (!SILENT.has(target.kind)) told.push({ link, target });
    }
    if (told.length > 0) resolved.set(card.path, told);
  }
  return resolved;
}

/** Whether nothing is where a link leads to, as far as that can be judged. */
export function isDead({ paths, given }: FileTarget, files: ReadonlySet<string>): boolean {
  if (given.length > 0 && !given.some((each) => files.has(each))) return false;
  return !paths.some((each) => files.has(each));
}

/** Where a link or an image of a card leads to, by their path and address; null where the card has none such, or it is dead. */
export type Leads = (card: string, address: string) => Target | null;

/** The links of a base as they are. */
export function leadsIn(scope: Scope): Leads {
  const places = scope.shared(placesOf);
  const addresses = new Map<string, ReadonlySet<string>>();
  return (path, address) => {
    const facts = scope.byPath.get(path);
    if (facts === undefined) return null;
    const known =
      addresses.get(path) ?? new Set([...facts.links, ...facts.images].map(({ target }) => target));
    addresses.set(path, known);
    if (!known.has(address)) return null;
    const target = places.resolve(path, address);
    if (target.kind === 'file') return isDead(target, scope.files) ? null : target;
    return target.kind === 'empty' || target.kind === 'unclear' ? null : target;
  };
}

/**
 * Paths that are to be looked up on disk before the rules run: those of links and images that lead to no card.
 * @param globs those of the cards, from the config
 */
export function targetsOf(cards: readonly CardFacts[], globs: readonly string[]): string[] {
  const places = new Places(
    cards.map(({ card }) => card.path),
    idRoots(globs),
  );
  const paths = new Set<string>();
  for (const { card, links, images } of cards) {
    for (const { target } of [...links, ...images]) {
      const to = places.resolve(card.path, target);
      if (to.kind === 'file') for (const path of [...to.paths, ...to.given]) paths.add(path);
    }
  }
  return [...paths];
}

/** As much of a target as a message needs. */
export function shown(target: string): string {
  if (target.startsWith('data:')) return `${target.slice(0, Math.min(target.indexOf(',') + 1, 60))}…`;
  return shortened(target, LONGEST_SHOWN);
}
