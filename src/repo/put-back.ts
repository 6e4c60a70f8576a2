/** Undoes the steps of a command that failed, and reports what could not be restored. */
import { oneLine } from '../text/shell.js';

/**
 * Undoes a step. False if the file is not as kb wrote it: then it is left alone, because what somebody saved meanwhile exists
 * nowhere else. Throws KbError `io`, or the system's error, if the step cannot be undone.
 */
export type Undo = () => Promise<boolean>;

export interface Step {
  /** What stays changed if the step cannot be undone: the path of a file. */
  readonly what: string;
  readonly kind: 'makes' | 'changes' | 'removes';
  readonly undo: Undo;
}

/** Undoes the steps, last one first. Returns the resulting state in one line. */
export async function putBack(steps: readonly Step[]): Promise<string> {
  const left: string[] = [];
  const lost: string[] = [];
  let isMissing = false;
  for (const { what, kind, undo } of [...steps].reverse()) {
    // A new file stays if a deleted one was not restored: it may hold the only copy.
    const stays = kind === 'makes' && isMissing;
    const isUndone = stays ? null : await undo().catch(() => null);
    if (isUndone === true) continue;
    isMissing ||= kind === 'removes';
    (isUndone === false ? left : lost).push(oneLine(what));
  }
  if (left.length + lost.length === 0) return 'the files are as they were';
  return [
    ...(lost.length > 0 ? [`not put back: ${lost.join(', ')}`] : []),
    ...(left.length > 0 ? [`changed in the meantime, and left as it is: ${left.join(', ')}`] : []),
  ].join('; ');
}
