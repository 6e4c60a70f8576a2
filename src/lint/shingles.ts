/**
 * Estimates how similar two texts are from signatures of 128 characters. The likeness is the resemblance of Broder, “On the
 * resemblance and containment of documents” (1997): of all runs of three words in either text, the share that is in both. The
 * signature uses a single hash function for all bins, as in Li, Owen and Zhang, “One permutation hashing” (2012). Bins that
 * stay empty, as happens with short texts, are filled by further rounds over the same runs: Shrivastava, “Optimal
 * densification” (2017), as in Dahlgaard, Knudsen and Thorup, “Fast similarity sketching” (2017). Six bits of each bin are
 * kept: Li and König, “b-bit minwise hashing” (2010).
 */
import type { TextLine } from '../card/outline.js';

/** Number of bins, and of characters, in a signature. */
export const BINS = 128;
/** Values that a bin can have, one for each digit. */
const VALUES = 64;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Minimum number of distinct words, approximately. Shorter texts are stubs, which look alike in any base. */
const FEWEST = 40;
/** How many characters of a script without spaces say as much as a word. */
const CHARACTERS_A_WORD = 4;
/** Enough rounds for the shortest text to fill every bin, except with a probability of 10⁻⁹. */
const ROUNDS = 80;

/** Returns the signature of a text, which is the same on every machine; '' if the text is too short to be compared. */
export function signatureOf(text: readonly TextLine[]): string {
  const { runs, words } = shingles(text);
  if (words < FEWEST) return '';
  const least = new Uint32Array(BINS).fill(0xffffffff);
  const empty = (): boolean => least.includes(0xffffffff);
  for (let round = 0; round < ROUNDS && (round === 0 || empty()); round++) {
    const open = round === 0 ? null : least.map((value) => (value === 0xffffffff ? 1 : 0));
    for (const run of runs) {
      const hash = mixed(run ^ Math.imul(round, 0x9e3779b9));
      const bin = hash >>> 25;
      const value = hash & 0x1ffffff;
      if ((open === null || open[bin] === 1) && value < (least[bin] ?? 0)) least[bin] = value;
    }
  }
  return Array.from(least, (value) => DIGITS.charAt(value % VALUES)).join('');
}

/** Estimates the likeness of two texts from their signatures, from 0 to 1. The standard error is at most 0.05. */
export function likeness(a: string, b: string): number {
  let same = 0;
  for (let at = 0; at < BINS; at++) if (a.charCodeAt(at) === b.charCodeAt(at)) same += 1;
  // One in 64 of the bins with different minima has the same six bits by chance.
  return Math.max(0, (same / BINS - 1 / VALUES) / (1 - 1 / VALUES));
}

/**
 * Whether two texts have at least the given likeness. Stops early: in most cases a third of the signatures is enough to say
 * no.
 */
export function areAlike(a: string, b: string, similarity: number): boolean {
  const needed = Math.ceil(BINS * (similarity * (1 - 1 / VALUES) + 1 / VALUES));
  let left = BINS - needed;
  for (let at = 0; at < BINS; at++) if (a.charCodeAt(at) !== b.charCodeAt(at) && --left < 0) return false;
  return true;
}

/** The parts of a text that are compared. */
export interface Shingles {
  /** Hashes of all runs of three words. */
  readonly runs: ReadonlySet<number>;
  /** Approximate number of distinct words. */
  readonly words: number;
}

/**
 * Splits a text into words and hashes each run of three. A word is a run of letters, digits and combining marks, regardless
 * of case; in scripts without spaces, each character is a word. Line breaks make no difference.
 */
export function shingles(text: readonly TextLine[]): Shingles {
  const runs = new Set<number>();
  let first = 0;
  let second = 0;
  let words = 0;
  const add = (word: number, worth: number): void => {
    const before = runs.size;
    // `| 0` makes the hash a signed 32-bit integer, which takes less memory in a set.
    runs.add(mixed(Math.imul(first, 0x2c1b3c6d) ^ Math.imul(second, 0x297a2d39) ^ word) | 0);
    if (runs.size > before) words += worth;
    first = second;
    second = word;
  };
  for (const line of text) {
    const folded = line.text.toLowerCase();
    let word = 0;
    for (let at = 0; at < folded.length; at++) {
      const code = folded.charCodeAt(at);
      const kind = kindOf(code);
      if (kind === SPACED) {
        word = Math.imul((word || 0x811c9dc5) ^ code, 0x01000193);
        continue;
      }
      if (word !== 0) add(word, 1);
      word = 0;
      if (kind === UNSPACED) add(Math.imul(0x811c9dc5 ^ code, 0x01000193), 1 / CHARACTERS_A_WORD);
    }
    if (word !== 0) add(word, 1);
  }
  return { runs, words };
}

const OTHER = 1;
const SPACED = 2;
const UNSPACED = 3;
/** Cache: UTF-16 unit → its kind, or 0 if it has not been classified yet. */
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  return kinds[code] || (kinds[code] = classify(code));
}

function classify(code: number): number {
  // Surrogates are halves of rare ideographs and emoji, which are words of their own.
  if (code >= 0xd800 && code <= 0xdfff) return UNSPACED;
  const character = String.fromCharCode(code);
  if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return OTHER;
  const unspaced =
    /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u;
  return unspaced.test(character) ? UNSPACED : SPACED;
}

/** The finalizer of MurmurHash3: each bit of the result depends on all 32 bits of the input. */
function mixed(number: number): number {
  let hash = number;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
