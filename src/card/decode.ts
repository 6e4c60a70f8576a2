/**
 * Decodes the bytes of a card. A card is UTF-8 with LF or CRLF lines; anything else is reported, and decoded as far as
 * possible.
 */
import type { Problem } from './card.js';
import { lineColumn } from './position.js';

/** In bytes; a longer card is rejected. */
export const LONGEST_CARD = 256 * 1024;

export interface Decoded {
  /** Keeps a byte order mark as U+FEFF, so that a rewrite loses nothing. Empty if the file is too long. */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Why the text cannot be trusted, in one sentence; null if it can. */
  readonly unreadable: string | null;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes bytes as UTF-8. `text` is exact only if `unreadable` is null. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > LONGEST_CARD) {
    const size = Math.ceil(bytes.length / 1024);
    return refuse('', 'file', `a card has at most ${LONGEST_CARD / 1024} KiB; this one has ${size} KiB`, 0);
  }
  const utf16 = utf16Of(bytes);
  if (utf16) {
    const text = new TextDecoder(utf16.label, { ignoreBOM: true }).decode(bytes);
    return refuse(text, 'encoding', `the file is ${utf16.name} (byte ${utf16.sign}); save it as UTF-8`, 0);
  }
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    return notUtf8(bytes);
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const offset = bytesOf(text.slice(0, nul));
    return refuse(text, 'encoding', `NUL (byte 0x00 at offset ${offset}) in a UTF-8 text; delete it`, nul);
  }
  const carriageReturn = text.indexOf('\r');
  if (carriageReturn !== -1 && !text.includes('\n')) {
    const offset = bytesOf(text.slice(0, carriageReturn));
    const message = `lines end with CR alone (byte 0x0D at offset ${offset}); save the file with LF or CRLF`;
    return { ...refuse(text, 'encoding', message, carriageReturn), text: text.replaceAll('\r', '\n') };
  }
  return { text, problems: [], unreadable: null };
}

/** Detects UTF-16 by its byte order mark, or by a NUL in every second of the first 64 bytes (Latin text without a mark). */
function utf16Of(
  bytes: Uint8Array,
): { label: 'utf-16le' | 'utf-16be'; name: string; sign: string } | undefined {
  const little = { label: 'utf-16le', name: 'UTF-16, little endian' } as const;
  const big = { label: 'utf-16be', name: 'UTF-16, big endian' } as const;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { ...little, sign: '0xFF at offset 0' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { ...big, sign: '0xFE at offset 0' };
  const head = bytes.subarray(0, 64);
  if (head.length < 4 || !head.includes(0)) return undefined;
  const nuls = (parity: number): boolean =>
    head.every((byte, index) => (byte === 0) === (index % 2 === parity));
  if (nuls(1)) return { ...little, sign: '0x00 at offset 1' };
  if (nuls(0)) return { ...big, sign: '0x00 at offset 0' };
  return undefined;
}

function notUtf8(bytes: Uint8Array): Decoded {
  const text = lenient.decode(bytes);
  let offset = 0;
  let index = 0;
  for (const char of text) {
    // U+FFFD marks a bad byte unless the file itself contains that character.
    if (
      char === '\uFFFD' &&
      !(bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd)
    ) {
      break;
    }
    offset += bytesOf(char);
    index += char.length;
  }
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return refuse(
    text,
    'encoding',
    `the file is not UTF-8 (byte 0x${byte} at offset ${offset}); save it as UTF-8`,
    index,
  );
}

function refuse(text: string, rule: string, message: string, index: number): Decoded {
  const problem: Problem = { rule, severity: 'error', message, ...lineColumn(text, index) };
  return { text, problems: [problem], unreadable: message };
}

/** Length in UTF-8 bytes. */
function bytesOf(text: string): number {
  return encoder.encode(text).length;
}
