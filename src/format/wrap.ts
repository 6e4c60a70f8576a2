/** Wraps styled text of any script. Nothing is lost but the blanks at line breaks. */
import { breakable, graphemes } from './segments.js';
import { cutStyled, parseStyled } from './styled.js';
import { width } from './width.js';

/** A piece of text that stays on one line. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

/**
 * @param columns values below 1 count as 1
 * @param hard whether to cut words that are wider than a line; otherwise they stick out, and can be copied whole
 */
export function wrap(text: string, columns: number, hard = false): string[] {
  const limit = Math.max(1, columns);
  const styled = parseStyled(text);
  const ranges: (readonly [number, number])[] = [];
  let start = 0;
  for (const line of styled.plain.split('\n')) {
    fill(pieces(line, start, limit, hard), start, limit, ranges);
    start += line.length + 1;
  }
  return cutStyled(styled, ranges);
}

/** A run of characters without the blanks at which a line may break: those of one column, except no-break spaces. */
const WORD = /[^ \t\u2000-\u2006\u2008-\u200a\u205f]+/g;

function* pieces(line: string, start: number, limit: number, hard: boolean): Generator<Piece> {
  for (const word of line.matchAll(WORD)) {
    let from = start + word.index;
    for (const part of breakable(word[0])) {
      const columns = width(part);
      const cut = hard && columns > limit ? [...graphemes(part)] : [part];
      for (const text of cut) {
        yield { from, to: from + text.length, columns: cut.length === 1 ? columns : width(text) };
        from += text.length;
      }
    }
  }
}

/** Appends the ranges of the wrapped lines to `ranges`; without pieces, that is one empty range at `start`. */
function fill(
  all: Iterable<Piece>,
  start: number,
  limit: number,
  ranges: (readonly [number, number])[],
): void {
  let from = -1;
  let to = -1;
  let used = 0;
  for (const piece of all) {
    const blanks = piece.from - to;
    if (from >= 0 && used + blanks + piece.columns <= limit) {
      used += blanks + piece.columns;
    } else {
      if (from >= 0) ranges.push([from, to]);
      from = piece.from;
      used = piece.columns;
    }
    to = piece.to;
  }
  ranges.push(from < 0 ? [start, start] : [from, to]);
}
