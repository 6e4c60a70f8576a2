/** Computes how the links of a base must change when a card moves, so that each still points to the same place. */
import type { Edit } from '../card/card.js';
import { composed } from '../card/composed.js';
import { applyEdits } from '../card/edit.js';
import { withoutExtension } from '../card/id.js';
import { addressesIn, outline } from '../card/outline.js';
import type { ParsedCard } from '../card/parse.js';
import { decoded, folderOf, INDEX, joined, pageOf, Places, type Target } from './places.js';
import { partsOf, spelledLike, relativePath, writtenFor } from './spelling.js';

/** Paths are relative to the root of the base. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** The changes to one card. */
export interface Relinked {
  readonly edits: readonly Edit[];
  /** Addresses that no edit can preserve, each with its offset in the file. */
  readonly lost: readonly { readonly target: string; readonly at: number }[];
}

/** Compares the links of a base before and after a move. */
export class Relinking {
  readonly #move: Move;
  readonly #roots: readonly string[];
  readonly #before: Places;
  readonly #after: Places;

  /**
   * @param paths of the cards before the move
   * @param roots folders that may be the root of a site (`idRoots` in id.ts)
   */
  constructor(paths: readonly string[], roots: readonly string[], move: Move) {
    this.#move = move;
    this.#roots = [...new Set(['', ...roots])];
    this.#before = new Places(paths, roots);
    const moved = paths.map((path) => this.#moved(path));
    this.#after = new Places(moved, roots);
  }

  /**
   * Returns the edits to a card's file, which may be the moved card itself. They are tried out first: if the edited text does
   * not have the expected links, all of them are lost.
   */
  of({ path, source, body }: Pick<ParsedCard, 'path' | 'source' | 'body'>): Relinked {
    const shift = source.length - body.length;
    const edits: Edit[] = [];
    const lost: { target: string; at: number }[] = [];
    /** Address → its replacement, which is the same everywhere in a card; null if there is none. */
    const successors = new Map<string, string | null>();
    for (const address of addressesIn(body)) {
      const { target, from, to } = address;
      const known = successors.get(target);
      const successor = known === undefined ? this.#successor(path, target) : known;
      successors.set(target, successor);
      if (successor === null) lost.push({ target, at: from + shift });
      else if (successor !== target) {
        edits.push({ from, to, text: writtenFor(successor, address, body.slice(from, to)) });
      }
    }
    if (edits.length === 0) return { edits, lost };
    const wanted = targetsIn(body).map((target) => decoded(successors.get(target) ?? target));
    const found = targetsIn(applyEdits(body, edits)).map(decoded);
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      const all = edits.map(({ from, to }) => ({ target: body.slice(from, to), at: from + shift }));
      return { edits: [], lost: [...lost, ...all] };
    }
    return { edits: edits.map(({ from, to, text }) => ({ from: from + shift, to: to + shift, text })), lost };
  }

  /** Returns the address with the same meaning after the move, if possible unchanged; null if there is none. */
  #successor(path: string, target: string): string | null {
    const was = this.#before.resolve(path, target);
    const isLocal = path === this.#move.from && !target.startsWith('/');
    // A move does not affect any other kind of target.
    if (was.kind !== 'card' && was.kind !== 'folder' && !(was.kind === 'file' && isLocal)) return target;
    const meant = this.#meaning(this.#before, path, target);
    const holds = (way: string): boolean => this.#meaning(this.#after, this.#moved(path), way) === meant;
    if (holds(target) && !(isLocal && this.#isShortest(path, target))) return target;
    return this.#ways(was, path, target).find(holds) ?? null;
  }

  /** A string that is equal for two addresses with the same target; the moved card counts as the same card. */
  #meaning(places: Places, path: string, target: string): string {
    const to = places.resolve(path, target);
    if (to.kind === 'card') return `card ${this.#moved(to.path)}#${to.anchor}`;
    if (to.kind !== 'folder' && to.kind !== 'file') return to.kind;
    return `${to.kind} ${joined(folderOf(path), decoded(partsOf(target)[0]))}`;
  }

  /** Candidates for the new address, the most similar first. */
  #ways(was: Target, path: string, target: string): string[] {
    const [way, rest] = partsOf(target);
    const slash = (name: string): string => (way.endsWith('/') && withoutExtension(name) === name ? '/' : '');
    const namesOf = (to: string): string[] =>
      was.kind === 'card' ? namesLike(to, was.path, this.#moved(was.path)) : [to];
    if (way.startsWith('/')) {
      const below = joined('', decoded(way));
      return this.#roots.flatMap((root) =>
        namesOf((root + below).replace(/\/$/, '')).flatMap((name) =>
          [root, ...this.#roots]
            .filter((each) => name.startsWith(each))
            .map((each) => `/${spelledLike(way, name.slice(each.length))}${slash(name)}${rest}`),
        ),
      );
    }
    const folder = folderOf(this.#moved(path));
    return namesOf(joined(folderOf(path), decoded(way))).flatMap((name) => {
      const found = relativePath(folder, name);
      if (found === '') return [`.${slash(name)}${rest}`];
      const short = spelledLike(way, found) + slash(name) + rest;
      // `./` also keeps a first name such as `@site` from being taken for template code.
      return way.startsWith('./') && !found.startsWith('..') ? [`./${short}`] : [short, `./${short}`];
    });
  }

  /**
   * Whether the card changes folders and this was the shortest path from the old one: then it should be the shortest path
   * from the new one too.
   */
  #isShortest(path: string, target: string): boolean {
    const folder = folderOf(path);
    if (folder === folderOf(this.#moved(path))) return false;
    const way = decoded(partsOf(target)[0]).replace(/^\.\/|\/$/g, '');
    return way === relativePath(folder, joined(folder, way));
  }

  #moved(path: string): string {
    return path === this.#move.from ? this.#move.to : path;
  }
}

/**
 * Translates a path that names a card into paths that name it at its new place, the most similar first: with or without an
 * extension, as a page or as the index of a folder.
 */
function namesLike(path: string, card: string, moved: string): string[] {
  const [name, old] = [composed(path), composed(card)];
  if (name === old) return [moved];
  const stem = withoutExtension(name);
  if (stem !== withoutExtension(old) && stem !== pageOf(old)) return [];
  const ending = name.slice(stem.length);
  const whole = withoutExtension(moved) + ending;
  const page = pageOf(moved) === '' ? '' : pageOf(moved) + ending;
  return INDEX.test(stem) ? [whole, page, moved] : [page, whole, moved];
}

/** The addresses of all links and images, including those whose definition is elsewhere in the text. */
function targetsIn(body: string): string[] {
  const { links, images } = outline(body);
  return [...links, ...images].map(({ target }) => target);
}
