/** Where kb keeps what it may lose: outside the tree, and never through a link or out of another user's hands. */
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskStore, readOnly, storeFolder } from '../../src/repo/store.js';
import { storeContract } from '../contracts/store.js';
import { memoryStore } from '../memory-store.js';
import { runAsNobody, runLimited } from './child.js';
import { git, gitRepo, put, tempFolder } from './world.js';

storeContract('in memory', memoryStore);
storeContract('on disk', () => diskStore(path.join(tempFolder(), 'deep/kb')));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a store on disk', () => {
  test('is closed to others', async () => {
    const folder = path.join(tempFolder(), 'kb');
    await diskStore(folder).writeAtomic('facts', bytes('x'));
    expect([folder, path.join(folder, 'facts')].map((file) => statSync(file).mode & 0o77)).toEqual([0, 0]);
  });

  test('follows no link, neither to read nor to write', async () => {
    const outside = tempFolder();
    put(outside, { facts: 'theirs' });
    const root = tempFolder();
    symlinkSync(outside, path.join(root, 'kb'));
    const behind = diskStore(path.join(root, 'kb'));
    expect(await behind.read('facts')).toBeNull();
    expect(await behind.list()).toEqual([]);
    expect(await behind.writeAtomic('facts', bytes('ours'))).toBe(false);
    mkdirSync(path.join(root, 'real'));
    symlinkSync(path.join(outside, 'facts'), path.join(root, 'real/facts'));
    const store = diskStore(path.join(root, 'real'));
    expect(await store.read('facts')).toBeNull();
    expect(await store.writeAtomic('facts', bytes('ours'))).toBe(false);
    expect(readdirSync(outside)).toEqual(['facts']);
  });

  test('that cannot be there is empty and takes nothing', async () => {
    const root = tempFolder();
    writeFileSync(path.join(root, 'kb'), 'a file');
    const store = diskStore(path.join(root, 'kb'));
    expect(await store.writeAtomic('facts', bytes('x'))).toBe(false);
    expect([await store.read('facts'), await store.list()]).toEqual([null, []]);
  });

  test('in a folder that is closed to us is empty and takes nothing', () => {
    const root = tempFolder();
    mkdirSync(path.join(root, 'kb'), { mode: 0o755 });
    expect(JSON.parse(runAsNobody('store', root).stdout)).toEqual({ written: false, read: null, list: [] });
  });

  test.runIf(process.getuid?.() === 0)('does not believe what another user put there', () => {
    const root = tempFolder();
    put(root, { 'kb/facts': 'theirs' });
    expect(JSON.parse(runAsNobody('store', root).stdout)).toEqual({ written: false, read: null, list: [] });
  });

  test('on a full disk takes nothing', () => {
    const root = tempFolder();
    expect(JSON.parse(runLimited('store', 0, root).stdout)).toMatchObject({ written: false, read: null });
  });

  test('can be looked into only', async () => {
    const store = memoryStore();
    await store.writeAtomic('facts', bytes('x'));
    expect(await readOnly(store).writeAtomic('facts', bytes('y'))).toBe(false);
    expect(await readOnly(store).read('facts')).toEqual(bytes('x'));
  });
});

describe('its folder', () => {
  test('lies in the git folder of the work tree, one for each base in it', () => {
    const root = gitRepo({ 'cards/a.md': '', 'docs/b.md': '' });
    const other = path.join(tempFolder(), 'other');
    git(root, 'worktree', 'add', '-q', other);
    expect(storeFolder(root, {}, '/home/ana')).toBe(path.join(root, '.git/kb'));
    const below = storeFolder(path.join(root, 'docs'), {}, '/home/ana');
    expect(path.dirname(below)).toBe(path.join(root, '.git'));
    expect(path.basename(below)).toMatch(/^kb-[0-9a-f]{16}$/);
    expect(storeFolder(other, {}, '/home/ana')).toBe(path.join(root, '.git/worktrees/other/kb'));
  });

  test('outside git lies in the folder for caches', () => {
    const root = tempFolder();
    const own = path.basename(storeFolder(root, {}, '/home/ana'));
    expect(storeFolder(root, {}, '/home/ana')).toBe(path.join('/home/ana/.cache/kb', own));
    expect(storeFolder(root, { XDG_CACHE_HOME: '/c' }, '/home/ana')).toBe(path.join('/c/kb', own));
    expect(storeFolder(root, { XDG_CACHE_HOME: 'c' }, '/home/ana')).toBe(
      path.join('/home/ana/.cache/kb', own),
    );
    expect(path.basename(storeFolder(tempFolder(), {}, '/home/ana'))).not.toBe(own);
  });
});
