/** Makes the state of an index: begun before anything is read, ended when all has been. */
import path from 'node:path';
import { CODEOWNERS_FILES } from '../../trust/codeowners.js';
import { readHead } from '../git-dir.js';
import { commonDir, CONFIGS, findWorkTree } from '../place.js';
import type { FileEntry, Repo } from '../repo.js';
import { indexStamp } from './question.js';
import { Looks } from './looks.js';
import { settled, stampAt, type State, type Watched } from './state.js';
import { vouchedBy } from './vouching.js';

/** Cards and folders that are looked at one by one in each search: that takes as long as to begin git and look at folders. */
const FEW = 1500;
/** Folders that are looked at where git vouches for cards. */
const MOST_FOLDERS = 500;
/** The file in which a repository with a reftable names the ones that hold its refs. */
const TABLES = 'reftable/tables.list';

export interface Begun {
  /** The same repo; what its listings depend on is noted. */
  over(repo: Repo): Repo;
  /**
   * The state, once everything has been read.
   * @param cards as `over` has listed them
   */
  state(cards: readonly FileEntry[], { roots, head, few }: Made): Promise<State>;
}

export interface Made {
  /** The folders that hold the cards, with `/` at the end (Survey.roots). */
  readonly roots: readonly string[];
  /** Whether the index depends on the commit of HEAD. */
  readonly head: boolean;
  /** Cards and folders up to which git is not asked. */
  readonly few?: number;
}

/**
 * Call it before anything is listed. Whatever is edited from now on makes the state an old one, because each thing is looked
 * at before it is read: what changes in between is then not what was looked at. Only the config was read earlier: whoever
 * did so has looked at it himself, and keeps what he saw beside the state.
 *
 * Git vouches for a card by two answers that need no order. Its index was written before now (or counts as young, and vouches
 * for nothing), and has the times of the card's file from then. While the index is the same and git calls the file no
 * different, the file has these times still: it was not written since before now, and so not since it was read.
 */
export function beginState(root: string): Begun {
  const now = Date.now();
  const tree = findWorkTree(root);
  const inputs = new Looks(root);
  const folders = new Looks(root);
  const listed = new Map<string, FileEntry>();
  const gitDir = tree?.gitDir ?? null;
  const index = tree && settled(indexStamp(tree), now);
  const commit = gitDir === null ? undefined : headOf(gitDir, inputs);
  for (const name of CONFIGS) inputs.at(name);
  for (const name of CODEOWNERS_FILES) inputs.atAbsolute(path.join(tree?.root ?? root, name));
  if (gitDir !== null && commonDir(gitDir) !== gitDir) inputs.atAbsolute(path.join(gitDir, 'commondir'));

  return {
    over: (repo) => ({
      ...repo,
      list: async (globs) => {
        const entries = await repo.list(globs, {
          folder: (folder) => {
            folders.at(folder);
          },
          rules: (file) => {
            inputs.at(file);
          },
        });
        for (const entry of entries) if (!listed.has(entry.path)) listed.set(entry.path, entry);
        return entries;
      },
    }),
    state: async (cards, { roots, head, few = FEW }) => {
      const all = cards.map((card) => lookOf(card, now));
      const own = new Set(cards.map((card) => card.path));
      for (const entry of listed.values()) if (!own.has(entry.path)) inputs.add(lookOf(entry, now));
      const shallowFirst = [...folders.all].sort(([a], [b]) => depthOf(a) - depthOf(b));
      const isMany = all.length + shallowFirst.length > few;
      const canAsk = tree !== null && index !== null && roots.length > 0;
      const vouched = isMany && canAsk ? await vouchedBy({ tree, root, folders: roots }, all) : null;
      return {
        inputs: inputs.all,
        folders: vouched ? shallowFirst.slice(0, MOST_FOLDERS) : shallowFirst,
        watched: vouched?.watched ?? all,
        git: vouched && { index, roots, known: vouched.known },
        ...(head && commit !== undefined ? { head: commit } : {}),
      };
    },
  };
}

/** The commit of HEAD; undefined where a change of it shows in a file that is noted. */
function headOf(gitDir: string, inputs: Looks): string | null | undefined {
  const { id } = readHead(gitDir);
  if (id !== undefined) return id;
  const common = path.join(commonDir(gitDir), TABLES);
  // No commit has that id: where nothing can tell, HEAD counts as changed.
  if (stampAt(common) === null) return '';
  for (const file of [common, path.join(gitDir, TABLES)]) inputs.atAbsolute(file);
  return undefined;
}

/** A listed file. One that could not be looked at, because its name is none, is not there for us. */
function lookOf({ path: file, stamp }: FileEntry, now: number): Watched {
  if (stamp === undefined) return [file, 'young'];
  return [file, stamp.every((part) => part === 0) ? null : settled(stamp, now)];
}

function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}
