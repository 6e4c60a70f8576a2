/**
 * Encodes strings as the bytes that a segment sorts: each UTF-16 unit as UTF-8 would write it. Different strings have
 * different bytes, lone surrogates are units like others, and bytes sort like JavaScript strings, by units.
 */

/** Most bytes that one unit takes. */
export const BYTES_A_UNIT = 3;

/** Writes a string at a position and returns the position after it. There must be room. */
export function encodeInto(text: string, into: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) into[at++] = unit;
    else {
      if (unit < 0x800) into[at++] = 0xc0 | (unit >> 6);
      else {
        into[at++] = 0xe0 | (unit >> 12);
        into[at++] = 0x80 | ((unit >> 6) & 0x3f);
      }
      into[at++] = 0x80 | (unit & 0x3f);
    }
  }
  return at;
}

export function encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * BYTES_A_UNIT);
  return bytes.subarray(0, encodeInto(text, bytes, 0));
}

/** Returns the string that the first `length` bytes encode. Never throws: invalid bytes give some string. */
export function decode(bytes: Uint8Array, length = bytes.length): string {
  let text = '';
  for (let at = 0; at < length;) {
    const byte = bytes[at++] ?? 0;
    if (byte < 0x80) text += String.fromCharCode(byte);
    else if (byte < 0xe0) text += String.fromCharCode(((byte & 0x1f) << 6) | ((bytes[at++] ?? 0) & 0x3f));
    else {
      const middle = (bytes[at++] ?? 0) & 0x3f;
      text += String.fromCharCode(((byte & 0x0f) << 12) | (middle << 6) | ((bytes[at++] ?? 0) & 0x3f));
    }
  }
  return text;
}

/** Compares two strings: below 0 if `a` sorts before `b`, 0 if they are the same. */
export function compareBytes(a: Uint8Array, aLength: number, b: Uint8Array, bLength: number): number {
  const length = Math.min(aLength, bLength);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}
