/** What is recorded is of today. */
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';

/** Throws KbError `usage` for a day that is pretended. */
export function refusePretended({ options }: Context): void {
  if (options.today !== undefined)
    throw new KbError(
      'usage',
      'what is recorded is of today: start kb without --today and KB_TODAY for that',
    );
}
