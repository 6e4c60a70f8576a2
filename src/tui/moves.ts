/** How far a command moves in a list or a text. */
import type { Command } from './keys.js';

/** Returns the number of rows to move; 0 if the command does not move. @param page rows on the screen */
export function stepOf(command: Command, page: number): number {
  switch (command) {
    case 'up':
      return -1;
    case 'down':
      return 1;
    case 'page-up':
      return -Math.max(1, page - 1);
    case 'page-down':
      return Math.max(1, page - 1);
    case 'half-up':
      return -Math.ceil(page / 2);
    case 'half-down':
      return Math.ceil(page / 2);
    case 'first':
      return -Number.MAX_SAFE_INTEGER;
    case 'last':
      return Number.MAX_SAFE_INTEGER;
    default:
      return 0;
  }
}

/** Clamps an index to a list; 0 if the list is empty. */
export function within(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}
