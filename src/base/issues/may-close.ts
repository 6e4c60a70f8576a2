/** Whether issues may be closed: only if the checkout has all cards, and today is not before its last commit. */
import path from 'node:path';
import { LONGEST_CONFIG, type Base } from '../base.js';
import { addDays, type Day } from '../../day.js';
import { KbError } from '../../errors.js';
import { contentOf } from '../../repo/content.js';
import { blobId } from '../../repo/unchanged.js';
import { readRef } from '../../repo/git-dir.js';
import { missingFiles, type MissingFiles } from '../../repo/missing-files.js';
import { findWorkTree } from '../../repo/place.js';
import { trackedBy } from '../../repo/remote.js';
import { committedAt } from '../../repo/timeline.js';
import { treeOf } from '../../repo/tracked.js';
import { uncommitted, type Known } from '../../repo/uncommitted.js';
import { counted } from '../../text/counted.js';

export interface Closing {
  /** Why nothing may be written at all, as half a sentence: another branch is checked out. Null if writing is allowed. */
  readonly elsewhere: string | null;
  /** Why no issue may be closed, as half a sentence; null if they may. Quotes paths: escape it before printing. */
  readonly stop: string | null;
  /** What people who sync from here should know, half a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Tells whether a card that is missing here is gone for everyone. Does not use the network.
 * @param main the branch whose cards count; null if the forge has none
 */
export async function closingIn(base: Base, main: string | null): Promise<Closing> {
  const { root } = base.repo;
  const tree = findWorkTree(root);
  // Without git the files are all there is.
  if (tree === null) return { elsewhere: null, stop: null, notes: [] };
  const state = await base.clone();
  if (state === null || tree.gitDir === null) return stopped('git cannot read this repository');
  if (state.head === null) return stopped('there is no commit yet');
  const { head } = state;
  const { elsewhere, stop: stale } = main === null ? ON_MAIN : placeOf(tree.gitDir, head, main);
  const stop =
    stale ?? (await missingStop(base, head)) ?? (await configStop(base, head)) ?? (await dayStop(base, head));
  const notes = [state.shallow ? SHALLOW : null, await cardsNote(base, head)];
  return { elsewhere, stop, notes: notes.filter((note) => note !== null) };
}

function stopped(stop: string): Closing {
  return { elsewhere: null, stop, notes: [] };
}

const SHALLOW =
  'this clone is shallow, so issues say less: git fetch --unshallow, or fetch-depth: 0 in a workflow';
const ON_MAIN = { elsewhere: null, stop: null };

/** Compares the checkout with the branch of the forge as it was last fetched. */
function placeOf(gitDir: string, head: string, main: string): Pick<Closing, 'elsewhere' | 'stop'> {
  const tracked = trackedBy(gitDir);
  if (tracked === null) return ON_MAIN;
  const { remote, revision, unpushed } = tracked;
  const here = revision.kind === 'commit' ? main : (unpushed ?? revision.name);
  if (here !== main)
    return { elsewhere: `the branch here is ${here}, but issues follow ${main}`, stop: null };
  const fetched = readRef(gitDir, `refs/remotes/${remote}/${main}`) ?? null;
  if (fetched === null || fetched === head) return ON_MAIN;
  return {
    elsewhere: null,
    stop: `the checkout differs from ${remote}/${main} as fetched: git pull, and git push`,
  };
}

async function missingStop({ repo, config, survey }: Base, head: string): Promise<string | null> {
  const { files } = await survey();
  const missing = await missingFiles(repo, head, config.cards, new Set(files.map((file) => file.path)));
  if (!missing.ok) return `git cannot tell which cards it has: ${missing.message.trim()}`;
  return inWords(missing);
}

function inWords({ files, submodules }: MissingFiles): string | null {
  const [file = '', ...others] = files;
  const [folder] = submodules;
  if (file !== '') {
    const which = others.length === 0 ? file : `${file} and ${others.length} more`;
    return `this checkout is missing ${counted(files.length, 'committed card')}: ${which}`;
  }
  return folder === undefined ? null : `the submodule ${folder} is not checked out, and may contain cards`;
}

/** Allows a day of slack, because the commit may have been made in another time zone. */
async function dayStop({ repo, today }: Base, head: string): Promise<string | null> {
  const seconds = await committedAt(repo.root, head);
  if (seconds === null) return 'git cannot tell when the last commit was made';
  const day = new Date(seconds * 1000).toISOString().slice(0, 10) as Day;
  return today < addDays(day, -1) ? `${today} is before the last commit, which is from ${day}` : null;
}

/** Cards with uncommitted edits may be fine only here. */
async function cardsNote(base: Base, head: string): Promise<string | null> {
  const { cards } = await base.cards();
  const readable = cards.filter(({ unreadable }) => unreadable === null);
  const edited = await editedOf(
    base.repo.root,
    head,
    readable.map((card) => ({ path: card.path, before: card.source })),
  );
  if (edited === null) return 'git cannot tell whether the cards have uncommitted edits';
  if (edited === 0) return null;
  return `${counted(edited, 'card')} ${edited === 1 ? 'has' : 'have'} uncommitted edits`;
}

/** A card that an edited config does not select would look as if it was gone. */
async function configStop({ repo, config }: Base, head: string): Promise<string | null> {
  if (config.file === null) return null;
  const file = path.basename(config.file);
  const bytes = await contentOf(repo, file, LONGEST_CONFIG);
  const text = bytes && Buffer.from(bytes).toString('utf8');
  const edited = await editedOf(repo.root, head, [{ path: file, before: text }]);
  return edited === 0 ? null : `${file} has uncommitted edits`;
}

/** How many of the files differ from the commit; null if git cannot tell. */
async function editedOf(root: string, head: string, files: readonly Known[]): Promise<number | null> {
  try {
    const paths = files.map((file) => file.path);
    const committed = await treeOf(root, head, paths);
    // Files with the same bytes need no second look; the others may differ only in their line endings.
    const others = files.filter(
      ({ path: file, before }) => committed.get(file) !== blobId(Buffer.from(before ?? '')),
    );
    return (await uncommitted(root, head, others)).length;
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}
