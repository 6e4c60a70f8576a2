/** Records the state of an index: begun before anything is read, completed once everything has been. */
import path from 'node:path';
import { CODEOWNERS_FILES } from '../../trust/codeowners.js';
import { readHead } from '../git-dir.js';
import { commonDir, CONFIGS, findWorkTree } from '../place.js';
import type { FileEntry, Repo } from '../repo.js';
import { indexStamp } from './question.js';
import { Looks } from './looks.js';
import { stableStamp, stampAt, type State, type Watched } from './state.js';
import { vouchedBy } from './vouching.js';

/**
 * Up to this many cards and folders, each search looks at every one: that takes no longer than starting git and looking at
 * the folders.
 */
const MAX_DIRECT = 1500;
/** Folders to look at, at most, if git vouches for the cards. */
const MOST_FOLDERS = 500;
/** In a repository with reftable, the file that lists the files holding its refs. */
const TABLES = 'reftable/tables.list';

export interface StateRecorder {
  /** The same repo, but what its listings depend on is recorded. */
  over(repo: Repo): Repo;
  /**
   * The state, to be called once everything has been read.
   * @param cards as the repo of `over` listed them
   */
  state(cards: readonly FileEntry[], { roots, head, maxDirect }: StateInputs): Promise<State>;
}

export interface StateInputs {
  /** The folders that hold the cards, with `/` at the end (Survey.roots). */
  readonly roots: readonly string[];
  /** Whether the index depends on the commit of HEAD. */
  readonly head: boolean;
  /** Number of cards and folders up to which git is not asked. */
  readonly maxDirect?: number;
}

/**
 * Begins to record the state; call it before anything is listed. Everything is looked at before it is read, so any edit from
 * here on makes the state stale: what changes in between differs from what was recorded. Only the config was read earlier:
 * its reader took its stamp before that, and keeps it beside the state.
 *
 * Git's two answers about the cards may come in any order. Its index was written before `now` (otherwise it counts as young
 * and vouches for nothing), and holds the times that each card's file had then. As long as the index is the same and git
 * reports no difference for a file, the file still has those times: it has not been written since before `now`, and so not
 * since it was read.
 */
export function stateRecorder(root: string): StateRecorder {
  const now = Date.now();
  const tree = findWorkTree(root);
  const inputs = new Looks(root);
  const folders = new Looks(root);
  const listed = new Map<string, FileEntry>();
  const gitDir = tree?.gitDir ?? null;
  const index = tree && stableStamp(indexStamp(tree), now);
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
    state: async (cards, { roots, head, maxDirect = MAX_DIRECT }) => {
      const all = cards.map((card) => lookOf(card, now));
      const own = new Set(cards.map((card) => card.path));
      for (const entry of listed.values()) if (!own.has(entry.path)) inputs.add(lookOf(entry, now));
      const shallowFirst = [...folders.all].sort(([a], [b]) => depthOf(a) - depthOf(b));
      const isMany = all.length + shallowFirst.length > maxDirect;
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

/** The commit of HEAD; undefined if recorded files reveal a change of it. */
function headOf(gitDir: string, inputs: Looks): string | null | undefined {
  const { id } = readHead(gitDir);
  if (id !== undefined) return id;
  const common = path.join(commonDir(gitDir), TABLES);
  // If nothing reveals a change, HEAD counts as changed: no commit has this id.
  if (stampAt(common) === null) return '';
  for (const file of [common, path.join(gitDir, TABLES)]) inputs.atAbsolute(file);
  return undefined;
}

/** A listed file. One that could not be looked at, because its name is not UTF-8, counts as missing. */
function lookOf({ path: file, stamp }: FileEntry, now: number): Watched {
  if (stamp === undefined) return [file, 'young'];
  return [file, stamp.every((part) => part === 0) ? null : stableStamp(stamp, now)];
}

function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}
