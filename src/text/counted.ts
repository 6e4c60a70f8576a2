/** Counts with a singular or plural noun. */

/** Returns `1 card`, `2 cards`. @param plural needed if it is not the noun plus an s */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
