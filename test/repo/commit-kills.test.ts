/** A command killed while it writes and commits: no file is torn, nothing is lost, and the next run goes on. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandOf } from './child.js';
import { repository, USER } from './committing.js';
import { generation, generationOf } from './generation.js';
import { killAtRandom } from './kills.js';
import { git } from './world.js';

const CARDS = ['cards/a.md', 'cards/b.md', 'cards/การ c.md'];
const kills = process.env['KB_SOAK'] ? 500 : 25;

test(`killed at ${kills} moments`, { timeout: kills * 6000 }, async () => {
  const first = generation(1).toString();
  const root = repository(Object.fromEntries(CARDS.map((card) => [card, first])));
  const onDisk = (): (number | null)[] =>
    CARDS.map((card) => generationOf(readFileSync(path.join(root, card))));
  let last = 1;
  const toll = await killAtRandom(
    {
      command: [...commandOf('commit-cards'), root, 'cards/*.md'],
      cwd: root,
      env: USER,
      cards: 'cards',
      inspect: () => {
        const found = onDisk();
        for (const each of found) expect([last, last + 1]).toContain(each);
        return found.includes(last + 1) && git(root, 'log', '-1', '--format=%s') !== `Generation ${last + 1}`;
      },
      settled: () => {
        const found = new Set(onDisk());
        expect(found.size).toBe(1);
        const [number] = [...found];
        expect(number).toBeGreaterThan(last);
        expect(git(root, 'log', '-1', '--format=%s')).toBe(`Generation ${number}`);
        expect(git(root, 'status', '--porcelain', '--untracked-files=no')).toBe('');
        last = number ?? NaN;
      },
    },
    kills,
    20_261_121,
  );
  git(root, 'fsck', '--no-dangling');
  // Otherwise the kills happened when nothing could go wrong.
  if (process.env['KB_SOAK']) expect(toll.caught).toBeGreaterThan(kills / 50);
});
