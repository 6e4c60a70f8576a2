/** Fragments of headings, as GitHub makes them. */

const PLAIN = /^[a-z0-9_-]*$/;
const ASCII = /^[\0-\x7f]*$/;

/**
 * The fragment of a text, be it that of an earlier one too. The rule of GitHub's table-of-contents filter (html-pipeline,
 * PUNCTUATION_REGEXP): lower case, then everything but word characters, `-` and the space goes, and a space becomes a hyphen.
 */
export function fragmentOf(text: string): string {
  const fragment = text.toLowerCase().replaceAll(' ', '-');
  if (PLAIN.test(fragment)) return fragment;
  // The pattern for Unicode takes V8 most of a millisecond to read, which a search need not spend.
  if (ASCII.test(fragment)) return fragment.replace(/[^a-z0-9_-]/g, '');
  return fragment.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '');
}

/** Fragments given out so far, so that a repeated heading gets `-1`, `-2`, … as on GitHub. */
export class Anchors {
  readonly #uses = new Map<string, number>();

  /** The fragment of the next heading of this text, without `#`. */
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
