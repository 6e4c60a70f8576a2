/** Seals a text with a first line that has the build of kb that can use it, its length and its checksum. */
import { crc32 } from 'node:zlib';

const FORMAT = 'kb-index-1';
/** Maximum length of the first line in bytes. */
const LONGEST_LINE = 256;

export function seal(text: string, version: string): Uint8Array {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${lineFor(body, version)}\n`), body]);
}

/** Returns the text; null if it is damaged or from another build. */
export function unseal(bytes: Uint8Array | null, version: string): string | null {
  const end = bytes?.subarray(0, LONGEST_LINE).indexOf(0x0a) ?? -1;
  if (bytes === null || end < 0) return null;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset + end + 1, bytes.length - end - 1);
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('latin1');
  return line === lineFor(body, version) ? body.toString('utf8') : null;
}

function lineFor(body: Uint8Array, version: string): string {
  return `${FORMAT} ${version} ${body.length} ${crc32(body, crc32(version))}`;
}
