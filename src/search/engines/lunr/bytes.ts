/** Writes and reads bytes sequentially. Numbers are varints: seven bits per byte, the lowest first. */
import { Damaged } from './segment.js';
import { BYTES_A_UNIT, encodeInto } from './strings.js';

/** A growing byte buffer. */
export class ByteSink {
  /** Only the first `length` bytes count. Replaced by a larger array when it grows. */
  bytes = new Uint8Array(256);
  length = 0;

  byte(value: number): void {
    this.#room(1);
    this.bytes[this.length++] = value;
  }

  /** Writes a whole number below 2 ** 32. */
  varint(value: number): void {
    this.#room(5);
    while (value > 0x7f) {
      this.bytes[this.length++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.bytes[this.length++] = value;
  }

  append(bytes: Uint8Array, from = 0, to = bytes.length): void {
    this.#room(to - from);
    // Most are a few bytes, which take less time to copy than a view takes to create.
    if (to - from < 32) for (let at = from; at < to; at++) this.bytes[this.length++] = bytes[at] ?? 0;
    else {
      this.bytes.set(bytes.subarray(from, to), this.length);
      this.length += to - from;
    }
  }

  /** Writes a string in the encoding of strings.ts. */
  text(text: string): void {
    this.#room(text.length * BYTES_A_UNIT);
    this.length = encodeInto(text, this.bytes, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  /** Returns a view of what was written, not a copy. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  #room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const bytes = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more));
    bytes.set(this.written());
    this.bytes = bytes;
  }
}

/** Reads bytes in order. Throws {@link Damaged} if they end too early. */
export class ByteScan {
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): number {
    const first = this.bytes[this.at++];
    if (first !== undefined && first < 0x80) return first;
    let value = (first ?? 0) & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new Damaged('a number does not end');
  }

  /** Returns a view of the next bytes, not a copy. */
  take(length: number): Uint8Array {
    const from = this.at;
    if (length > this.bytes.length - from) throw new Damaged('a part is longer than the whole');
    this.at = from + length;
    return this.bytes.subarray(from, this.at);
  }

  rest(): Uint8Array {
    return this.take(this.bytes.length - this.at);
  }
}
