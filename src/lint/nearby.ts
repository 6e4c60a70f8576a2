/** The name that was probably meant, out of many: the same in another case, at another place, or a typo away. */
import { distance } from 'fastest-levenshtein';
import { fold } from '../text/fold.js';

/** So many neighbours on each side are compared letter by letter. */
const NEIGHBOURS = 8;
const MOST_EDITS = 2;
/** What is longer is no name, and its letters are not compared. */
const LONGEST_NAME = 512;

/**
 * A typo leaves whole what stands before it or what stands behind it, so that in a list sorted forwards or backwards the
 * name that was meant is among the neighbours. A question takes logarithmic time, however many names there are.
 */
export class Nearby {
  readonly #byFolded = new Map<string, string>();
  /** Last segment → the name; null where several have it. */
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
   * The name nearest to one that is not among them; undefined where all are far.
   * @param except is never the answer
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

  /** The one name that begins with a text; undefined where there is none, or several. */
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

/** Another number is another thing: `step-2` is no typo for `step-3`. */
function digitsOf(name: string): string {
  return name.replace(NO_DIGIT, '');
}

/** In a short name, a few other letters make another word; the folders in front of it do not make it longer. */
function mostEdits(one: string, other: string): number {
  const length = Math.min(lastSegment(one).length, lastSegment(other).length);
  return length < 3 ? 0 : length < 6 ? 1 : MOST_EDITS;
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** By UTF-16 units: half characters are put together again on the way back. */
function reversed(name: string): string {
  return name.split('').reverse().join('');
}
