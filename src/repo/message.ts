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
/** What git would read as a trailer, were it in the last paragraph. */
const TRAILER = /^(?=[A-Za-z0-9-]+\s*:|\(cherry picked from commit )/;

/** The message as git shall keep it, letter by letter (`--cleanup=verbatim`). */
export function messageText({ subject, body = '', trailers = [] }: CommitMessage): string {
  const lines = body.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => oneLine(line).replace(TRAILER, ' '));
  const last = trailers
    .map(([key, value]) => [key, oneLine(value)])
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}`);
  return [oneLine(subject), lines.join('\n').trim(), last.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(UNSEEN, ' ').trim();
}
