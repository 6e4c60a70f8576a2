/** Short hashes, for detecting changes to what kb wrote in an issue. */
import { createHash } from 'node:crypto';

/** Returns the first 12 hex digits of the SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 12);
}

/** Returns the hash for `Marker.title`. Trims, because forges drop blanks around a title. */
export function titleKey(title: string): string {
  return shortHash(title.trim());
}
