/** The text of a commit: what a note says stays one line, and can be taken neither for another trailer nor for a comment. */

/** What a commit says. */
export interface CommitMessage {
  readonly subject: string;
  /** Paragraphs for people. */
  readonly body?: string;
  /** Machines read them with `git log --format=%(trailers)`. Keys are ours: letters and dashes. A value may be empty: it is left out. */
  readonly trailers?: readonly (readonly [key: string, value: string])[];
}

/** What ends a line, steers a terminal, or reorders what is seen. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu;
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
  return text.replace(UNSEEN, ' ').trim();
}
