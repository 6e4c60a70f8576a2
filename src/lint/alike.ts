/**
 * Finds near-duplicate texts without comparing every pair: signatures are cut into bands, and only texts with the same value
 * in some band are compared (locality-sensitive hashing; Leskovec, Rajaraman and Ullman, “Mining of massive datasets”, ch.
 * 3).
 */
import { areAlike, BINS } from './shingles.js';

/**
 * Characters per band. With four, two texts of likeness 0.8 share at least one of the 32 bands, except with a probability
 * below 10⁻⁷.
 */
const ROWS = 4;
const BANDS = BINS / ROWS;
/** How many texts with the same band value are compared, so that a base full of copies of one template takes linear time. */
const DEEPEST = 16;

/**
 * Returns, for each signature, the index of the first earlier one that it is like, or −1 if there is none. A text that is
 * like an earlier one is not compared with later ones: of a hundred copies, 99 name the first. An empty signature is like
 * nothing.
 * @param related whether two texts that are alike count
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

/** One chained hash table per band, in typed arrays, which is ten times as fast as a Map of lists. */
class Bands {
  /** Slots per band, as a power of two. */
  readonly #slots: number;
  /** Band and slot → the last text in it, plus 1; 0 if the slot is empty. */
  readonly #last: Int32Array;
  /** Text and band → the previous text in the same slot, plus 1; 0 if there is none. */
  readonly #before: Int32Array;
  /** Text and band → the value of the band. */
  readonly #values: Int32Array;
  /** Text → the text that it was last compared with, so that no pair is compared once per band. */
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

  /** Returns the first text that shares a band with the new one and passes the test, or −1 if there is none. */
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
    // Multiplicative hashing: the upper bits of the product depend on every bit of the value.
    return (band << this.#slots) + (Math.imul(value, 0x9e3779b1) >>> (32 - this.#slots));
  }
}

/** Packs the four 7-bit characters of a band into one number. */
function valueOf(signature: string, band: number): number {
  let value = 0;
  for (let at = band * ROWS; at < (band + 1) * ROWS; at++) value = (value << 7) | signature.charCodeAt(at);
  return value;
}
