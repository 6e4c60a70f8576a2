/** Decides whether and when to retry a failed request: never one that may already have created an issue or comment. */

/** A request that failed. */
export interface Failure {
  /** Also 500 if the connection broke. */
  readonly status: number;
  readonly message: string;
  /** The error code of a failed connection: `ECONNRESET`; null if there was an answer, or if no code is known. */
  readonly code: string | null;
  /** Empty if there was no answer. */
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** Maximum number of seconds to wait when GitHub asks for it. */
const LONGEST_WAIT = 300;
/** Seconds to wait for a secondary rate limit that does not say how long. */
const SECONDARY_WAIT = 60;
const SECOND = 1000;
/** Codes of failed connections: nothing was sent, and waiting for minutes seldom helps. */
const UNREACHABLE: readonly (string | null)[] = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'];
const QUICK_TRIES = 2;

/**
 * Returns the milliseconds to wait before a retry; null for no retry.
 * @param isRepeatable whether sending it twice has the same effect as once
 * @param attempt 0 for the first
 * @param random from 0 to 1
 */
export function pauseAfter(
  failure: Failure,
  { isRepeatable, attempt, random }: { isRepeatable: boolean; attempt: number; random: number },
): number | null {
  const requested = requestedWait(failure);
  // After a rate limit, any request can be repeated, because nothing was carried out.
  if (requested !== null && requested > LONGEST_WAIT) return null;
  if (isLimit(failure)) return (requested ?? SECONDARY_WAIT) * SECOND;
  if (!isRepeatable || failure.status < 500) return null;
  if (isUnreachable(failure))
    return attempt < QUICK_TRIES ? (SECOND / 2) * 2 ** attempt * (1 + random) : null;
  return Math.max((requested ?? 0) * SECOND, SECOND * 2 ** attempt * (1 + random));
}

/** Whether GitHub refused because there were too many requests. */
export function isLimit({ status, message, headers }: Failure): boolean {
  if (status === 429) return true;
  return (
    status === 403 &&
    (/\brate limit\b|\babuse detection\b/i.test(message) || headers['retry-after'] !== undefined)
  );
}

/** Whether the request could not reach any server. */
export function isUnreachable({ code }: Pick<Failure, 'code'>): boolean {
  return UNREACHABLE.includes(code);
}

/** Returns the seconds that GitHub asks to wait, by its own clock; null if it does not say. */
export function requestedWait({ headers }: Pick<Failure, 'headers'>): number | null {
  const after = Number(headers['retry-after'] ?? NaN);
  if (after >= 0) return after;
  const now = Date.parse(String(headers['date'] ?? ''));
  const reset = Number(headers['x-ratelimit-reset'] ?? NaN);
  if (headers['x-ratelimit-remaining'] !== '0' || Number.isNaN(now + reset)) return null;
  return Math.max(0, Math.ceil(reset - now / SECOND)) + 1;
}
