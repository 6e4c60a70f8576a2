/** Code that cards name by globs: which files of a commit these select. */
import { plainLetters } from '../card/glob.js';
import type { Blob } from '../trust/verify.js';
import { globProblem, select } from './select.js';

/** The files of a commit, kept sorted: globs are held only against what begins as they do. */
export class CodeFiles {
  readonly #files: readonly Blob[];
  /** Cards name the same code again and again. */
  readonly #known = new Map<string, readonly Blob[]>();

  constructor(files: readonly Blob[]) {
    this.#files = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Sorted by path; see `blobs` of Repo. */
  matching(globs: readonly string[]): readonly Blob[] {
    const key = globs.join('\0');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const selects = codeSelector(globs);
    const starts = whole(globs).flatMap((glob) => (glob.startsWith('!') ? [] : [plainLetters(glob)]));
    const found = outermost(starts).flatMap((start) =>
      this.#beginning(start).filter(([file]) => selects(file)),
    );
    this.#known.set(key, found);
    return found;
  }

  #beginning(start: string): readonly Blob[] {
    const place = (isBefore: (letters: string) => boolean): number => {
      let [low, high] = [0, this.#files.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isBefore((this.#files[middle]?.[0] ?? '').slice(0, start.length))) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return this.#files.slice(
      place((letters) => letters < start),
      place((letters) => letters <= start),
    );
  }
}

/** Which paths, from the root of a work tree, globs of code select (see `blobs` of Repo). */
export function codeSelector(globs: readonly string[]): (path: string) => boolean {
  return select(whole(globs), { hidden: true }).selects;
}

/** The valid ones; `src/billing` stands for the folder's content as well. */
function whole(globs: readonly string[]): string[] {
  return globs
    .filter((glob) => globProblem(glob) === null)
    .flatMap((glob) => (/[*?[\]{}]|\/$/.test(glob) ? [glob] : [glob, `${glob}/**`]));
}

/** Sorted, without those that begin with another. */
function outermost(starts: readonly string[]): string[] {
  const kept: string[] = [];
  for (const start of [...starts].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !start.startsWith(last)) kept.push(start);
  }
  return kept;
}
