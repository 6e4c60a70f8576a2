/** The files that an index is made of. Each ends with its own name, so that a file in the place of another one is detected. */
import { randomBytes } from 'node:crypto';
import type { Store, StoredFile } from '../../repo/store.js';
import type { Source } from '../../search/engines/lunr/segment.js';

type Kind = 'base' | 'delta' | 'cards';

/** A file as it was written. Unpacking it from an archive gives it another stamp, which the archive cannot predict. */
export interface PartFile {
  /** Its name in the store. */
  readonly name: string;
  readonly stamp: StoredFile['stamp'];
}

/** The opened segments; the delta is null if there is none. */
export interface OpenSegments {
  readonly base: StoredFile;
  readonly delta: StoredFile | null;
}

/** The names of these files in a store. */
export const PART = /^(?:base|delta|cards)\.[0-9a-f]{12}$/;

/** Opens a file; null if it is missing or replaced by another one. The caller must close it. */
export function openPart(store: Store, { name, stamp }: PartFile): StoredFile | null {
  const file = store.open(name);
  if (file === null) return null;
  const size = file.size - name.length;
  const isSame = file.stamp[0] === stamp[0] && file.stamp[1] === stamp[1];
  if (isSame && endOf(file, size, name.length) === name) return { ...file, size };
  file.close();
  return null;
}

/** Opens the segments of an index; null if one of its files is missing. */
export function openSegments(
  store: Store,
  { base, delta }: { readonly base: PartFile; readonly delta: PartFile | null },
): OpenSegments | null {
  const first = openPart(store, base);
  const second = delta && openPart(store, delta);
  if (first && (second || !delta)) return { base: first, delta: second };
  first?.close();
  return null;
}

export function isThere(store: Store, part: PartFile): boolean {
  const file = openPart(store, part);
  file?.close();
  return file !== null;
}

/** Writes a part under a new name; null if nothing could be written. */
export async function keepPart(store: Store, kind: Kind, content: Source): Promise<PartFile | null> {
  const name = `${kind}.${randomBytes(6).toString('hex')}`;
  const bytes = Buffer.concat([content.read(0, content.size), Buffer.from(name)]);
  if (!(await store.writeAtomic(name, bytes))) return null;
  const file = store.open(name);
  file?.close();
  return file && { name, stamp: file.stamp };
}

export function isPartFile(value: unknown): value is PartFile {
  const { name, stamp } = (value ?? {}) as Record<keyof PartFile, unknown>;
  return typeof name === 'string' && PART.test(name) && Array.isArray(stamp) && stamp.length === 2;
}

function endOf(file: StoredFile, at: number, length: number): string | null {
  try {
    return Buffer.from(file.read(at, length)).toString('latin1');
  } catch {
    return null;
  }
}
