/**
 * Resolves the address of a link to a card, a file, a folder, or something that cannot be judged. Works on paths alone and
 * does not read the disk.
 */
import { composed } from '../card/composed.js';
import { withoutExtension } from '../card/id.js';

/** What a link points to. Paths are relative to the root of the base and may start with `../`. */
export type Target =
  /** `#x` in the card itself; '' is its top. */
  | { readonly kind: 'anchor'; readonly anchor: string }
  | { readonly kind: 'card'; readonly path: string; readonly anchor: string }
  | FileTarget
  /** A folder that contains cards, directly or in folders below it. */
  | { readonly kind: 'folder' }
  /** The address is empty. */
  | { readonly kind: 'empty' }
  /** Another site or protocol: `https:`, `mailto:`, `//host`. */
  | { readonly kind: 'external' }
  /** Template code, or a page that may be generated elsewhere. */
  | { readonly kind: 'unclear' };

export interface FileTarget {
  readonly kind: 'file';
  /** Paths of which any one makes the link valid, the most likely first. */
  readonly paths: readonly string[];
  /**
   * If not empty, the link can be judged only if one of these folders exists: the folder above the base for a path that
   * leaves the base, because it may leave the work tree too; the folder of `/images/x.png`, because such files may be
   * generated elsewhere.
   */
  readonly given: readonly string[];
  /** Whether the address starts with `/`, in which case the root of the site is a guess. */
  readonly absolute: boolean;
}

const EMPTY: Target = { kind: 'empty' };
const EXTERNAL: Target = { kind: 'external' };
const FOLDER: Target = { kind: 'folder' };
const UNCLEAR: Target = { kind: 'unclear' };

const SCHEME = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;
/** Code of template engines, and aliases of bundlers: `@site/x`, `~/x`. */
const TEMPLATE = /[<{}>]|^[%@~]/;
const MARKDOWN = /\.(?:md|markdown|mdx|md\.erb)$/i;
const PAGE = /\.html?$/i;
const EXTENSION = /\.[a-z0-9]{1,8}$/i;
const NOT_ASCII = /[^\0-\x7f]/;
/** Pages that represent their folder. */
export const INDEX = /(?:^|\/)(?:index|readme)$/i;
/**
 * How many cards a folder must have before a missing page in it is reported: a single card says little about what else the
 * site has there.
 */
const FEWEST_CARDS = 2;

/** The cards of a base, indexed by the ways in which links name them. */
export class Places {
  readonly #paths = new Map<string, string>();
  /** Page name on a site (`pageOf`) → path. */
  readonly #pages = new Map<string, string>();
  /** Folder → number of cards directly in it. Parent folders are included, even those without cards of their own. */
  readonly #folders = new Map<string, number>();
  /** Names at the top of each root: folders, and pages without their extension. */
  readonly #tops = new Set<string>();
  readonly #roots: readonly string[];
  readonly #known = new Map<string, Target>();

  /** @param roots folders that may be the root of a site (`idRoots` in id.ts) */
  constructor(paths: readonly string[], roots: readonly string[]) {
    this.#roots = [...new Set(['', ...roots])];
    for (const path of paths) {
      const name = composed(path);
      const page = pageOf(name);
      this.#paths.set(name, path);
      // `refunds.md` takes precedence over `refunds/index.md`.
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
    // An absolute address means the same in every card.
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
    // A shortcut: sites link to themselves a lot, mostly to pages outside the folders with cards.
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
    // GitHub and GitLab resolve `/x` from the root of the work tree, which may be above the base.
    const paths = [...tries.flatMap(filesOf), `../${below}`, `../../${below}`];
    return { kind: 'file', paths, given: isAsset ? folders : [], absolute: true };
  }

  /** Also accepts the page that sites generate for a folder, `manual.html`. */
  #isFolder(to: string): boolean {
    return this.#folders.has(to) || (PAGE.test(to) && this.#folders.has(withoutExtension(to)));
  }

  /** The card that a path names: by its file name, or by its page name with `.html` or no extension. */
  #cardAt(to: string): string | null {
    const name = NOT_ASCII.test(to) ? composed(to) : to;
    const exact = this.#paths.get(name);
    if (exact !== undefined || MARKDOWN.test(name)) return exact ?? null;
    return this.#pages.get(pageOf(name)) ?? null;
  }
}

/** Returns the name of a page on a site: the path without extension, or the folder if the page is its index. */
export function pageOf(path: string): string {
  const name = withoutExtension(path);
  return INDEX.test(name) ? folderOf(name) : name;
}

function firstOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : path.slice(0, slash);
}

/** Returns the folder of a path, without a `/` at the end; '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * Paths of files other than cards that an address may name: in both Unicode normalization forms, and for a page also a
 * Markdown file.
 */
function filesOf(to: string): string[] {
  const forms = NOT_ASCII.test(to) ? [to, composed(to), composed(to, 'NFD')] : [to];
  if (PAGE.test(to)) forms.push(to.replace(PAGE, '.md'));
  else if (!EXTENSION.test(to)) forms.push(`${to}.md`);
  return [...new Set(forms)];
}

/** Resolves a path relative to a folder, or to the root of the base if it starts with `/`. */
export function joined(folder: string, path: string): string {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '..' || !path.startsWith('/')) steps.push(step);
  }
  return steps.join('/');
}

/** Decodes the percent signs in a part of an address; returns it unchanged if they are invalid. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
