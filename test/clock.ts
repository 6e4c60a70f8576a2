/** Runs the built kb on the day of the test base. `KB_TODAY` would not do, because nothing is recorded on a pretended day. */
import path from 'node:path';
import { root } from './build.js';

const clock = path.join(root, 'test/clock.cjs').replaceAll('\\', '/');

/** Its environment. Searches are not logged. */
export const ON_TEST_DAY = {
  NODE_OPTIONS: `--require ${JSON.stringify(clock)}`,
  KB_TEST_DAY: '2026-11-21',
  KB_USAGE: 'off',
} as const;
