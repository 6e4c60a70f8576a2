/** Where a new card goes: its folder, and the path of its file in it. */
import path from 'node:path';
import type { Base } from '../base.js';
import { takenBy } from './taken.js';
import { idRoots, withoutExtension } from '../../card/id.js';
import { isDevice, slug } from '../../card/slug.js';
import { KbError } from '../../errors.js';
import type { Survey } from '../../repo/cards.js';
import { select } from '../../repo/select.js';
import { vacancyProblem } from '../../repo/vacancy.js';
import { quotedPath } from '../../text/shell.js';

export interface Typed {
  /** A folder, relative to `cwd`. */
  readonly dir?: string;
  /** A file, relative to `cwd`; its ending may be missing. */
  readonly path?: string;
  readonly cwd: string;
}

/** Endings of cards, in the order in which they are tried if there are no cards yet. */
const ENDINGS = ['.md', '.markdown', '.mdx', '.html.md', '.md.erb', '.html.md.erb'];

/**
 * Returns the folder of a new card, from the root ('' for the root itself): the one that was typed, else the current one,
 * else the one that has all cards. Null if only the user can tell. Throws KbError `usage` if it is outside the base.
 */
export function folderFor(base: Base, { files }: Survey, typed: Typed): string | null {
  const { dir, path: file, cwd } = typed;
  if (file !== undefined) return parentOf(inBase(base, path.resolve(cwd, file), file));
  if (dir !== undefined) return inBase(base, path.resolve(cwd, dir), dir);
  const here = pathInBase(base, cwd);
  if (here !== null && here !== '' && endingIn(base, files, here) !== null) return here;
  const roots = [...new Set(idRoots(base.config.cards))];
  const [root = ''] = roots;
  if (roots.length === 1 && root !== '') return root.replace(/\/$/, '');
  const folders = new Set(files.map((each) => parentOf(each.path)));
  return folders.size === 1 ? ([...folders][0] ?? null) : null;
}

/** Returns folders with cards: first those of the cards at `near`, then those with the most cards. */
export function likelyFolders({ files }: Survey, near: readonly string[], most = 5): string[] {
  const counts = new Map<string, number>();
  for (const each of files) counts.set(parentOf(each.path), (counts.get(parentOf(each.path)) ?? 0) + 1);
  const fullest = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([folder]) => folder);
  return [...new Set([...near.map(parentOf), ...fullest])].slice(0, most);
}

/** Returns the path of the new file. Throws KbError `usage` if a file there would not be a card. */
export function pathFor(base: Base, { files }: Survey, folder: string, title: string, typed: Typed): string {
  const { config } = base;
  const file =
    typed.path === undefined
      ? joined(folder, slug(title) + (endingIn(base, files, folder) ?? '.md'))
      : withEnding(
          inBase(base, path.resolve(typed.cwd, typed.path), typed.path),
          endingIn(base, files, folder),
        );
  if (!select(config.cards).selects(file)) {
    throw new KbError(
      'usage',
      `${file} would not be a card: expected a path that matches ${config.cards.join(', ')}`,
      `kb new … --dir ${quotedPath(idRoots(config.cards)[0] || 'FOLDER')}`,
    );
  }
  const device = file.split('/').find(isDevice);
  if (device !== undefined) throw unfit(file, `Windows treats “${device}” as a device`);
  return file;
}

/** Throws KbError `usage` if something is in the way of a new file; names the card if it is one. */
export async function refuseTaken(base: Base, { files }: Survey, file: string): Promise<void> {
  const problem = vacancyProblem(base.repo.root, file, '');
  if (problem === null) return;
  const rows = files.some((each) => each.path === file) ? await base.index.ask((index) => index.rows()) : [];
  const row = rows.find((each) => each.path === file);
  if (!row) throw unfit(file, problem);
  throw takenBy(row, base, (card) => `the card cannot be ${file}: ${card} already exists`, OTHER_FILE);
}

const OTHER_FILE = 'kb new … --path FILE';

function unfit(file: string, problem: string): KbError {
  return new KbError('usage', `the card cannot be ${file}: ${problem}`, OTHER_FILE);
}

/** The ending of most cards in the folder, else of most cards in the base; null if no ending makes a card there. */
function endingIn({ config }: Base, files: Survey['files'], folder: string): string | null {
  const { selects } = select(config.cards);
  const counts = new Map<string, number>(ENDINGS.map((ending, at) => [ending, -at]));
  for (const { path: file } of files) {
    const ending = file.slice(withoutExtension(file).length);
    const weight = parentOf(file) === folder ? files.length : 1;
    counts.set(ending, (counts.get(ending) ?? 0) + weight);
  }
  const best = [...counts].sort(([, m], [, n]) => n - m).map(([ending]) => ending);
  return best.find((ending) => selects(joined(folder, `x${ending}`))) ?? null;
}

function withEnding(file: string, ending: string | null): string {
  return withoutExtension(file) === file ? file + (ending ?? '.md') : file;
}

function inBase(base: Base, file: string, typed: string): string {
  const way = pathInBase(base, file);
  if (way !== null) return way;
  throw new KbError('usage', `“${typed}” is outside of the base ${base.repo.root}`, 'kb new … --dir FOLDER');
}

/** The path from the root of the base, with `/`; null if it leaves the base. */
function pathInBase({ repo }: Base, file: string): string | null {
  const way = path.relative(repo.root, file);
  if (path.isAbsolute(way) || way === '..' || way.startsWith(`..${path.sep}`)) return null;
  return way.split(path.sep).join('/');
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function parentOf(file: string): string {
  return file.includes('/') ? path.posix.dirname(file) : '';
}
