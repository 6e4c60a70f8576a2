/** Where kb keeps what it can afford to lose: outside the work tree, never through a link or from another user's files. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
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

/** What the child script can do with a store that is not its own. */
const NOTHING = { written: false, read: null, opened: null, list: [] };

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
    expect([behind.open('facts'), store.open('facts')]).toEqual([null, null]);
    await behind.remove('facts');
    await store.remove('facts');
    expect(readdirSync(outside)).toEqual(['facts']);
    expect(readFileSync(path.join(outside, 'facts'), 'utf8')).toBe('theirs');
  });

  test('opens no folder and no pipe', () => {
    const root = tempFolder();
    mkdirSync(path.join(root, 'facts'));
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    expect(['facts', 'pipe'].map((name) => diskStore(root).open(name))).toEqual([null, null]);
  });

  test('takes away no folder, and says nothing', async () => {
    const root = tempFolder();
    put(root, { 'facts/inside': 'x' });
    await diskStore(root).remove('facts');
    expect(readdirSync(path.join(root, 'facts'))).toEqual(['inside']);
  });

  test('a file that is cut while it is open ends there', () => {
    const root = tempFolder();
    put(root, { facts: '0123456789' });
    const file = diskStore(root).open('facts');
    truncateSync(path.join(root, 'facts'), 5);
    expect(file?.read(0, 5)).toHaveLength(5);
    expect(() => file?.read(0, 6)).toThrow(RangeError);
    file?.close();
  });

  test('that cannot be there is empty and takes nothing', async () => {
    const root = tempFolder();
    writeFileSync(path.join(root, 'kb'), 'a file');
    const store = diskStore(path.join(root, 'kb'));
    expect(await store.writeAtomic('facts', bytes('x'))).toBe(false);
    await store.remove('facts');
    expect([await store.read('facts'), store.open('facts'), await store.list()]).toEqual([null, null, []]);
  });

  test('in a folder that is closed to us is empty and takes nothing', () => {
    const root = tempFolder();
    mkdirSync(path.join(root, 'kb'), { mode: 0o755 });
    expect(JSON.parse(runAsNobody('store', root).stdout)).toEqual(NOTHING);
  });

  test.runIf(process.getuid?.() === 0)('does not believe what another user put there', () => {
    const root = tempFolder();
    put(root, { 'kb/facts': 'theirs' });
    chmodSync(path.join(root, 'kb'), 0o777);
    expect(JSON.parse(runAsNobody('store', root).stdout)).toEqual(NOTHING);
    expect(readFileSync(path.join(root, 'kb/facts'), 'utf8')).toBe('theirs');
  });

  test('on a full disk takes nothing', () => {
    const root = tempFolder();
    expect(JSON.parse(runLimited('store', 0, root).stdout)).toMatchObject({ written: false, read: null });
  });

  test('can be looked into only', async () => {
    const store = memoryStore();
    await store.writeAtomic('facts', bytes('x'));
    expect(await readOnly(store).writeAtomic('facts', bytes('y'))).toBe(false);
    await readOnly(store).remove('facts');
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
