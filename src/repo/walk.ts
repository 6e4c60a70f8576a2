/** Lists the files of a base with a synchronous walk that follows no links, opens no cards and does not run git. */
import { readdirSync, type Dirent, type Stats } from 'node:fs';
import path from 'node:path';
import { LONGEST_CARD } from '../card/decode.js';
import { KbError } from '../errors.js';
import { causeOf, codeOf } from './errno.js';
import { ignoreLayer, isIgnored, type IgnoreLayer } from './ignored.js';
import { stampOf } from './freshness/state.js';
import { lstatOf, readText, statOf, tooLarge } from './open.js';
import { commonDir, isSubmodule, linkedGitDir, pathSegments, type WorkTree } from './place.js';
import type { FileEntry, Observer } from './repo.js';
import { select } from './select.js';

/** Greatest depth of nested folders: globs and ignore rules are slow on deeper paths. */
export const DEEPEST = 64;
/** A folder with such a name is a mistake worth reporting: it looks like a card that is missing. */
export const CARD_NAME = /\.(?:md|mdx|markdown|erb)$/i;
/** Bytes of an ignore file; a longer one is not read. */
const LONGEST_RULES = 64 * 1024;

/**
 * The files below the root that the globs select (select.ts), sorted by path.
 *
 * Left out: what the .gitignore files of the work tree and its `info/exclude` ignore (even if git tracks it: git is not
 * asked), and work trees of other repositories, whose changes git would neither show nor commit here. A submodule is part of
 * this tree and is listed; another clone is listed only if the plain leading folders of a glob lead into it.
 * @param tree the work tree around the root; null outside git
 * @param ignored whether to list also what .gitignore files ignore
 */
export function listFiles(
  root: string,
  tree: WorkTree | null,
  globs: readonly string[],
  {
    ignored = false,
    observer,
  }: { readonly ignored?: boolean; readonly observer?: Observer | undefined } = {},
): FileEntry[] {
  const selection = select(globs);
  const entries: FileEntry[] = [];

  const add = (file: string, refused: string | null): void => {
    const stat = lstatOf(root + path.sep + file);
    if (stat) entries.push(entryOf(file, stat, refused));
    else if (file.includes('\uFFFD')) entries.push(entryOf(file, undefined, 'its name is not UTF-8'));
  };

  const walk = (folder: string, outer: readonly IgnoreLayer[], depth: number): void => {
    observer?.folder(folder);
    const children = childrenOf(root, folder);
    if (typeof children === 'string') {
      add(folder, `the folder cannot be read: ${children}`);
      return;
    }
    const has = (name: string): boolean => children.some((child) => child.name === name);
    const lead = folder === '' ? '' : `${folder}/`;
    if (folder !== '' && has('.git') && !selection.names(folder)) {
      // Only a file needs watching: a `.git` that is a folder cannot point elsewhere.
      if (children.some((child) => child.name === '.git' && child.isFile())) observer?.rules(`${lead}.git`);
      if (isForeign(root, folder)) return;
    }
    const hasRules = !ignored && has('.gitignore');
    if (hasRules) observer?.rules(`${lead}.gitignore`);
    const layers = hasRules ? layersIn(root, folder, outer) : outer;
    for (const child of children) visit(child, lead + child.name, layers, depth);
  };

  const visit = (child: Dirent, file: string, layers: readonly IgnoreLayer[], depth: number): void => {
    if (child.isFile()) {
      if (selection.selects(file) && !isIgnored(layers, file, false)) add(file, null);
    } else if (child.isDirectory()) {
      const looksLikeCard = CARD_NAME.test(file) && selection.selects(file);
      if (!looksLikeCard && !selection.enters(file)) return;
      if (isIgnored(layers, file, true)) return;
      if (looksLikeCard) add(file, 'it is a folder');
      else if (depth === DEEPEST) add(file, `it is more than ${DEEPEST} folders deep`);
      else walk(file, layers, depth + 1);
    } else if (
      selection.selects(file) ||
      (selection.enters(file) && statOf(path.join(root, file))?.isDirectory())
    ) {
      if (!isIgnored(layers, file, false)) add(file, kindOf(child));
    }
  };

  walk('', ignored ? [] : outerLayers(root, tree, observer), 0);
  return entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Whether an ignore file excludes a path below the root; the file need not exist. */
export function isLeftOut(root: string, tree: WorkTree | null, file: string): boolean {
  let layers = layersIn(root, '', outerLayers(root, tree));
  for (let at = file.indexOf('/'); at !== -1; at = file.indexOf('/', at + 1)) {
    const folder = file.slice(0, at);
    if (isIgnored(layers, folder, true)) return true;
    layers = layersIn(root, folder, layers);
  }
  return isIgnored(layers, file, false);
}

/** The layers, preceded by the rules of the folder's own ignore file if it has one. */
function layersIn(root: string, folder: string, outer: readonly IgnoreLayer[]): readonly IgnoreLayer[] {
  const text = readText(path.join(root, folder, '.gitignore'), LONGEST_RULES, 'refuse');
  const rules = text === null ? null : ignoreLayer(text, folder);
  return rules ? [rules, ...outer] : outer;
}

function entryOf(file: string, stat: Stats | undefined, refused: string | null): FileEntry {
  const size = stat?.size ?? 0;
  const tooBig = size > LONGEST_CARD ? tooLarge(size, LONGEST_CARD) : null;
  return { path: file, size, stamp: stat ? stampOf(stat) : [0, 0, 0, 0], refused: refused ?? tooBig };
}

/** The entries of a folder, or why it cannot be read. */
function childrenOf(root: string, folder: string): Dirent[] | string {
  try {
    return readdirSync(root + path.sep + folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    if (folder === '') {
      throw new KbError(
        'io',
        `${root} cannot be read: ${causeOf(error)}`,
        'kb -C FOLDER … uses another folder',
      );
    }
    return causeOf(error);
  }
}

/** Whether a folder with a `.git` of its own is not a submodule. */
function isForeign(root: string, folder: string): boolean {
  const gitDir = linkedGitDir(path.join(root, folder));
  return gitDir === null || !isSubmodule(gitDir);
}

function kindOf(child: Dirent): string {
  if (child.isSymbolicLink()) return 'it is a symbolic link, which is not followed';
  if (child.isFIFO()) return 'it is a named pipe';
  return child.isSocket() ? 'it is a socket' : 'it is a device';
}

/** The rules that come from above the root, deepest first. */
function outerLayers(root: string, tree: WorkTree | null, observer?: Observer): IgnoreLayer[] {
  if (!tree) return [];
  const way = pathSegments(tree.root, root);
  const above = way.map((_, depth) => ({
    file: path.join(tree.root, ...way.slice(0, depth), '.gitignore'),
    lead: `${way.slice(depth).join('/')}/`,
  }));
  const lead = way.length > 0 ? `${way.join('/')}/` : '';
  const exclude = tree.gitDir && { file: path.join(commonDir(tree.gitDir), 'info', 'exclude'), lead };
  return [...above.reverse(), ...(exclude ? [exclude] : [])].flatMap(({ file, lead }) => {
    observer?.rules(path.relative(root, file).split(path.sep).join('/'));
    const text = readText(file, LONGEST_RULES, 'refuse');
    const rules = text === null ? null : ignoreLayer(text, '', lead);
    return rules ? [rules] : [];
  });
}
