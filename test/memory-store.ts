/** A Store in memory that meets the same contract as the one on disk. */
import type { Store } from '../src/repo/store.js';
import { bytesSource } from '../src/search/engines/lunr/paged.js';

export interface MemoryStore extends Store {
  readonly files: Map<string, Uint8Array>;
}

export function memoryStore(): MemoryStore {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    read: (name, limit = Infinity) => {
      const bytes = copyOf(files.get(name));
      return Promise.resolve(bytes && bytes.length <= limit ? bytes : null);
    },
    open: (name) => {
      const bytes = copyOf(files.get(name));
      return bytes && { ...bytesSource(bytes), stamp: [0, 0], close: () => undefined };
    },
    list: () => Promise.resolve([...files.keys()].sort()),
    writeAtomic: (name, bytes) => {
      const isName = /^[a-z0-9][a-z0-9.-]*$/.test(name);
      if (isName) files.set(name, new Uint8Array(bytes));
      return Promise.resolve(isName);
    },
    remove: (name) => {
      files.delete(name);
      return Promise.resolve();
    },
  };
}

/** `slice` of a Buffer would share its bytes. */
function copyOf(bytes: Uint8Array | undefined): Uint8Array | null {
  return bytes ? new Uint8Array(bytes) : null;
}
