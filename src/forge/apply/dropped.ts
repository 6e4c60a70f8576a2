/** Assignees that a forge silently dropped. */
import { isSameLogin } from '../forge.js';

/** Returns the wanted logins that were not assigned. */
export function droppedOf(wanted: readonly string[], assigned: readonly string[]): readonly string[] {
  return wanted.filter((login) => !assigned.some((other) => isSameLogin(login, other)));
}

/** Returns a phrase for users; null if nobody was dropped. */
export function droppedRemark(dropped: readonly string[]): string | null {
  if (dropped.length === 0) return null;
  return `GitHub did not assign ${dropped.map((login) => `@${login}`).join(', ')}`;
}
