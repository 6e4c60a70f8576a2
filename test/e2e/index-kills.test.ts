/** Runs that make or update the index, killed at random moments: the next search is right, and no files pile up. */
import { readdirSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seeded } from '../repo/seeded.js';
import { git, gitRepo } from '../repo/world.js';
import { hitsOf, kb, scoresOf, scoresOfCards, startKb } from './built.js';

const SEED = 20_261_122;
const KILLS = process.env['KB_SOAK'] ? 200 : 10;
const CARDS = 60;
/** Files of an index, those that running processes may still need, and the temporary ones of killed runs. */
const MOST_FILES = 45;

const card = (n: number, word: string): string =>
  `---\ntitle: Card ${n}\n---\nmark ${word} ${Array.from({ length: 60 }, (_, at) => `word${(n * at) % 977}`).join(' ')}\n`;
const place = (n: number): string => `cards/${n % 5}/c${n}.md`;

function stateOf(folder: string): string {
  const files = readdirSync(folder).map((name) => [
    name,
    statSync(path.join(folder, name), { throwIfNoEntry: false })?.size,
  ]);
  return JSON.stringify(files);
}

/** Resolves when something is written in a folder. */
function firstWrite(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => {
      watcher.close();
      resolve();
    });
    watcher.unref();
  });
}

function locksIn(root: string): string[] {
  return readdirSync(path.join(root, '.git'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.lock'),
  );
}

test(`killed at ${KILLS} moments`, { timeout: 60_000 + KILLS * 6000 }, async () => {
  const random = seeded(SEED);
  const roll = (sides: number): number => Math.floor(random() * sides);
  const root = gitRepo(
    Object.fromEntries(Array.from({ length: CARDS }, (_, n) => [place(n), card(n, 'first')])),
  );
  const kept = path.join(root, '.git/kb');
  const runs: readonly (readonly string[])[] = [
    ['search', '--json', 'mark'],
    ['index', '--rebuild'],
    ['search', '--json', 'mark'],
    ['index'],
  ];
  const edit = (): void => {
    for (let count = roll(3) === 0 ? 40 : 2; count > 0; count--) {
      const n = roll(CARDS);
      writeFileSync(path.join(root, place(n)), card(n, `word${roll(50)}`));
    }
  };
  const spans = [];
  for (const args of runs) {
    edit();
    const start = performance.now();
    await kb(root, args);
    spans.push(performance.now() - start);
  }
  let caught = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    edit();
    const before = stateOf(kept);
    const manifest = readFileSync(path.join(kept, 'index')).toString('latin1');
    const at = kill % runs.length;
    const { child, ended } = startKb(root, runs[at] ?? []);
    // Every third kill happens at any time; the others happen while it writes.
    const moment =
      kill % 3 === 0 ? sleep(random() * (spans[at] ?? 0)) : firstWrite(kept).then(() => sleep(roll(12)));
    await Promise.race([moment, ended]);
    // The first kind of run is killed with its process group; others leave their git to end by itself.
    try {
      process.kill(at === 0 ? -(child.pid ?? NaN) : (child.pid ?? NaN), 'SIGKILL');
    } catch {
      // It ended before the kill.
    }
    await ended;
    if (stateOf(kept) !== before && readFileSync(path.join(kept, 'index')).toString('latin1') === manifest)
      caught++;
    const word = `word${roll(50)}`;
    const ran = await kb(root, ['search', '--json', '-n', '0', `${word} ma*`]);
    const found = scoresOf(hitsOf(ran));
    const want = await scoresOfCards(root, `${word} ma*`);
    expect(Object.keys(found).length).toBe(CARDS);
    expect(found, `after kill ${kill} of ${(runs[at] ?? []).join(' ')}`).toEqual(want);
    const files = readdirSync(kept);
    expect(files.length, files.join(' ')).toBeLessThan(MOST_FILES);
    expect(locksIn(root)).toEqual([]);
  }
  // Otherwise the kills happened when nothing could go wrong.
  if (process.env['KB_SOAK']) expect(caught).toBeGreaterThan(KILLS / 5);
  git(root, 'fsck', '--no-dangling');
});
