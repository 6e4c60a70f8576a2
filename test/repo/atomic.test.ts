/** Writing: whole or not at all. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeAtomic } from '../../src/repo/atomic.js';
import { runAsNobody, runLimited, starter } from './child.js';
import { generation, generationOf } from './generation.js';
import { seeded } from './seeded.js';
import { put, tempFolder } from './world.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('writeAtomic', () => {
  test('makes a file, and writes over one, and leaves nothing else', async () => {
    const root = tempFolder();
    const file = path.join(root, 'a.md');
    await writeAtomic(file, bytes('one'));
    expect(readFileSync(file, 'utf8')).toBe('one');
    await writeAtomic(file, bytes('2'));
    expect(readFileSync(file, 'utf8')).toBe('2');
    expect(readdirSync(root)).toEqual(['a.md']);
  });

  test.each(['-x.md', 'new\nline.md', 'การ.md', `${'n'.repeat(252)}.md`, '$(id).md'])(
    'any name: %j',
    async (name) => {
      const root = tempFolder();
      await writeAtomic(path.join(root, name), bytes('x'));
      expect(readdirSync(root)).toEqual([name]);
    },
  );

  test('keeps the mode of an old file, and gives a new one what is asked for', async () => {
    const root = tempFolder();
    put(root, { 'script.md': '', 'usual.md': '' });
    chmodSync(path.join(root, 'script.md'), 0o751);
    await writeAtomic(path.join(root, 'script.md'), bytes('x'), { mode: 0o600 });
    await writeAtomic(path.join(root, 'secret.md'), bytes('x'), { mode: 0o600 });
    await writeAtomic(path.join(root, 'plain.md'), bytes('x'));
    const mode = (name: string): number => statSync(path.join(root, name)).mode & 0o7777;
    expect([mode('script.md'), mode('secret.md'), mode('plain.md')]).toEqual([
      0o751,
      0o600,
      mode('usual.md'),
    ]);
  });

  test('does not write through a link, nor over what is no file', async () => {
    const root = tempFolder();
    put(root, { 'target.md': 'old' });
    symlinkSync('target.md', path.join(root, 'link.md'));
    mkdirSync(path.join(root, 'folder.md'));
    for (const name of ['link.md', 'folder.md']) {
      await expect(writeAtomic(path.join(root, name), bytes('new'))).rejects.toMatchObject({ code: 'io' });
    }
    expect(readFileSync(path.join(root, 'target.md'), 'utf8')).toBe('old');
    expect(readdirSync(root).sort()).toEqual(['folder.md', 'link.md', 'target.md']);
  });

  test('a folder that is not there', async () => {
    const file = path.join(tempFolder(), 'gone', 'a.md');
    await expect(writeAtomic(file, bytes('x'))).rejects.toMatchObject({
      message: `${file} cannot be written: it does not exist`,
    });
  });

  test('a write that fails half way leaves the old bytes and no other file', () => {
    const root = tempFolder();
    put(root, { 'a.md': 'old' });
    const file = path.join(root, 'a.md');
    expect(runLimited('write-once', 8, file, '100000').stdout).toContain(
      'does not allow a file of this size',
    );
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['a.md']);
    expect(runLimited('write-once', 8, file, '100').stdout).toBe('written');
    expect(statSync(file).size).toBe(100);
  });

  test('a folder, and a file, that are closed to us keep what they have', () => {
    const root = tempFolder();
    put(root, { 'closed/a.md': 'old', 'read-only.md': 'old' });
    chmodSync(path.join(root, 'closed'), 0o555);
    chmodSync(path.join(root, 'read-only.md'), 0o444);
    const { stdout } = runAsNobody('write-closed', root);
    expect(JSON.parse(stdout)).toEqual({
      'closed/a.md': 'permission denied',
      'closed/new.md': 'permission denied',
      'read-only.md': 'permission denied',
    });
    expect(readFileSync(path.join(root, 'closed/a.md'), 'utf8')).toBe('old');
    expect(readFileSync(path.join(root, 'read-only.md'), 'utf8')).toBe('old');
    expect(readdirSync(path.join(root, 'closed'))).toEqual(['a.md']);
  });

  test('sweeps what writers that were killed left, an hour later', async () => {
    const root = tempFolder();
    const [fresh, old, foreign] = ['.kb-00112233aabbccdd.tmp', '.kb-ffeeddcc99887766.tmp', '.kb-notes.tmp'];
    const anHourAgo = new Date(Date.now() - 61 * 60 * 1000);
    for (const name of [fresh, old, foreign]) writeFileSync(path.join(root, name), 'x');
    for (const name of [old, foreign]) utimesSync(path.join(root, name), anHourAgo, anHourAgo);
    await writeAtomic(path.join(root, 'a.md'), bytes('x'));
    expect(readdirSync(root).sort()).toEqual([fresh, foreign, 'a.md']);
  });

  test('sweeps them after seconds where there are many', async () => {
    const root = tempFolder();
    const names = Array.from({ length: 12 }, (_, n) => `.kb-00112233aabbcc${n + 10}.tmp`);
    const before = new Date(Date.now() - 11 * 1000);
    for (const name of names) writeFileSync(path.join(root, name), 'x');
    for (const name of names.slice(2)) utimesSync(path.join(root, name), before, before);
    await writeAtomic(path.join(root, 'a.md'), bytes('x'));
    expect(readdirSync(root).sort()).toEqual([...names.slice(0, 2), 'a.md']);
  });

  test('many writers at once: one of them wins, whole', async () => {
    const file = path.join(tempFolder(), 'a.md');
    await Promise.all(Array.from({ length: 20 }, (_, n) => writeAtomic(file, generation(n))));
    expect(generationOf(readFileSync(file))).not.toBeNull();
    expect(readdirSync(path.dirname(file))).toEqual(['a.md']);
  });
});

const kills = process.env['KB_SOAK'] ? 500 : 25;

test(
  `a writer that is killed at ${kills} moments never leaves a torn file`,
  { timeout: kills * 2000 },
  async () => {
    const file = path.join(tempFolder(), 'a.md');
    const start = starter('write-over');
    const random = seeded(20_261_121);
    let last = -1;
    let later = 0;
    for (let kill = 0; kill < kills; kill++) {
      const child = start(file, String(last + 1));
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await begun(file, last);
      await setTimeout(random() * 20);
      child.kill('SIGKILL');
      await ended;
      const found = generationOf(readFileSync(file));
      expect(found, `after kill ${kill}`).not.toBeNull();
      expect(found).toBeGreaterThan(last);
      if ((found ?? 0) > last + 1) later++;
      last = found ?? last;
    }
    // Otherwise all kills happened before the second write, and nothing was proven.
    expect(later).toBeGreaterThan(kills / 4);
  },
);

/** Resolves when the file holds a generation after `last`. */
async function begun(file: string, last: number): Promise<void> {
  for (;;) {
    if (existsSync(file) && (generationOf(readFileSync(file)) ?? 0) > last) return;
    await setTimeout(1);
  }
}
