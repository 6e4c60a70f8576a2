/** How long an objection has been open. */
import type { Flag } from '../card/card.js';
import { daysBetween, type Day } from '../day.js';

/** Whether a flag is open for more than so many days; one without a day is not. */
export function isOld({ on }: Flag, today: Day, days: number): boolean {
  return on !== null && daysBetween(on, today) > days;
}
