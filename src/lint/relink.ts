/** What the links of a base must become where a card moves, so that each leads where it led. */
import type { Edit } from '../card/card.js';
import { composed } from '../card/composed.js';
import { applyEdits } from '../card/edit.js';
import { withoutExtension } from '../card/id.js';
import { addressesIn, outline } from '../card/outline.js';
import type { ParsedCard } from '../card/parse.js';
import { decoded, folderOf, INDEX, joined, pageOf, Places, type Target } from './places.js';
import { partsOf, spelledLike, wayTo, writtenFor } from './spelling.js';

/** Paths from the root of the base. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** What becomes of one card. */
export interface Relinked {
  readonly edits: readonly Edit[];
  /** Addresses that no edit can save, each with its offset in the file. */
  readonly lost: readonly { readonly target: string; readonly at: number }[];
}

/** The links of a base before and after a move. */
export class Relinking {
  readonly #move: Move;
  readonly #roots: readonly string[];
  readonly #before: Places;
  readonly #after: Places;

  /**
   * @param paths of the cards, as they are now
   * @param roots folders from which a site may count (id.ts, idRoots)
   */
  constructor(paths: readonly string[], roots: readonly string[], move: Move) {
    this.#move = move;
    this.#roots = [...new Set(['', ...roots])];
    this.#before = new Places(paths, roots);
    const moved = paths.map((path) => this.#moved(path));
    this.#after = new Places(moved, roots);
  }

  /** The edits of a card's file, the moved card's too; they were tried out. */
  of({ path, source, body }: Pick<ParsedCard, 'path' | 'source' | 'body'>): Relinked {
    const shift = source.length - body.length;
    const edits: Edit[] = [];
    const lost: { target: string; at: number }[] = [];
    /** The same address means the same all over a card. */
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

  /** The address that means after the move what this one means now: itself, if it can be; null where none does. */
  #successor(path: string, target: string): string | null {
    const was = this.#before.resolve(path, target);
    const isLocal = path === this.#move.from && !target.startsWith('/');
    // Of what else an address may lead to, the move changes nothing.
    if (was.kind !== 'card' && was.kind !== 'folder' && !(was.kind === 'file' && isLocal)) return target;
    const meant = this.#meaning(this.#before, path, target);
    const holds = (way: string): boolean => this.#meaning(this.#after, this.#moved(path), way) === meant;
    if (holds(target) && !(isLocal && this.#isShortest(path, target))) return target;
    return this.#ways(was, path, target).find(holds) ?? null;
  }

  /** The same for two addresses that lead to the same place, the moved card taken for one card. */
  #meaning(places: Places, path: string, target: string): string {
    const to = places.resolve(path, target);
    if (to.kind === 'card') return `card ${this.#moved(to.path)}#${to.anchor}`;
    if (to.kind !== 'folder' && to.kind !== 'file') return to.kind;
    return `${to.kind} ${joined(folderOf(path), decoded(partsOf(target)[0]))}`;
  }

  /** The addresses that may mean the same after the move, the likest first. */
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
      const found = wayTo(folder, name);
      if (found === '') return [`.${slash(name)}${rest}`];
      const short = spelledLike(way, found) + slash(name) + rest;
      // Also where the first name could be taken for template code.
      return way.startsWith('./') && !found.startsWith('..') ? [`./${short}`] : [short, `./${short}`];
    });
  }

  /** Whether there is no shorter way from the card's folder: what is one stays one, where the folder is another. */
  #isShortest(path: string, target: string): boolean {
    const folder = folderOf(path);
    if (folder === folderOf(this.#moved(path))) return false;
    const way = decoded(partsOf(target)[0]).replace(/^\.\/|\/$/g, '');
    return way === wayTo(folder, joined(folder, way));
  }

  #moved(path: string): string {
    return path === this.#move.from ? this.#move.to : path;
  }
}

/** What a path that leads to a card would be for the card at its new place, the likest first: with its ending or without, … */
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

/** All addresses of links and images, also those that are written elsewhere. */
function targetsIn(body: string): string[] {
  const { links, images } = outline(body);
  return [...links, ...images].map(({ target }) => target);
}
