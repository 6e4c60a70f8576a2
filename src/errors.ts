/** Errors that the user can fix, and the exit codes. Wrong content is not an error: it is a Problem (card/card.ts). */

/** 0: yes or done. 1: the answer is no. 2: failed. 130: interrupted by Ctrl-C, as in shells. */
export const ExitCode = { ok: 0, no: 1, failed: 2, interrupted: 130 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Stable codes for scripts that read `--json`; messages are for people and may change. */
export type ErrorCode = 'usage' | 'config' | 'not-found' | 'ambiguous' | 'no-base' | 'io' | 'forge';

/** Wrong use or a wrong environment: what was expected, what was found, and what to type next. */
export class KbError extends Error {
  override readonly name = 'KbError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** How to fix it, in one or more lines, with a command if there is one. */
    readonly hint: string | null = null,
  ) {
    super(message);
  }
}

/** The forge refused a change to one issue; it may still accept changes to others. */
export class RefusedIssue extends KbError {
  constructor(message: string, hint: string | null = null) {
    super('forge', message, hint);
  }
}
