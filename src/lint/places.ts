/** What the address of a link means in a base: a card, a file, a folder, or nothing that can be judged. Nothing is opened. */
import { composed } from '../card/composed.js';
import { withoutExtension } from '../card/id.js';

/** What a link means. Paths count from the root of the base, perhaps with leading `../`. */
export type Target =
  /** `#x` in the card itself; '' is its top. */
  | { readonly kind: 'anchor'; readonly anchor: string }
  | { readonly kind: 'card'; readonly path: string; readonly anchor: string }
  | FileTarget
  /** A folder with cards in it, or in a folder in it. */
  | { readonly kind: 'folder' }
  /** The parentheses hold nothing. */
  | { readonly kind: 'empty' }
  /** It leads out of the base: `https:`, `mailto:`, `//host`. */
  | { readonly kind: 'external' }
  /** Template code, or a page that may be made elsewhere. */
  | { readonly kind: 'unclear' };

export interface FileTarget {
  readonly kind: 'file';
  /** What would do, the likeliest first. */
  readonly paths: readonly string[];
  /**
   * Folders of which one must be there, else nothing can be judged: of a path that leaves the base, which may leave the work
   * tree too; of `/images/x.png`, which may be made elsewhere. None: it can be judged.
   */
  readonly given: readonly string[];
  /** `/x`: from which folder a site counts is a guess. */
  readonly absolute: boolean;
}

const EMPTY: Target = { kind: 'empty' };
const EXTERNAL: Target = { kind: 'external' };
const FOLDER: Target = { kind: 'folder' };
const UNCLEAR: Target = { kind: 'unclear' };

const SCHEME = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;
/** Code of template engines, and the aliases of bundlers: `@site/x`, `~/x`. */
const TEMPLATE = /[<{}>]|^[%@~]/;
const MARKDOWN = /\.(?:md|markdown|mdx|md\.erb)$/i;
const PAGE = /\.html?$/i;
const EXTENSION = /\.[a-z0-9]{1,8}$/i;
const NOT_ASCII = /[^\0-\x7f]/;
/** Pages that stand for their folder. */
export const INDEX = /(?:^|\/)(?:index|readme)$/i;
/** One card alone in a folder does not tell what else the site has there. */
const FEWEST_CARDS = 2;

/** The cards of a base as links name them. */
export class Places {
  readonly #paths = new Map<string, string>();
  /** As sites name pages (pageOf) → path. */
  readonly #pages = new Map<string, string>();
  /** Folder → cards that lie in it directly. The folders above are there too. */
  readonly #folders = new Map<string, number>();
  /** Names of what lies in the roots: folders, and pages without extension. */
  readonly #tops = new Set<string>();
  readonly #roots: readonly string[];
  readonly #known = new Map<string, Target>();

