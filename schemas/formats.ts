/** The formats of our schemas, bundled into the generated validators. */
import { parseDay, parseInterval } from '../src/day.js';

/** @public */
export const day = (text: string): boolean => parseDay(text) !== undefined;
/** @public */
export const interval = (text: string): boolean => parseInterval(text) !== undefined;
