/** Requests that must not take effect twice: if the answer is lost, their result is looked for before sending them again. */
import { KbError } from '../../errors.js';
import { OutcomeUnknown } from '../forge.js';

/** Milliseconds to wait before each look: lists may lag behind writes. */
const PAUSES: readonly number[] = [2_000, 5_000, 15_000, 30_000];
const MOST_SENT = 3;

/**
 * Sends a request, up to three times if answers are lost, and returns its result. Throws KbError `forge` if it remains unknown.
 * @param find looks for what the request created; null if it is not there
 * @param what for error messages: `the new issue`
 */
export async function once<T>(
  send: () => Promise<T>,
  find: () => Promise<T | null>,
  { what, wait }: { what: string; wait: (ms: number) => Promise<void> },
): Promise<T> {
  for (let sent = 0; sent < MOST_SENT; sent += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw error;
    }
    for (const pause of PAUSES) {
      await wait(pause);
      const found = await find();
      if (found !== null) return found;
    }
  }
  throw new KbError(
    'forge',
    `GitHub dropped the connection ${MOST_SENT} times; it is unknown whether it wrote ${what}`,
    'run it again later: it finds what was written, and writes nothing twice',
  );
}
