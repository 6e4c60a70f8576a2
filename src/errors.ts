/** What can go wrong by use, and the three exit codes. Wrong content is no error: it is a Problem (card/card.ts). */

/** 0 yes or done, 1 the answer is no, 2 could not do it; 130 as shells say of Ctrl-C. */
export const ExitCode = { ok: 0, no: 1, failed: 2, interrupted: 130 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Stable words for scripts that read `--json`; the message is for people and may change. */
export type ErrorCode = 'usage' | 'config' | 'not-found' | 'ambiguous' | 'no-base' | 'io' | 'forge';

/** A mistake of use or of the surroundings: what was expected, what was found, and the next thing to type. */
export class KbError extends Error {
  override readonly name = 'KbError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** One or more lines: the way out, with a command where there is one. */
    readonly hint: string | null = null,
  ) {
    super(message);
  }
}

/** The forge refuses what concerns one issue; it may take what concerns others. */
export class RefusedIssue extends KbError {
  constructor(message: string, hint: string | null = null) {
    super('forge', message, hint);
  }
}
