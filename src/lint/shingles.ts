/**
 * How alike two texts are, from 128 characters a text. The likeness is that of Broder, “On the resemblance and containment of
 * documents” (1997): of all runs of three words in either text, the share that is in both. It is estimated from a signature
 * by one hash for all bins, as in Li, Owen and Zhang, “One permutation hashing” (2012). Bins that stay empty, as they do in
 * short texts, are filled by further rounds over the same runs: Shrivastava, “Optimal densification” (2017), in the form of
 * Dahlgaard, Knudsen and Thorup, “Fast similarity sketching” (2017). Of each bin six bits are kept: Li and König, “b-bit
 * minwise hashing” (2010).
 */
import type { TextLine } from '../card/outline.js';

/** Bins, and characters, of a signature. */
export const BINS = 128;
/** Values that a bin can have: those of one character. */
const VALUES = 64;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Different words, about, below which texts are stubs, which are alike in any base. */
const FEWEST = 40;
/** Characters of a script without spaces that say as much as a word. */
const CHARACTERS_A_WORD = 4;
/** Enough for the shortest text to fill every bin but by a chance of one in 10⁹. */
const ROUNDS = 80;

/** The signature of a text; '' where it is too short to be compared. The same text has the same one on every machine. */
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

/** The estimated likeness of two texts from their signatures, from 0 to 1; its standard error is at most 0.05. */
export function likeness(a: string, b: string): number {
  let same = 0;
  for (let at = 0; at < BINS; at++) if (a.charCodeAt(at) === b.charCodeAt(at)) same += 1;
  // Of the bins that differ, one in 64 has the same six bits.
  return Math.max(0, (same / BINS - 1 / VALUES) / (1 - 1 / VALUES));
}

/** Whether two texts have at least a likeness; most that do not are told apart by a third of their signatures. */
export function areAlike(a: string, b: string, similarity: number): boolean {
  const needed = Math.ceil(BINS * (similarity * (1 - 1 / VALUES) + 1 / VALUES));
  let left = BINS - needed;
  for (let at = 0; at < BINS; at++) if (a.charCodeAt(at) !== b.charCodeAt(at) && --left < 0) return false;
  return true;
}

/** What a text is made of, for comparison. */
export interface Shingles {
  /** Hashes of all runs of three words. */
  readonly runs: ReadonlySet<number>;
  /** How much they say: about the number of different words. */
  readonly words: number;
}

/**
 * A word is a run of letters, digits and marks, whatever its case; in scripts that write no spaces each character is one.
 * Lines count for nothing.
 */
export function shingles(text: readonly TextLine[]): Shingles {
  const runs = new Set<number>();
  let first = 0;
  let second = 0;
  let words = 0;
  const add = (word: number, worth: number): void => {
    const before = runs.size;
    // As signed numbers: a set keeps those of 32 bits without a box for each.
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
/** Kind of each UTF-16 unit met so far, 0 = not yet met. */
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  return kinds[code] || (kinds[code] = classify(code));
}

function classify(code: number): number {
  // Halves of what lies beyond the 65,536th character: rare ideographs and emoji, each of which stands for itself.
  if (code >= 0xd800 && code <= 0xdfff) return UNSPACED;
  const character = String.fromCharCode(code);
  if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return OTHER;
  const unspaced =
    /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u;
  return unspaced.test(character) ? UNSPACED : SPACED;
}

/** Each bit of the answer depends on each of the 32 (the finalizer of MurmurHash3). */
function mixed(number: number): number {
  let hash = number;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
