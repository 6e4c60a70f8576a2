/** Short hashes, by which an issue tells whether it is as kb left it. */
import { createHash } from 'node:crypto';

/** The first 12 hexadecimal digits of SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 12);
}

/** For `Marker.title`: forges drop blanks around a title. */
export function titleKey(title: string): string {
  return shortHash(title.trim());
}
