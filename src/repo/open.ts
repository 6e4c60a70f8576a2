/** Reads regular files only: a pipe cannot block it, and links are followed only on request. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  statSync,
  type Stats,
} from 'node:fs';

/** Why a file could not be read after it was opened. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable';
}

/**
 * The whole file, if it is a regular one of at most `limit` bytes when opened (an earlier listing may be outdated). Throws
 * NotReadable or the system's error.
 */
export function readRegular(file: string, limit: number, links: 'follow' | 'refuse'): Buffer {
  // Windows has neither flag (undefined counts as 0). Without O_NONBLOCK, opening a named pipe would wait for a writer.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (links === 'refuse' ? constants.O_NOFOLLOW : 0);
  const fd = openSync(file, flags);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new NotReadable('it is not a regular file');
    if (stat.size > limit) throw new NotReadable(tooLarge(stat.size, limit));
    return readAll(fd, stat.size, limit);
  } finally {
    closeSync(fd);
  }
}

/** Opens a regular file to read parts of it. Throws NotReadable or the system's error; refuses links. */
export function openRegular(file: string): {
  size: number;
  stamp: [inode: number, changed: number];
  read(at: number, length: number): Buffer;
  close(): void;
} {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  const stat = fstatSync(fd);
  if (!stat.isFile()) {
    closeSync(fd);
    throw new NotReadable('it is not a regular file');
  }
  const read = (at: number, length: number): Buffer => {
    if (at < 0 || at + length > stat.size) throw new RangeError('the file ends too early');
    const buffer = Buffer.allocUnsafeSlow(length);
    for (let done = 0; done < length;) {
      const count = readSync(fd, buffer, done, length - done, at + done);
      if (count === 0) throw new RangeError('the file ends too early');
      done += count;
    }
    return buffer;
  };
  forgotten.register(read, fd, read);
  return {
    size: stat.size,
    stamp: [stat.ino, stat.ctimeMs],
    read,
    close: () => {
      forgotten.unregister(read);
      closeSync(fd);
    },
  };
}

/**
 * Closes files once nothing can read them any more. Several callers may share an index for as long as any of them holds it:
 * closing its file when one has its answer would take it from the others.
 */
const forgotten = new FinalizationRegistry(closeSync);

/** The text of a file; null if it is missing, not regular, inaccessible or larger than `limit` bytes. */
export function readText(file: string, limit: number, links: 'follow' | 'refuse' = 'follow'): string | null {
  try {
    return readRegular(file, limit, links).toString('utf8');
  } catch {
    return null;
  }
}

/** The stat of what a path leads to; undefined if it does not exist or is inaccessible. */
export function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The stat of the entry itself, even if it is a link; undefined as with statOf. */
export function lstatOf(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

export function tooLarge(size: number, limit: number): string {
  return `it has ${size} bytes, more than ${limit / 1024} KiB`;
}

/** Reads to the end even if the file grew or shrank after its size was taken. */
function readAll(fd: number, size: number, limit: number): Buffer {
  let buffer = Buffer.allocUnsafeSlow(size + 1);
  let length = 0;
  for (;;) {
    const count = readSync(fd, buffer, length, buffer.length - length, null);
    length += count;
    if (count === 0) return buffer.subarray(0, length);
    if (length > limit) throw new NotReadable(tooLarge(length, limit));
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafeSlow(buffer.length)]);
  }
}
