/** A text with a line in front that says for which build of kb it holds, how long it is, and its checksum. */
import { crc32 } from 'node:zlib';

const FORMAT = 'kb-index-1';
/** Letters of the longest first line. */
const LONGEST_LINE = 256;

export function seal(text: string, version: string): Uint8Array {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${lineFor(body, version)}\n`), body]);
}

/** The text; null where it is not whole, or another build's. */
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
