/** Where a text may be cut: between graphemes, and between the words of scripts that write no spaces. */

/** Node 20's segmenter is quadratic in the length of what it is given at once (190 KB of Thai: 17 s). */
const CHUNK = 200;

let characters: Intl.Segmenter | undefined;
let words: Intl.Segmenter | undefined;

const ASCII = /^[\x20-\x7e]*$/;

/** The user-perceived characters of a text, in order; found one chunk at a time, so that stopping early is cheap. */
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
 * A run of text without spaces, cut where a line may break: before a word of a script that writes no spaces (or after
 * one), never before closing punctuation nor after opening punctuation. Other runs come back whole.
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

/** Segments of the whole text; the last one of each chunk may be incomplete, so the next chunk starts with it. */
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

/** Never between the halves of a surrogate pair. */
function endOfChunk(text: string, from: number): number {
  const to = Math.min(text.length, from + CHUNK);
  return to < text.length && /[\udc00-\udfff]/.test(text.charAt(to)) ? to - 1 : to;
}
