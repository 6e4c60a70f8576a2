/** The text of a commit message: a note stays on one line, and cannot be mistaken for another trailer or a comment. */
import { REORDERING } from '../card/unseen.js';
import type { CommitMessage } from '../trust/commit-message.js';

/** Control characters, line separators and characters that reorder text. Plain direction marks stay: the text may be prose. */
const NOT_ALLOWED = new RegExp(String.raw`[\p{Cc}\p{Zl}\p{Zp}${REORDERING}]+`, 'gu');
/** Lines that git would take for a trailer (if in the last paragraph), for the end of the message, or for a scissors line. */
const MEANT_FOR_GIT = /^(?:[A-Za-z0-9-]+\s*:|\(cherry picked from commit |---)|>8/;

/** The message exactly as git should store it (`--cleanup=verbatim`). */
export function messageText({ subject, body = '', trailers = [] }: CommitMessage): string {
  const all = body.split(/\r\n|[\n\r\u2028\u2029]/).map(oneLine);
  const first = all.findIndex((line) => line !== '');
  const last = all.findLastIndex((line) => line !== '');
  const lines = all
    .slice(Math.max(first, 0), last + 1)
    .map((line) => (MEANT_FOR_GIT.test(line) ? ` ${line}` : line));
  const records = trailers
    .map(([key, value]) => [key, oneLine(value)])
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}`);
  return [oneLine(subject), lines.join('\n'), records.join('\n')].filter((part) => part !== '').join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(NOT_ALLOWED, ' ').trim();
}
