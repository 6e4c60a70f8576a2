/** Changes to a card's file that leave every other byte as it was. */
import type { Edit } from './card.js';

/** The text with the edits made. Where two overlap, the one that starts first is made, and the other is left out. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, text: put } of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < at) continue;
    parts.push(text.slice(at, from), put);
    at = to;
  }
  return parts.join('') + text.slice(at);
}
