/** Finds merge conflicts that were committed in a card. */

const MARKER = /^<{7}(?: |\r?$)/;
const CODE_FENCE = /^[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})([^]*)$/;

/** At most this many conflicts are reported for a card. */
const MOST = 32;

/**
 * Returns the offsets, at or after `from`, of the first 32 lines that open a conflict (`<<<<<<< HEAD`).
 * Markers inside code fences do not count, because guides to git show them.
 */
export function conflicts(text: string, from = 0): number[] {
  const found: number[] = [];
  if (!text.includes('<<<<<<<', from)) return found;
  let fence = '';
  for (let start = from; start < text.length && found.length < MOST;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end);
    const [, marks = '', rest = ''] = CODE_FENCE.exec(line) ?? [];
    if (fence === '') {
      if (MARKER.test(line)) found.push(start);
      if (marks !== '' && !(marks.startsWith('`') && rest.includes('`'))) fence = marks;
    } else if (marks.startsWith(fence) && rest.trim() === '') {
      fence = '';
    }
    start = end === -1 ? text.length : end + 1;
  }
  return found;
}
