/** Undoes steps that came to nothing, and says what is not as before. */
import { oneLine } from '../text/shell.js';

/**
 * Makes a step undone. False where the file is not as kb wrote it any more: then it is left alone, for what somebody saved
 * meanwhile exists nowhere else. Throws KbError `io`, or the system's error, where it cannot be undone.
 */
export type Undo = () => Promise<boolean>;

export interface Step {
  /** What is not as before if it cannot be undone: the path of a file. */
  readonly what: string;
  readonly kind: 'makes' | 'changes' | 'removes';
  readonly undo: Undo;
}

/** Undoes the steps, the last one first. Answers what the state is then, in one line. */
export async function putBack(steps: readonly Step[]): Promise<string> {
  const left: string[] = [];
  const lost: string[] = [];
  let isMissing = false;
  for (const { what, kind, undo } of [...steps].reverse()) {
    // What was made stays where something did not come back: it may hold the only copy.
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
