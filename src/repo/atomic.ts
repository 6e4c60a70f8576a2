/** The one way a file is written: a reader, and a power cut, see the whole old file or the whole new one. */
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, link, lstat, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { KbError } from '../errors.js';
import { causeOf, codeOf } from './errno.js';

export interface WriteOptions {
  /** Permission bits of a new file, before the umask. An old file keeps its own. Default 0o666. */
  readonly mode?: number;
  /** The file is new: one that is there by now, whatever it is, is never written over. */
  readonly isNew?: boolean;
}

/** Dot files, so that no listing shows them; the name does not hold the target's, which may be as long as a name can be. */
const TEMPORARY = /^\.kb-[0-9a-f]{16}\.tmp$/;
/** Milliseconds after which a temporary file has no writer any more. */
const ABANDONED = 60 * 60 * 1000;
/** The same where there are many: runs that are killed could fill a disk in an hour. A writer as slow as that fails. */
const ABANDONED_AMONG_MANY = 10 * 1000;
const MANY = 9;
/** Folders that this process has swept. */
const swept = new Set<string>();

/**
 * Writes a file whole: a temporary file beside it, flushed, takes its name. Throws KbError `io` where that fails, and where
 * the target is a link, no regular file or read-only; what was there before is then intact.
 */
export async function writeAtomic(
  file: string,
  bytes: Uint8Array,
  options: WriteOptions = {},
): Promise<void> {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.kb-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const old = options.isNew ? undefined : await writable(file);
    await sweep(folder);
    await writeNew(temporary, bytes, old, options.mode ?? 0o666);
    if (options.isNew) await nameNew(temporary, file);
    else await rename(temporary, file);
    await flushFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (error instanceof KbError || codeOf(error) === undefined) throw error;
    throw refusal(file, causeOf(error));
  }
}

/** The old file; undefined where there is none. A rename would replace a link or a read-only file without a word. */
async function writable(file: string): Promise<Stats | undefined> {
  const old = await lstat(file).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!old) return undefined;
  if (old.isSymbolicLink()) throw refusal(file, 'it is a symbolic link, which is not followed');
  if (!old.isFile()) throw refusal(file, 'it is not a regular file');
  await access(file, constants.W_OK);
  return old;
}

async function writeNew(
  file: string,
  bytes: Uint8Array,
  old: Stats | undefined,
  mode: number,
): Promise<void> {
  const handle = await open(
    file,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
    old ? 0o600 : mode,
  );
  try {
    await handle.writeFile(bytes);
    if (old) await keepOwnerAndMode(handle, old);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a file its name where nothing has it: of two writers one is told EEXIST, which a rename tells nobody. */
async function nameNew(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // Sticks and shares have no second names for files: there the name is taken first, with nothing in it.
    await (await open(file, 'wx')).close();
    await rename(temporary, file);
  }
  // The file has its name; the other one is swept away some day.
  await rm(temporary, { force: true }).catch(() => undefined);
}

async function keepOwnerAndMode(handle: FileHandle, old: Stats): Promise<void> {
  // Only root may give files away; others keep what they write.
  await handle.chown(old.uid, old.gid).catch(() => undefined);
  await handle.chmod(old.mode & 0o7777);
}

/** Makes the rename itself last. Some systems do not open folders, or do not flush them; the file is there all the same. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

/** Takes away what writers that were killed left behind, once a process and folder. */
async function sweep(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  const left = (await readdir(folder))
    .filter((name) => TEMPORARY.test(name))
    .map((name) => path.join(folder, name));
  const patience = left.length > MANY ? ABANDONED_AMONG_MANY : ABANDONED;
  for (const file of left) {
    const stat = await lstat(file).catch(() => undefined);
    if (stat?.isFile() && Date.now() - stat.mtimeMs > patience)
      await rm(file, { force: true }).catch(() => undefined);
  }
}

function refusal(file: string, why: string): KbError {
  return new KbError('io', `${file} cannot be written: ${why}`, 'nothing was changed');
}
