/** Whether issues may be closed now: only where the checkout has all cards, and the day is not behind its last commit. */
import path from 'node:path';
import { LONGEST_CONFIG, type Base } from './base.js';
import { addDays, type Day } from '../day.js';
import { KbError } from '../errors.js';
import { contentOf } from '../repo/content.js';
import { blobId } from '../repo/facts.js';
import { readHead } from '../repo/git-dir.js';
import { lacking, type Lacking } from '../repo/lacking.js';
import { findWorkTree } from '../repo/place.js';
import { defaultBranch, trackedBy } from '../repo/remote.js';
import { committedAt } from '../repo/timeline.js';
import { treeOf } from '../repo/tracked.js';
import { uncommitted, type Known } from '../repo/uncommitted.js';
import { counted } from '../text/counted.js';

export interface Closing {
  /** Why no issue may be closed, as half a sentence; null where issues may. Quotes paths: escape it before it is printed. */
  readonly stop: string | null;
  /** What somebody should know who syncs from here, half a sentence each. */
  readonly notes: readonly string[];
}

/** Whether a card that is not here is gone for everybody. Nothing is asked of the network. */
export async function closingIn(base: Base): Promise<Closing> {
  const { root } = base.repo;
  const state = await base.clone();
  const gitDir = findWorkTree(root)?.gitDir ?? null;
  // Without git the files are all there is.
  if (state === null || gitDir === null) return { stop: null, notes: [] };
  if (state.head === null) return stopped('there is no commit yet');
  const { head } = state;
  const stop = (await lackStop(base, head)) ?? (await configStop(base, head)) ?? (await dayStop(base, head));
  const notes = [branchNote(gitDir), await cardsNote(base, head)];
  return { stop, notes: notes.filter((note) => note !== null) };
}

function stopped(stop: string): Closing {
  return { stop, notes: [] };
}

async function lackStop({ repo, config, survey }: Base, head: string): Promise<string | null> {
  const { files } = await survey();
  const lack = await lacking(repo, head, config.cards, new Set(files.map((file) => file.path)));
  if (!lack.ok) return `git cannot tell which cards it has: ${lack.message.trim()}`;
  return inWords(lack);
}

function inWords({ files, submodules }: Lacking): string | null {
  const [file = '', ...others] = files;
  const [folder] = submodules;
  if (file !== '') {
    const which = others.length === 0 ? file : `${file} and ${others.length} more`;
    return `this checkout lacks ${counted(files.length, 'card')} that git has: ${which}`;
  }
  return folder === undefined ? null : `the submodule ${folder} is not here, and may have cards`;
}

/** A day of slack: the commit's clock may stand in another zone. */
async function dayStop({ repo, today }: Base, head: string): Promise<string | null> {
  const seconds = await committedAt(repo.root, head);
  if (seconds === null) return 'git cannot tell when the last commit was made';
  const day = new Date(seconds * 1000).toISOString().slice(0, 10) as Day;
  return today < addDays(day, -1) ? `${today} is before the last commit, which is of ${day}` : null;
}

function branchNote(gitDir: string): string | null {
  const { branch } = readHead(gitDir);
  if (branch === null) return 'no branch is checked out';
  const remote = trackedBy(gitDir)?.remote;
  const main = remote === undefined ? null : defaultBranch(gitDir, remote);
  const here = branch.replace(/^refs\/heads\//, '');
  return main === null || main === here ? null : `the branch here is ${here}, that of the forge ${main}`;
}

/** A card that is fine only here. */
async function cardsNote(base: Base, head: string): Promise<string | null> {
  const { cards } = await base.cards();
  const readable = cards.filter(({ unreadable }) => unreadable === null);
  const edited = await editedOf(
    base.repo.root,
    head,
    readable.map((card) => ({ path: card.path, before: card.source })),
  );
  if (edited === null) return 'git cannot tell whether the cards have edits that are in no commit';
  if (edited === 0) return null;
  return `${counted(edited, 'card')} ${edited === 1 ? 'has' : 'have'} edits that are in no commit`;
}

/** The config selects the cards: one that it does not select any more looks as if it was gone. */
async function configStop({ repo, config }: Base, head: string): Promise<string | null> {
  if (config.file === null) return null;
  const file = path.basename(config.file);
  const bytes = await contentOf(repo, file, LONGEST_CONFIG);
  const text = bytes && Buffer.from(bytes).toString('utf8');
  const edited = await editedOf(repo.root, head, [{ path: file, before: text }]);
  return edited === 0 ? null : `${file} has edits that are in no commit`;
}

/** How many of the files are not as the commit has them; null where git cannot tell. */
async function editedOf(root: string, head: string, files: readonly Known[]): Promise<number | null> {
  try {
    const paths = files.map((file) => file.path);
    const committed = await treeOf(root, head, paths);
    // Whose bytes are the same needs no second look; of the others the ends of lines may be all that differs.
    const others = files.filter(
      ({ path: file, before }) => committed.get(file) !== blobId(Buffer.from(before ?? '')),
    );
    return (await uncommitted(root, head, others)).length;
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}
