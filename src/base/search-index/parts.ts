/** The files that an index is made of. Each ends with its own name: one that stands in the place of another is not taken for it. */
import { randomBytes } from 'node:crypto';
import type { Store, StoredFile } from '../../repo/store.js';
import type { Source } from '../../search/engines/lunr/segment.js';

type Kind = 'base' | 'delta' | 'cards';

/** Names of such files in a store. */
export const PART = /^(?:base|delta|cards)\.[0-9a-f]{12}$/;

/** Null where there is none, or another one under its name. Close it. */
export function openPart(store: Store, name: string): StoredFile | null {
  const file = store.open(name);
  if (file === null) return null;
  const size = file.size - name.length;
  if (endOf(file, size, name.length) === name) return { ...file, size };
  file.close();
  return null;
}

/** The name under which it is kept; null where nothing could be written. */
export async function keepPart(store: Store, kind: Kind, content: Source): Promise<string | null> {
  const name = `${kind}.${randomBytes(6).toString('hex')}`;
  const bytes = Buffer.concat([content.read(0, content.size), Buffer.from(name)]);
  return (await store.writeAtomic(name, bytes)) ? name : null;
}

function endOf(file: StoredFile, at: number, length: number): string | null {
  try {
    return Buffer.from(file.read(at, length)).toString('latin1');
  } catch {
    return null;
  }
}
