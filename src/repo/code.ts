/** The code that cards refer to by globs: which files of a commit a glob selects. */
import { plainLetters } from '../card/glob.js';
import type { Blob } from '../trust/verify.js';
import { globProblem, select } from './select.js';

/** The files of a commit, kept sorted, so that a glob is tested only on paths that share its plain beginning. */
export class CodeFiles {
  readonly #files: readonly Blob[];
  /** Results by globs: many cards refer to the same code. */
  readonly #known = new Map<string, readonly Blob[]>();

  constructor(files: readonly Blob[]) {
    this.#files = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The files that the globs select, sorted by path; see `blobs` of Repo. */
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

/** Tells which paths, relative to the root of a work tree, the globs of code select (see `blobs` of Repo). */
export function codeSelector(globs: readonly string[]): (path: string) => boolean {
  return select(whole(globs), { hidden: true }).selects;
}

/** The valid globs; a plain `src/billing` also selects the content of that folder. */
function whole(globs: readonly string[]): string[] {
  return globs
    .filter((glob) => globProblem(glob) === null)
    .flatMap((glob) => (/[*?[\]{}]|\/$/.test(glob) ? [glob] : [glob, `${glob}/**`]));
}

/** The sorted prefixes, without those that begin with another one. */
function outermost(starts: readonly string[]): string[] {
  const kept: string[] = [];
  for (const start of [...starts].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !start.startsWith(last)) kept.push(start);
  }
  return kept;
}
