/** Finds where a text may be cut: between graphemes, and between the words of scripts that write no spaces. */

/** Characters to segment at once: in Node 20, the time is quadratic in their number (190 KB of Thai: 17 s). */
const CHUNK = 200;

let characters: Intl.Segmenter | undefined;
let words: Intl.Segmenter | undefined;

const ASCII = /^[\x20-\x7e]*$/;

/** Yields the user-perceived characters of a text in order, one chunk at a time, so that stopping early is cheap. */
export function* graphemes(text: string): Generator<string> {
  if (ASCII.test(text)) {
    yield* text;
    return;
  }
  characters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of inChunks(text, characters)) yield segment;
}

const isSpaceless = (text: string): boolean =>
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(
    text,
  );
const endsOpening = (text: string): boolean => /[\p{Ps}\p{Pi}]$/u.test(text);

/**
 * Splits a run of text without spaces where a line may break: before or after a word of a script that writes no spaces, but
 * never before closing or after opening punctuation. Other runs are returned whole.
 */
export function breakable(run: string): string[] {
  if (ASCII.test(run) || !isSpaceless(run)) return [run];
  words ??= new Intl.Segmenter('th', { granularity: 'word' });
  const parts: string[] = [];
  let before = '';
  for (const { segment, isWordLike } of inChunks(run, words)) {
    const last = parts.at(-1);
    const joined = !isWordLike || endsOpening(before) || !(isSpaceless(segment) || isSpaceless(before));
    if (last !== undefined && joined) parts[parts.length - 1] = last + segment;
    else parts.push(segment);
    before = segment;
  }
  return parts;
}

/** Yields the segments of the whole text. The last one of a chunk may be incomplete, so the next chunk starts with it. */
function* inChunks(text: string, segmenter: Intl.Segmenter): Generator<Intl.SegmentData> {
  let from = 0;
  while (from < text.length) {
    const to = endOfChunk(text, from);
    const found = [...segmenter.segment(text.slice(from, to))];
    const last = to < text.length && found.length > 1 ? found.pop() : undefined;
    yield* found;
    from = last ? from + last.index : to;
  }
}

/** Does not split a surrogate pair. */
function endOfChunk(text: string, from: number): number {
  const to = Math.min(text.length, from + CHUNK);
  return to < text.length && /[\udc00-\udfff]/.test(text.charAt(to)) ? to - 1 : to;
}
