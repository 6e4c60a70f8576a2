/** The one way to write a file: a reader, or a power failure, sees the whole old file or the whole new one. */
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, link, lstat, mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { KbError } from '../errors.js';
import { causeOf, codeOf } from './errno.js';

export interface WriteOptions {
  /** Permission bits of a new file, before the umask. An existing file keeps its own. Default 0o666. */
  readonly mode?: number;
  /** The file must not exist: if something has appeared at its path, it is never overwritten. */
  readonly isNew?: boolean;
  /** Create the file's folder, and those above it, if they are missing. */
  readonly makesFolder?: boolean;
}

/**
 * Temporary files are dot files, so that listings skip them; their names do not contain the target's, which may already be as
 * long as allowed.
 */
const TEMPORARY = /^\.kb-[0-9a-f]{16}\.tmp$/;
/** Milliseconds after which a temporary file is assumed to have no writer. */
const ABANDONED = 60 * 60 * 1000;
/** The same if there are many: killed runs could fill a disk within an hour. A writer slower than this then fails. */
const ABANDONED_AMONG_MANY = 10 * 1000;
const MANY = 9;
/** Folders that this process has swept. */
const swept = new Set<string>();

/**
 * Writes a whole file: a temporary file beside it is flushed and then renamed. Throws KbError `io` if that fails, or if the
 * target is a link, not a regular file, or read-only; what was there before is then intact.
 */
export async function writeAtomic(
  file: string,
  bytes: Uint8Array,
  options: WriteOptions = {},
): Promise<void> {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.kb-${randomBytes(8).toString('hex')}.tmp`);
  try {
    if (options.makesFolder) await mkdir(folder, { recursive: true });
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

/** The existing file; undefined if there is none. A rename would silently replace a link or a read-only file. */
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

/** Gives a file its name only if the name is free: of two writers, one gets EEXIST, which a rename would not report. */
async function nameNew(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // USB sticks and network shares may not support hard links: there, an empty file claims the name first.
    await (await open(file, 'wx')).close();
    try {
      await rename(temporary, file);
    } catch (failure) {
      await rm(file, { force: true }).catch(() => undefined);
      throw failure;
    }
  }
  // The file has its name; if its temporary name cannot be removed, a later sweep does it.
  await rm(temporary, { force: true }).catch(() => undefined);
}

async function keepOwnerAndMode(handle: FileHandle, old: Stats): Promise<void> {
  // Only root may change the owner; everybody else keeps the file as their own.
  await handle.chown(old.uid, old.gid).catch(() => undefined);
  await handle.chmod(old.mode & 0o7777);
}

/** Makes the rename durable. Some systems cannot open or flush folders; the file is written all the same. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

/** Removes temporary files that killed writers left behind, once per process and folder. */
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
