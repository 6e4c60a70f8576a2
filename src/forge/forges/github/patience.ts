/** What is sent again after a failure, and when: never a request that may have made an issue or a comment already. */

/** A request that failed. */
export interface Failure {
  /** 500 too where the connection broke. */
  readonly status: number;
  readonly message: string;
  /** Of a connection that broke, or was never made: `ECONNRESET`; null where there was an answer, or none is known. */
  readonly code: string | null;
  /** Empty where there was no answer. */
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** Seconds for which GitHub may make us wait. */
const LONGEST_WAIT = 300;
/** Where a secondary limit does not say for how long. */
const SECONDARY_WAIT = 60;
const SECOND = 1000;
/** No such name, nobody there: nothing was sent, and minutes seldom change it. */
const UNREACHABLE: readonly (string | null)[] = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'];
const QUICK_TRIES = 2;

/**
 * Milliseconds until it may be sent again; null: not at all.
 * @param isRepeatable it has the same effect when it is carried out twice
 * @param attempt 0 for the first
 * @param random from 0 to 1
 */
export function pauseAfter(
  failure: Failure,
  { isRepeatable, attempt, random }: { isRepeatable: boolean; attempt: number; random: number },
): number | null {
  const asked = waitAsked(failure);
  // A limit is told before anything is carried out.
  if (asked !== null && asked > LONGEST_WAIT) return null;
  if (isLimit(failure)) return (asked ?? SECONDARY_WAIT) * SECOND;
  if (!isRepeatable || failure.status < 500) return null;
  if (isUnreachable(failure))
    return attempt < QUICK_TRIES ? (SECOND / 2) * 2 ** attempt * (1 + random) : null;
  return Math.max((asked ?? 0) * SECOND, SECOND * 2 ** attempt * (1 + random));
}

/** Whether GitHub refused because there were too many requests. */
export function isLimit({ status, message, headers }: Failure): boolean {
  if (status === 429) return true;
  return (
    status === 403 &&
    (/\brate limit\b|\babuse detection\b/i.test(message) || headers['retry-after'] !== undefined)
  );
}

/** Whether the request found nobody to go to. */
export function isUnreachable({ code }: Pick<Failure, 'code'>): boolean {
  return UNREACHABLE.includes(code);
}

/** Seconds that GitHub asks to wait, by its own clock; null where it does not say. */
export function waitAsked({ headers }: Pick<Failure, 'headers'>): number | null {
  const after = Number(headers['retry-after'] ?? NaN);
  if (after >= 0) return after;
  const now = Date.parse(String(headers['date'] ?? ''));
  const reset = Number(headers['x-ratelimit-reset'] ?? NaN);
  if (headers['x-ratelimit-remaining'] !== '0' || Number.isNaN(now + reset)) return null;
  return Math.max(0, Math.ceil(reset - now / SECOND)) + 1;
}
