/** Refuses to record anything if `--today` or KB_TODAY sets another day. */
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';

/** Throws KbError `usage` if the day is set by an option or by the environment. */
export function refusePretended({ options }: Context): void {
  if (options.today !== undefined)
    throw new KbError(
      'usage',
      'nothing is recorded on a pretended date: start kb without --today and KB_TODAY',
    );
}
