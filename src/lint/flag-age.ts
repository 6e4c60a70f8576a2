/** Decides whether a flag has been open for too long. */
import type { Flag } from '../card/card.js';
import { daysBetween, type Day } from '../day.js';

/** Whether a flag is more than `days` days old. A date in the future counts as old; a flag without a date does not. */
export function isOld({ on }: Flag, today: Day, days: number): boolean {
  return on !== null && (on > today || daysBetween(on, today) > days);
}
