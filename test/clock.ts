/** The built kb as if it were the day of the test base. `KB_TODAY` would not do: on a day that is pretended nothing is recorded. */
import path from 'node:path';
import { root } from './build.js';

const clock = path.join(root, 'test/clock.cjs').replaceAll('\\', '/');

/** The environment for it. What is searched for meanwhile is recorded nowhere. */
export const ON_TEST_DAY = {
  NODE_OPTIONS: `--require ${JSON.stringify(clock)}`,
  KB_TEST_DAY: '2026-11-21',
  KB_USAGE: 'off',
} as const;
