/** The text of a commit: what a note says stays one line, and can be taken neither for another trailer nor for a comment. */
import { REORDERING } from '../card/unseen.js';
import type { CommitMessage } from '../trust/commit-message.js';

/** Marks of the direction stay: what is quoted here may be prose. */
const NOT_ALLOWED = new RegExp(String.raw`[\p{Cc}\p{Zl}\p{Zp}${REORDERING}]+`, 'gu');
/** What git would read as a trailer, were it in the last paragraph; as the end of the message; as a cut. */
const MEANT_FOR_GIT = /^(?:[A-Za-z0-9-]+\s*:|\(cherry picked from commit |---)|>8/;

/** The message as git shall keep it, letter by letter (`--cleanup=verbatim`). */
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
