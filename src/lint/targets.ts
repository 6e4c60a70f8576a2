/** Resolves the links and images of the cards of a base. */
import { idRoots } from '../card/id.js';
import type { Link } from '../card/outline.js';
import type { CardFacts } from './facts.js';
import { Places, type FileTarget, type Target } from './places.js';
import type { Scope } from './scope.js';
import { shortened } from '../text/shortened.js';

const LONGEST_SHOWN = 200;
/** Kinds of targets that no rule reports. */
const SILENT: ReadonlySet<Target['kind']> = new Set(['external', 'unclear', 'folder']);

/** A link with its resolved target. */
export interface ResolvedLink {
  readonly link: Link;
  readonly target: Target;
}

/** The cards of the base, indexed by the ways in which links name them. Use as `scope.shared(placesOf)`. */
export function placesOf({ cards, config }: Scope): Places {
  return new Places(
    cards.map(({ card }) => card.path),
    idRoots(config.cards),
  );
}

/** Path of a card → those of its links that a rule may report. Use as `scope.shared(linksOf)`. */
export function linksOf(scope: Scope): ReadonlyMap<string, readonly ResolvedLink[]> {
  const places = scope.shared(placesOf);
  const resolved = new Map<string, ResolvedLink[]>();
  for (const { card, links } of scope.cards) {
    const reported: ResolvedLink[] = [];
    for (const link of links) {
      const target = places.resolve(card.path, link.target);
      if (!SILENT.has(target.kind)) reported.push({ link, target });
    }
    if (reported.length > 0) resolved.set(card.path, reported);
  }
  return resolved;
}

/** Whether the target of a link is missing, as far as that can be judged. */
export function isDead({ paths, given }: FileTarget, files: ReadonlySet<string>): boolean {
  if (given.length > 0 && !given.some((each) => files.has(each))) return false;
  return !paths.some((each) => files.has(each));
}

/**
 * Returns the target of a link or image, given the path of the card and the address; null if the card has no such address or
 * if it is dead.
 */
export type ResolveLink = (card: string, address: string) => Target | null;

/** Returns a function that resolves the links of a base. */
export function linkResolver(scope: Scope): ResolveLink {
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
 * Returns the paths to look up on disk before the rules run: those of links and images that do not point to a card.
 * @param globs the globs of the cards, from the config
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

/** Shortens a target for a message. */
export function shown(target: string): string {
  if (target.startsWith('data:')) return `${target.slice(0, Math.min(target.indexOf(',') + 1, 60))}…`;
  return shortened(target, LONGEST_SHOWN);
}
