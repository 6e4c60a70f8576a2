/**
 * A file of a store, with a note beside it that records the stamp the disk gave it. A file that was unpacked from an archive
 * or copied has another stamp, which its packer can neither choose nor predict, so its content is not trusted.
 */
import type { Store } from './store.js';

/** Bytes of a note, at most. */
const LONGEST = 256;
const noteOf = (name: string): string => `${name}.stamp`;

/** Reads a file that `writeOwn` wrote; null if it is missing, or is not the one that kb wrote here. */
export async function readOwn(store: Store, name: string): Promise<Uint8Array | null> {
  const file = store.open(name);
  if (file === null) return null;
  try {
    const note = await store.read(noteOf(name), LONGEST);
    if (note === null || new TextDecoder().decode(note) !== JSON.stringify(file.stamp)) return null;
    return file.read(0, file.size);
  } catch {
    return null;
  } finally {
    file.close();
  }
}

/**
 * Writes a file and its note; false if either could not be written. If two processes write at once, the file of one may end
 * up beside the note of the other.
 */
export async function writeOwn(store: Store, name: string, bytes: Uint8Array): Promise<boolean> {
  if (!(await store.writeAtomic(name, bytes))) return false;
  const file = store.open(name);
  file?.close();
  return (
    file !== null && store.writeAtomic(noteOf(name), new TextEncoder().encode(JSON.stringify(file.stamp)))
  );
}
