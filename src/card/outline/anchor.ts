/** Fragments of headings, made the way GitHub makes them. */

const PLAIN = /^[a-z0-9_-]*$/;
const ASCII = /^[\0-\x7f]*$/;

/**
 * Returns the fragment of a text, whether or not an earlier heading has the same. Follows GitHub's table-of-contents
 * filter (html-pipeline, PUNCTUATION_REGEXP): lower case, everything but word characters, `-` and the space is removed,
 * and spaces become hyphens.
 */
export function fragmentOf(text: string): string {
  const fragment = text.toLowerCase().replaceAll(' ', '-');
  if (PLAIN.test(fragment)) return fragment;
  // V8 takes almost a millisecond to compile the Unicode pattern, which a search should not spend.
  if (ASCII.test(fragment)) return fragment.replace(/[^a-z0-9_-]/g, '');
  return fragment.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '');
}

/** Fragments used so far, so that a repeated heading gets `-1`, `-2`, … as on GitHub. */
export class Anchors {
  readonly #uses = new Map<string, number>();

  /** Returns the fragment of the next heading with this text, without `#`. */
  next(heading: string): string {
    const base = fragmentOf(heading);
    const earlier = this.#uses.get(base);
    if (earlier === undefined) {
      this.#uses.set(base, 0);
      return base;
    }
    let count = earlier;
    let anchor: string;
    do {
      count += 1;
      anchor = `${base}-${String(count)}`;
    } while (this.#uses.has(anchor));
    this.#uses.set(base, count);
    this.#uses.set(anchor, 0);
    return anchor;
  }
}
