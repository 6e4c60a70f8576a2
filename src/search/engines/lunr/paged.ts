/** Reads and writes files in pages of 4 KiB, each with a checksum, so that damaged bytes are an error. */
import { crc32 } from 'node:zlib';
import { Damaged, type Source } from './segment.js';

const PAGE = 4096;
/** Bytes of the checksum at the end of a page: CRC-32 of the page before it, seeded with the page number. */
const CHECKSUM = 4;
const CONTENT = PAGE - CHECKSUM;
/** Most pages that are read at once when pages are read in order. */
const MOST_AHEAD = 64;
/** Most pages in the cache: 8 MiB. */
const MOST_KEPT = 2048;

/** Returns a source of bytes in memory. */
export function bytesSource(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    read: (at, length) => {
      if (at < 0 || at + length > bytes.length) throw new RangeError('the file ends too early');
      return bytes.subarray(at, at + length);
    },
  };
}

/** Returns the pages that contain these parts, one after another. */
export function paged(parts: readonly Uint8Array[]): Uint8Array {
  const content = parts.reduce((sum, part) => sum + part.length, 0);
  const pages = Math.ceil(content / CONTENT);
  const bytes = new Uint8Array(content + pages * CHECKSUM);
  let at = 0;
  for (const part of parts) {
    for (let from = 0; from < part.length;) {
      const room = CONTENT - (at % PAGE);
      const some = part.subarray(from, from + room);
      bytes.set(some, at);
      from += some.length;
      at += some.length === room ? some.length + CHECKSUM : some.length;
    }
  }
  const view = new DataView(bytes.buffer);
  for (let page = 0; page < pages; page++) {
    const end = Math.min((page + 1) * PAGE, bytes.length) - CHECKSUM;
    view.setUint32(end, crc32(bytes.subarray(page * PAGE, end), page), true);
  }
  return bytes;
}

/** Reads what {@link paged} wrote. All errors are {@link Damaged}. */
export class PagedReader {
  /** Size in bytes, without the checksums. */
  readonly size: number;
  readonly #pages = new Map<number, Uint8Array>();
  /** By the page after a read, how many pages the read had. A reader that continues there gets twice as many. */
  readonly #ahead = new Map<number, number>();

  constructor(private readonly source: Source) {
    this.size = source.size - Math.ceil(source.size / PAGE) * CHECKSUM;
  }

  /** Returns bytes of the content. Do not write to them: they may be the cached page itself. */
  read(at: number, length: number): Uint8Array {
    if (!(at >= 0 && length >= 0 && at + length <= this.size)) throw new Damaged('the file ends too early');
    if (length === 0) return new Uint8Array();
    const first = Math.floor(at / CONTENT);
    const offset = at - first * CONTENT;
    if (offset + length <= CONTENT) return this.#page(first, first).subarray(offset, offset + length);
    const last = Math.floor((at + length - 1) / CONTENT);
    const bytes = new Uint8Array(length);
    for (let page = first, to = -offset; page <= last; page++, to += CONTENT) {
      const content = this.#page(page, last);
      bytes.set(content.subarray(Math.max(0, -to), Math.min(CONTENT, length - to)), Math.max(0, to));
    }
    return bytes;
  }

  #page(page: number, last: number): Uint8Array {
    return this.#pages.get(page) ?? this.#fetch(page, last);
  }

  #fetch(page: number, last: number): Uint8Array {
    const ahead = Math.min(2 * (this.#ahead.get(page) ?? 0.5), MOST_AHEAD);
    const end = Math.min(Math.max(last + 1, page + ahead) * PAGE, this.source.size);
    const bytes = this.#bytes(page * PAGE, end);
    if (this.#pages.size >= MOST_KEPT) this.#pages.clear();
    for (let each = page, at = 0; at < bytes.length; each++, at += PAGE) {
      this.#pages.set(each, checked(bytes.subarray(at, at + PAGE), each));
    }
    this.#ahead.delete(page);
    this.#ahead.set(Math.ceil(end / PAGE), ahead);
    return this.#pages.get(page) ?? new Uint8Array();
  }

  #bytes(from: number, to: number): Uint8Array {
    let bytes: Uint8Array;
    try {
      bytes = this.source.read(from, to - from);
    } catch (error) {
      throw new Damaged('the file cannot be read', { cause: error });
    }
    if (bytes.length !== to - from) throw new Damaged('the file ends too early');
    return bytes;
  }
}

function checked(page: Uint8Array, number: number): Uint8Array {
  const end = page.length - CHECKSUM;
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  if (end < 0 || view.getUint32(end, true) !== crc32(page.subarray(0, end), number)) {
    throw new Damaged(`the checksum of page ${number} is wrong`);
  }
  return page.subarray(0, end);
}
