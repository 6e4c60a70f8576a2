/** Decides which runs of `*`, `_` and `~` are emphasis marks: CommonMark's delimiter stack, and GFM's strikethrough. */

interface Run {
  readonly code: number;
  /** Its index among the pieces. */
  readonly piece: number;
  readonly opens: boolean;
  readonly closes: boolean;
  readonly size: number;
  left: number;
  /** Runs are linked so that those between a pair can be skipped at once. */
  previous: Run | null;
  next: Run | null;
}

const STAR = 42;
const TILDE = 126;

/** The runs of a text whose other parts are in `pieces`. */
export class Emphasis {
  readonly #pieces: string[];
  readonly #runs: Run[] = [];

  constructor(pieces: string[]) {
    this.#pieces = pieces;
  }

  get count(): number {
    return this.#runs.length;
  }

  clear(): void {
    this.#runs.length = 0;
  }

  /** Adds a run at the end of the pieces. `before` and `after` are the flank of its neighbors. */
  add(code: number, size: number, before: 0 | 1 | 2, after: 0 | 1 | 2): void {
    const left = after === 0 || (after === 2 && before !== 0);
    const right = before === 0 || (before === 2 && after !== 0);
    const free = code === STAR || code === TILDE;
    const opens = left && (free || before !== 0 || !right);
    const closes = right && (free || after !== 0 || !left);
    this.#pieces.push(String.fromCharCode(code).repeat(size));
    if ((!opens && !closes) || (code === TILDE && size > 2)) return;
    const piece = this.#pieces.length - 1;
    this.#runs.push({ code, piece, opens, closes, size, left: size, previous: null, next: null });
  }

  /** Pairs the runs from index `bottom` on, removes the marks of the pairs from the pieces, and forgets these runs. */
  resolve(bottom: number): void {
    const runs = this.#runs;
    if (runs.length > bottom + 1) {
      const lowest = this.#link(bottom);
      /** For each kind of closer, the run below which no opener is left. */
      const bottoms = new Map<number, Run | null>();
      for (let closer: Run | null = lowest; closer !== null;) {
        closer = closer.closes ? this.#closeWith(closer, bottoms) : closer.next;
      }
    }
    runs.length = bottom;
  }

  #link(bottom: number): Run | null {
    let previous: Run | null = null;
    for (let index = bottom; index < this.#runs.length; index += 1) {
      const run = this.#runs[index];
      if (run === undefined) break;
      run.previous = previous;
      if (previous) previous.next = run;
      previous = run;
    }
    return this.#runs[bottom] ?? null;
  }

  /** Finds the opener of a closer. Returns the run to continue with. */
  #closeWith(closer: Run, bottoms: Map<number, Run | null>): Run | null {
    const kind =
      closer.code * 8 + (closer.code === TILDE ? closer.size : (closer.opens ? 4 : 0) + (closer.size % 3));
    const bottom = bottoms.get(kind) ?? null;
    let opener = closer.previous;
    while (opener !== null && opener !== bottom && !pair(opener, closer)) opener = opener.previous;
    if (opener === null || opener === bottom) {
      bottoms.set(kind, closer.previous);
      const next = closer.next;
      if (!closer.opens) unlink(closer);
      return next;
    }
    opener.next = closer;
    closer.previous = opener;
    const used = closer.code === TILDE ? closer.left : opener.left > 1 && closer.left > 1 ? 2 : 1;
    this.#shorten(opener, used);
    this.#shorten(closer, used);
    if (opener.left === 0) unlink(opener);
    if (closer.left > 0) return closer;
    unlink(closer);
    return closer.next;
  }

  #shorten(run: Run, used: number): void {
    run.left -= used;
    this.#pieces[run.piece] = this.#pieces[run.piece]?.slice(used) ?? '';
  }
}

function pair(opener: Run, closer: Run): boolean {
  if (!opener.opens || opener.code !== closer.code) return false;
  if (closer.code === TILDE) return opener.left === closer.left;
  const both = opener.closes || closer.opens;
  return !(both && (opener.size + closer.size) % 3 === 0 && (opener.size % 3 !== 0 || closer.size % 3 !== 0));
}

function unlink(run: Run): void {
  if (run.previous) run.previous.next = run.next;
  if (run.next) run.next.previous = run.previous;
}