  /** @param roots folders from which a site may count (id.ts, idRoots) */
  constructor(paths: readonly string[], roots: readonly string[]) {
    this.#roots = [...new Set(['', ...roots])];
    for (const path of paths) {
      const name = composed(path);
      const page = pageOf(name);
      this.#paths.set(name, path);
      // A page of the name goes before the index of a folder of the name.
      if (!this.#pages.has(page) || page === withoutExtension(name)) this.#pages.set(page, path);
      for (const root of this.#roots) {
        if (page.startsWith(root)) this.#tops.add(firstOf(page.slice(root.length)));
      }
      let folder = folderOf(name);
      this.#folders.set(folder, (this.#folders.get(folder) ?? 0) + 1);
      while (folder !== '') {
        folder = folderOf(folder);
        if (this.#folders.has(folder)) break;
        this.#folders.set(folder, 0);
      }
    }
  }

  /** @param from path of the card that has the link */
  resolve(from: string, target: string): Target {
    if (target === '') return EMPTY;
    if (!target.startsWith('/')) return this.#read(from, target);
    // It means the same in every card.
    const known = this.#known.get(target);
    if (known !== undefined) return known;
    const read = this.#read(from, target);
    this.#known.set(target, read);
    return read;
  }

  #read(from: string, target: string): Target {
    if (SCHEME.test(target)) return EXTERNAL;
    if (TEMPLATE.test(target)) return UNCLEAR;
    const hash = target.indexOf('#');
    const anchor = hash < 0 ? '' : decoded(target.slice(hash + 1));
    const address = hash < 0 ? target : target.slice(0, hash);
    const query = address.indexOf('?');
    const path = decoded(query < 0 ? address : address.slice(0, query));
    if (path === '') return { kind: 'anchor', anchor };
    return path.startsWith('/') ? this.#absolute(path, anchor) : this.#relative(from, path, anchor);
  }

  #relative(from: string, path: string, anchor: string): Target {
    const to = joined(folderOf(from), path);
    const card = this.#cardAt(to);
    if (card !== null) return { kind: 'card', path: card, anchor };
    if (this.#isFolder(to)) return FOLDER;
    const above = /^\.\.(?:\/\.\.)*/.exec(to)?.[0];
    return { kind: 'file', paths: filesOf(to), given: above === undefined ? [] : [above], absolute: false };
  }

  #absolute(path: string, anchor: string): Target {
    const below = composed(joined('', path));
    const isAsset = EXTENSION.test(below) && !PAGE.test(below) && !MARKDOWN.test(below);
    // A shortcut: sites link to themselves a lot, and most of that lies in no folder of the cards.
    if (below.includes('/') && !this.#tops.has(firstOf(below)) && !isAsset && !MARKDOWN.test(below)) {
      return UNCLEAR;
    }
    const tries = this.#roots.map((root) => (below === '' ? folderOf(root) : root + below));
    for (const to of tries) {
      const card = this.#cardAt(to);
      if (card !== null) return { kind: 'card', path: card, anchor };
    }
    if (tries.some((to) => this.#isFolder(to))) return FOLDER;
    const folders = tries.map(folderOf);
    const isOurs = isAsset
      ? below.includes('/')
      : MARKDOWN.test(below) || folders.some((each) => (this.#folders.get(each) ?? 0) >= FEWEST_CARDS);
    if (!isOurs) return UNCLEAR;
    // A forge counts from the root of the work tree, which may lie above the base.
    const paths = [...tries.flatMap(filesOf), `../${below}`, `../../${below}`];
    return { kind: 'file', paths, given: isAsset ? folders : [], absolute: true };
  }

  /** Also the page of a folder, `manual.html`, which sites make. */
  #isFolder(to: string): boolean {
    return this.#folders.has(to) || (PAGE.test(to) && this.#folders.has(withoutExtension(to)));
  }

  /** The card that a path names: by its file, or by its page with `.html` or nothing at the end. */
  #cardAt(to: string): string | null {
    const name = NOT_ASCII.test(to) ? composed(to) : to;
    const exact = this.#paths.get(name);
    if (exact !== undefined || MARKDOWN.test(name)) return exact ?? null;
    return this.#pages.get(pageOf(name)) ?? null;
  }
}

/** The name of a page on a site: without extension, and that of its folder where it is the folder's index. */
export function pageOf(path: string): string {
  const name = withoutExtension(path);
  return INDEX.test(name) ? folderOf(name) : name;
}

function firstOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : path.slice(0, slash);
}

/** The folder of a path, without `/` at its end; '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Where a file may lie that is no card: a name may be in either Unicode form, a page be a Markdown file that is no card. */
function filesOf(to: string): string[] {
  const forms = NOT_ASCII.test(to) ? [to, composed(to), composed(to, 'NFD')] : [to];
  if (PAGE.test(to)) forms.push(to.replace(PAGE, '.md'));
  else if (!EXTENSION.test(to)) forms.push(`${to}.md`);
  return [...new Set(forms)];
}

/** A path that counts from a folder, or with `/` in front from the root, as one from the root of the base. */
export function joined(folder: string, path: string): string {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '..' || !path.startsWith('/')) steps.push(step);
  }
  return steps.join('/');
}

/** A part of an address without percent signs; as it is where they mean nothing. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
