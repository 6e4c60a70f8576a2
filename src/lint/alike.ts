/**
 * Which texts of many are nearly the same as an earlier one, without comparing each with each: signatures are cut into bands,
 * and only texts that agree in a whole band are compared (Leskovec, Rajaraman and Ullman, “Mining of massive datasets”, ch. 3).
 */
import { areAlike, BINS } from './shingles.js';

/** Characters of a band. With four, a pair of likeness 0.8 agrees in one of the 32 but by a chance of one in 10⁷. */
const ROWS = 4;
const BANDS = BINS / ROWS;
/** Texts of a band's value that are looked at, so that a base full of one template stays linear. */
const DEEPEST = 16;

/**
 * For each signature the index of the first earlier one that it is like, −1 where there is none. A text that is like an
 * earlier one is compared with no later one: of a hundred copies, 99 name the first. `''` is like nothing.
 * @param related says of two that are alike whether they count
 */
export function earlierAlike(
  signatures: readonly string[],
  similarity: number,
  related: (one: number, other: number) => boolean = () => true,
): Int32Array {
  const found = new Int32Array(signatures.length).fill(-1);
  const bands = new Bands(signatures.length);
  for (const [index, signature] of signatures.entries()) {
    if (signature === '') continue;
    const earlier = bands.find(
      index,
      signature,
      (other) => areAlike(signatures[other] ?? '', signature, similarity) && related(other, index),
    );
    if (earlier === -1) bands.add(index, signature);
    else found[index] = earlier;
  }
  return found;
}

/** A chained hash table for each band, in plain arrays: ten times as fast as a Map of lists. */
class Bands {
  /** As a power of two. */
  readonly #slots: number;
  /** Band and slot → the last text there + 1; 0 = none. */
  readonly #last: Int32Array;
  /** Band and text → the one before it in the same slot + 1; 0 = none. */
  readonly #before: Int32Array;
  /** Band and text → what the text has in the band. */
  readonly #values: Int32Array;
  /** Text → the one that it was last compared with. */
  readonly #compared: Int32Array;

  constructor(texts: number) {
    this.#slots = Math.ceil(Math.log2(texts + 2));
    this.#last = new Int32Array(BANDS << this.#slots);
    this.#before = new Int32Array(BANDS * texts);
    this.#values = new Int32Array(BANDS * texts);
    this.#compared = new Int32Array(texts).fill(-1);
  }

  add(text: number, signature: string): void {
    for (let band = 0; band < BANDS; band++) {
      const value = valueOf(signature, band);
      const slot = this.#slotOf(band, value);
      this.#values[text * BANDS + band] = value;
      this.#before[text * BANDS + band] = this.#last[slot] ?? 0;
      this.#last[slot] = text + 1;
    }
  }

  /** The first text added that agrees with a new one in a band and passes the test; −1 where none does. */
  find(text: number, signature: string, passes: (other: number) => boolean): number {
    let found = -1;
    for (let band = 0; band < BANDS; band++) {
      const value = valueOf(signature, band);
      let depth = 0;
      let next = this.#last[this.#slotOf(band, value)] ?? 0;
      while (next > 0 && depth < DEEPEST) {
        const other = next - 1;
        next = this.#before[other * BANDS + band] ?? 0;
        if (this.#values[other * BANDS + band] !== value) continue;
        depth += 1;
        if (this.#compared[other] === text) continue;
        this.#compared[other] = text;
        if ((found === -1 || other < found) && passes(other)) found = other;
      }
    }
    return found;
  }

  #slotOf(band: number, value: number): number {
    // The upper bits of the product depend on all of the value.
    return (band << this.#slots) + (Math.imul(value, 0x9e3779b1) >>> (32 - this.#slots));
  }
}

/** The characters of a band as one number of 28 bits. */
function valueOf(signature: string, band: number): number {
  let value = 0;
  for (let at = band * ROWS; at < (band + 1) * ROWS; at++) value = (value << 7) | signature.charCodeAt(at);
  return value;
}
