/** Columns of whole numbers: growing ones in memory, and packed ones in the machine's byte order. */

/** Bytes per number. */
export type Width = 1 | 2 | 4;

/** A growing column of whole numbers below 2 ** 32. */
export class GrowingColumn {
  /** Only the first `length` numbers count. Replaced by a larger array when it grows. */
  values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.#grow(this.length + 1);
    this.values[this.length++] = value;
  }

  /** Returns the number at an index; 0 if none was set. */
  at(index: number): number {
    return index < this.length ? (this.values[index] ?? 0) : 0;
  }

  set(index: number, value: number): void {
    if (index >= this.values.length) this.#grow(index + 1);
    this.values[index] = value;
    if (index >= this.length) this.length = index + 1;
  }

  /** Returns a view of the numbers, not a copy. */
  written(): Uint32Array {
    return this.values.subarray(0, this.length);
  }

  #grow(length: number): void {
    const values = new Uint32Array(Math.max(length, 2 * this.values.length));
    values.set(this.values);
    this.values = values;
  }
}

export function widthOf(column: Uint32Array): Width {
  const most = column.reduce((largest, value) => Math.max(largest, value), 0);
  return most < 0x100 ? 1 : most < 0x10000 ? 2 : 4;
}

export function packColumn(column: Uint32Array, width: Width): Uint8Array {
  return new Uint8Array(arrayOf(width).from(column).buffer);
}

export function unpackColumn(bytes: Uint8Array, width: Width): Uint32Array {
  // Copied, because the bytes may be a view of a larger buffer that is not aligned to the width.
  return new Uint32Array(new (arrayOf(width))(new Uint8Array(bytes).buffer));
}

function arrayOf(width: Width): typeof Uint8Array | typeof Uint16Array | typeof Uint32Array {
  return width === 1 ? Uint8Array : width === 2 ? Uint16Array : Uint32Array;
}
