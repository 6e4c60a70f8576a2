/** Code spans, which end at the next run of exactly as many backticks as opened them. */

/** Returns the end of the run of backticks that starts at `at`. */
export function runEnd(text: string, at: number): number {
  let end = at + 1;
  while (text.charCodeAt(end) === 96) end += 1;
  return end;
}

/**
 * Finds closing runs in a text, from left to right. Remembers failed searches, so that all searches together take linear
 * time.
 */
export class ClosingRuns {
  #text = '';
  /** Size of a run → start of the last run of that size; null until a search has seen the rest of the text. */
  #last: Map<number, number> | null = null;

  reset(text: string): void {
    this.#text = text;
    this.#last = null;
  }

  /** Returns the start of the next run of exactly `size` backticks, or -1 if there is none. */
  find(size: number, from: number): number {
    if (this.#last !== null && (this.#last.get(size) ?? -1) < from) return -1;
    const seen = new Map<number, number>();
    for (let at = this.#text.indexOf('`', from); at >= 0;) {
      const end = runEnd(this.#text, at);
      if (end - at === size) return at;
      seen.set(end - at, at);
      at = this.#text.indexOf('`', end);
    }
    this.#last = seen;
    return -1;
  }
}

/**
 * Returns the code between two runs. A blank at both ends is padding, unless there is nothing else. Line breaks stay, so
 * that lines can be counted.
 */
export function codeText(between: string): string {
  const padded = /^[ \n]/.test(between) && /[ \n]$/.test(between) && between.trim() !== '';
  return padded
    ? between.slice(between.startsWith(' ') ? 1 : 0, between.endsWith(' ') ? -1 : undefined)
    : between;
}
