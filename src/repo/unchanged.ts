/** Whether a card's file is the one that was read last time, and what else the result of reading a card depends on. */
import { createHash } from 'node:crypto';
import type { CardDefaults } from '../card/defaults.js';
import type { Survey } from './cards.js';
import { isSame, stableStamp } from './freshness/state.js';
import type { FileEntry, Stamp } from './repo.js';

/** What was recorded about a file when it was read. */
export interface KnownFile {
  /** Null if the stamp cannot be trusted. */
  readonly stamp: Stamp | null;
  /** Git's id of the content; null if the file could not be read. */
  readonly blob: string | null;
}

/** Whether a file is recognizably the one that was read last time, without opening it. */
export function isKnown({ stamp, blob, refused }: FileEntry, old: KnownFile): boolean {
  if (refused !== null) return false;
  if (blob !== undefined) return blob === old.blob;
  return stamp !== undefined && old.stamp !== null && isSame(old.stamp, stamp);
}

/** A stamp that no later write can repeat; null if one could. */
export function lasting(stamp: Stamp | undefined, now: number): Stamp | null {
  const seen = stableStamp(stamp ?? null, now);
  return seen === 'young' ? null : seen;
}

/** Git's id of a file's content (SHA-1). */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** A short hash of what the result of reading a card depends on besides its path and content. */
export function contexts({ names, roots, people }: Survey): (defaults: CardDefaults) => string {
  const shared = JSON.stringify([names.dialect, [...names.names], roots, [...people].sort()]);
  const made = new Map<string, string>();
  return (defaults) => {
    const own = JSON.stringify(defaults);
    const known = made.get(own);
    if (known !== undefined) return known;
    const context = createHash('sha256').update(`${shared}\n${own}`).digest('base64url').slice(0, 22);
    made.set(own, context);
    return context;
  };
}
