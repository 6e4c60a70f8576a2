/**
 * A file of a store with a note beside it of the stamp that the disk gave it. One that came with an archive, or was copied, has
 * another stamp: whoever packed it can neither choose nor know that, and what it says is not believed.
 */
import type { Store } from './store.js';

/** Bytes of a note. */
const LONGEST = 256;
const noteOf = (name: string): string => `${name}.stamp`;

/** Null where there is no such file, or where it is not the one that kb wrote here. */
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

/** False where it could not be written. Of two processes that write at once, the file of one may stand beside the note of the other. */
export async function writeOwn(store: Store, name: string, bytes: Uint8Array): Promise<boolean> {
  if (!(await store.writeAtomic(name, bytes))) return false;
  const file = store.open(name);
  file?.close();
  return (
    file !== null && store.writeAtomic(noteOf(name), new TextEncoder().encode(JSON.stringify(file.stamp)))
  );
}
