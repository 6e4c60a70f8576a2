/** What must not be sent twice: where the answer was lost, one looks for what came of it before it is sent again. */
import { KbError } from '../../errors.js';
import { OutcomeUnknown } from '../forge.js';

/** Pauses before each look, in milliseconds: a list may lag behind what was written. */
const PAUSES: readonly number[] = [2_000, 5_000, 15_000, 30_000];
const MOST_SENT = 3;

/**
 * @param find what the request made; null where there is none
 * @param what for people: `the new issue`
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
