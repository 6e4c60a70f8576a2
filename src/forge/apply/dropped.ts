/** Assignees whom a forge left out without a word. */
import { isSameLogin } from '../forge.js';

/** Whom of the wanted ones the answer lacks. */
export function droppedOf(wanted: readonly string[], assigned: readonly string[]): readonly string[] {
  return wanted.filter((login) => !assigned.some((other) => isSameLogin(login, other)));
}

/** Half a sentence for people; null where nobody was left out. */
export function droppedRemark(dropped: readonly string[]): string | null {
  if (dropped.length === 0) return null;
  return `GitHub did not assign ${dropped.map((login) => `@${login}`).join(', ')}`;
}
