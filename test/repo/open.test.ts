/** Files that are opened and then dropped. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openRegular } from '../../src/repo/open.js';
import { put, tempFolder } from './world.js';

const OPEN = '/proc/self/fd';

test.runIf(existsSync(OPEN))(
  'a file that nobody can read any more is closed, one that somebody reads is not',
  async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const root = tempFolder();
    put(root, { a: 'abc' });
    const before = readdirSync(OPEN).length;
    const kept = { ...openRegular(path.join(root, 'a')) };
    for (let times = 0; times < 100; times++) openRegular(path.join(root, 'a'));
    for (let times = 0; times < 50 && readdirSync(OPEN).length > before + 20; times++) {
      collect();
      await wait(10);
    }
    expect(readdirSync(OPEN).length).toBeLessThan(before + 20);
    expect(kept.read(1, 2).toString()).toBe('bc');
  },
);
