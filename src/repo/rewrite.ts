/** Changes, creates or deletes a file, completely or not at all, and can restore what was there. */
import { chmod, lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { decode } from '../card/decode.js';
import { KbError } from '../errors.js';
import { writeAtomic } from './atomic.js';
import { causeOf, codeOf } from './errno.js';
import { lstatOf } from './open.js';
import type { Step, Undo } from './put-back.js';
import type { Repo } from './repo.js';
import { oneLine } from '../text/shell.js';

/** A file as it is and as it should be; null means no file. A rename is a creation and a deletion. */
export interface Change {
  /** From the root of the base, with `/`. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Writes a whole card. Throws KbError `io`, and changes nothing, if the file does not have the old text any more, is not
 * UTF-8, or cannot be written.
 */
export async function rewriteCard(repo: Repo, file: string, before: string, after: string): Promise<void> {
  await refuseOther(repo, file, before);
  await writeAtomic(path.join(repo.root, file), Buffer.from(after));
}

/** The same for any change, including creation and deletion; the result can undo it. */
export async function makeChange(repo: Repo, change: Change): Promise<Step> {
  const { path: what, before, after } = change;
  if (before === null) {
    const undo = after === null ? () => Promise.resolve(true) : await create(repo, what, after);
    return { what, kind: 'makes', undo };
  }
  const target = path.join(repo.root, what);
  if (after !== null) {
    await rewriteCard(repo, what, before, after);
    const undo = async (): Promise<boolean> => {
      if (!(await isLeftAs(repo, what, after))) return false;
      await writeAtomic(target, Buffer.from(before));
      return true;
    };
    return { what, kind: 'changes', undo };
  }
  await refuseOther(repo, what, before);
  const mode = await remove(target);
  await removeEmpty(repo.root, path.dirname(target));
  const undo = async (): Promise<boolean> => {
    if (lstatOf(target)) return false;
    await makeFolder(path.dirname(target));
    await writeAtomic(target, Buffer.from(before));
    await chmod(target, mode & 0o7777);
    return true;
  };
  return { what, kind: 'removes', undo };
}

/** Whether a file is as kb wrote it; if somebody deleted it, nothing in it can be lost. */
async function isLeftAs(repo: Repo, file: string, wrote: string): Promise<boolean> {
  return !lstatOf(path.join(repo.root, file)) || Buffer.from(wrote).equals(await repo.read(file));
}

/** Returns the mode that the file had. */
async function remove(file: string): Promise<number> {
  try {
    const { mode } = await lstat(file);
    await rm(file);
    return mode;
  } catch (error) {
    throw new KbError('io', `${file} cannot be deleted: ${causeOf(error)}`, 'nothing was changed');
  }
}

async function refuseOther(repo: Repo, file: string, before: string): Promise<void> {
  const bytes = await repo.read(file);
  if (decode(bytes).text !== before || !Buffer.from(before).equals(bytes)) {
    throw new KbError(
      'io',
      `${oneLine(file)} changed while kb was running: it was left as it is`,
      'run it again',
    );
  }
}

async function create(repo: Repo, file: string, text: string): Promise<Undo> {
  const { root } = repo;
  const target = path.join(root, file);
  refuseWayOut(root, file);
  const found = lstatOf(target);
  if (found) {
    const why = found.isSymbolicLink() ? 'is a symbolic link, which is not followed' : 'already exists';
    throw new KbError('io', `${oneLine(file)} ${why}: it was left as it is`);
  }
  const made = await makeFolder(path.dirname(target));
  try {
    await writeAtomic(target, Buffer.from(text), { isNew: true });
  } catch (error) {
    await removeFolders(path.dirname(target), made);
    throw error;
  }
  return async () => {
    if (!(await isLeftAs(repo, file, text))) return false;
    await rm(target, { force: true });
    await removeFolders(path.dirname(target), made);
    return true;
  };
}

/** Refuses a new file that is not below the root, is behind a link, or is in a git folder. */
function refuseWayOut(root: string, file: string): void {
  const names = file.split('/');
  const isOut = names.some(
    (name) => name === '' || /^\.{1,2}$|^\.git$/i.test(name) || name.includes(path.sep),
  );
  if (isOut) throw new KbError('io', `${oneLine(file)} is outside of the base or in a git folder`);
  for (let depth = 1; depth < names.length; depth++) {
    const folder = names.slice(0, depth).join('/');
    if (lstatOf(path.join(root, folder))?.isSymbolicLink()) {
      throw new KbError(
        'io',
        `${oneLine(file)} cannot be written: ${oneLine(folder)} is a symbolic link, which is not followed`,
      );
    }
  }
}

/** Returns the topmost folder that had to be created; undefined if all existed. */
async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new KbError('io', `${folder} cannot be created: ${causeOf(error)}`, 'nothing was changed');
  }
}

/** Removes a folder below the root if it is empty, and those above it, as git does; never the current working directory. */
async function removeEmpty(root: string, folder: string): Promise<void> {
  const way = path.relative(folder, process.cwd());
  const isInside = way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
  if (folder === root || isInside) return;
  try {
    await rmdir(folder);
  } catch (error) {
    // It is not empty, or cannot be removed: it stays.
    if (codeOf(error) === undefined) throw error;
    return;
  }
  await removeEmpty(root, path.dirname(folder));
}

/** Removes folders that were created, from the deepest one up; stops at one that is not empty. */
async function removeFolders(deepest: string, top: string | undefined): Promise<void> {
  if (top === undefined) return;
  try {
    for (let folder = deepest; folder.length >= top.length; folder = path.dirname(folder))
      await rmdir(folder);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}
