/** Guesses which of many names was meant: one in another case or another folder, or one that is a typo away. */
import { distance } from 'fastest-levenshtein';
import { fold } from '../text/fold.js';

/** How many neighbors on each side are compared letter by letter. */
const NEIGHBOURS = 8;
const MOST_EDITS = 2;
/** Longer texts are not names, and are not compared. */
const LONGEST_NAME = 512;

/**
 * A typo leaves the text before it or the text after it intact. So if the names are sorted forwards and backwards, the one
 * that was meant is a close neighbor in one of the two lists. A lookup takes logarithmic time.
 */
export class Nearby {
  readonly #byFolded = new Map<string, string>();
  /** Last segment → the name; null if several names have it. */
  readonly #byLast = new Map<string, string | null>();
  #forwards: readonly string[] | null = null;
  #backwards: readonly string[] | null = null;

  constructor(names: Iterable<string>) {
    for (const name of names) {
      if (name.length > LONGEST_NAME) continue;
      const folded = fold(name);
      if (this.#byFolded.has(folded)) continue;
      this.#byFolded.set(folded, name);
      const last = lastSegment(folded);
      this.#byLast.set(last, this.#byLast.has(last) ? null : name);
    }
  }

  /**
   * Returns the name that is most similar to an unknown one; undefined if none is similar.
   * @param except is never returned
   */
  nearest(written: string, except?: string): string | undefined {
    if (written === '' || written.length > LONGEST_NAME) return undefined;
    const folded = fold(written);
    const same = this.#byFolded.get(folded) ?? this.#byLast.get(lastSegment(folded));
    if (same && same !== except) return same;
    this.#backwards ??= [...this.#byFolded.keys()].map(reversed).sort();
    const near = [
      ...neighbours(this.#sorted, folded),
      ...neighbours(this.#backwards, reversed(folded)).map(reversed),
    ];
    const digits = digitsOf(folded);
    let best: string | undefined;
    let bestEdits = MOST_EDITS + 1;
    for (const name of near) {
      if (Math.abs(name.length - folded.length) >= bestEdits) continue;
      if (digitsOf(name) !== digits || this.#byFolded.get(name) === except) continue;
      const edits = distance(folded, name);
      if (edits <= mostEdits(folded, name) && edits < bestEdits) [best, bestEdits] = [name, edits];
    }
    return best === undefined ? undefined : this.#byFolded.get(best);
  }

  /** Returns the only name that starts with a text; undefined if there is none or more than one. */
  beginning(text: string): string | undefined {
    if (text.length > LONGEST_NAME) return undefined;
    const folded = fold(text);
    const found = neighbours(this.#sorted, folded).filter((name) => folded !== '' && name.startsWith(folded));
    return found.length === 1 ? this.#byFolded.get(found[0] ?? '') : undefined;
  }

  get #sorted(): readonly string[] {
    return (this.#forwards ??= [...this.#byFolded.keys()].sort());
  }
}

function neighbours(sorted: readonly string[], name: string): readonly string[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < name) low = middle + 1;
    else high = middle;
  }
  return sorted.slice(Math.max(0, low - NEIGHBOURS), low + NEIGHBOURS);
}

const NO_DIGIT = /\P{Nd}+/gu;

/** Names with different numbers are different things: `step-2` is not a typo for `step-3`. */
function digitsOf(name: string): string {
  return name.replace(NO_DIGIT, '');
}

/** Maximum edit distance. A few different letters make a short name another word, so only the last segment counts. */
function mostEdits(one: string, other: string): number {
  const length = Math.min(lastSegment(one).length, lastSegment(other).length);
  return length < 3 ? 0 : length < 6 ? 1 : MOST_EDITS;
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Reverses by UTF-16 units; reversing again restores surrogate pairs. */
function reversed(name: string): string {
  return name.split('').reverse().join('');
}
