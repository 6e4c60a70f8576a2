/** How long an objection has been open. */
import type { Flag } from '../card/card.js';
import { daysBetween, type Day } from '../day.js';

/** Whether a flag is open for more than so many days, or says that it was raised on a day to come; one without a day is not. */
export function isOld({ on }: Flag, today: Day, days: number): boolean {
  return on !== null && (on > today || daysBetween(on, today) > days);
}
