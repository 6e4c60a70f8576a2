/** How many columns of a terminal a part of a text takes. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{M}\p{Cf}\p{Cc}]/u;

/** Columns in front of each UTF-16 unit of a text, and behind its last one. About: terminals differ on emoji. */
export function columnsOf(text: string): Uint32Array {
  const columns = new Uint32Array(text.length + 1);
  let at = 0;
  for (const char of text) {
    const here = columns[at] ?? 0;
    const width = char < '\u0300' ? 1 : NO_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
    // Both halves of a surrogate pair count the whole width, so that nothing is cut between the two.
    columns.fill(here + width, at + 1, at + char.length + 1);
    at += char.length;
  }
  return columns;
}

/** Columns of [from, to). */
export function widthOf(columns: Uint32Array, from: number, to: number): number {
  return (columns[to] ?? 0) - (columns[from] ?? 0);
}
