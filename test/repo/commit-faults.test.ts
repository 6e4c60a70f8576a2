/** Every step of writing fails, once or from then on: all files are as before, and the message names the file and the cause. */
import { execFileSync } from 'node:child_process';
import type * as FileSystem from 'node:fs/promises';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { KbError } from '../../src/errors.js';
import { makeChanges } from '../../src/repo/commit.js';
import { diskRepo } from '../../src/repo/disk.js';
import { openGit } from '../../src/repo/git.js';
import type { Change } from '../../src/repo/rewrite.js';
import { runAsNobody } from './child.js';
import { edit, isThere, named, read, USER } from './committing.js';
import { git, put, tempFolder } from './world.js';

const faults = vi.hoisted(() => ({
  /** The step that fails, from 0; all steps after it fail, too, if `lasts`. */
  at: Infinity,
  lasts: false,
  code: 'EIO',
  /** Steps taken so far, such as `rename a.md`. */
  steps: [] as string[],
}));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>();
  const step = (name: string, file: unknown): void => {
    const at = faults.steps.push(`${name} ${String(file).replace(/^.*[/\\]|[0-9a-f]{16}/g, '')}`) - 1;
    if (at === faults.at || (faults.lasts && at > faults.at))
      throw Object.assign(new Error(`${faults.code}: ${name}`), { code: faults.code });
  };
  const failing = <F extends (...args: never[]) => Promise<unknown>>(name: string, act: F): F =>
    (async (...args: Parameters<F>) => {
      step(name, args[0]);
      return act(...args);
    }) as F;
  const open: typeof real.open = async (file, ...more) => {
    step('open', file);
    const handle = await real.open(file, ...more);
    return new Proxy(handle, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        const act = value.bind(target) as (...args: never[]) => Promise<unknown>;
        // Closes the file even if the step fails, because the test would otherwise leave files open.
        return async (...args: never[]): Promise<unknown> => {
          const done = key === 'close' ? await act(...args) : undefined;
          step(String(key), file);
          return key === 'close' ? done : act(...args);
        };
      },
    });
  };
  const names = ['rename', 'rm', 'mkdir', 'rmdir', 'lstat', 'access', 'readdir', 'chmod'] as const;
  return {
    ...real,
    open,
    ...Object.fromEntries(names.map((name) => [name, failing(name, real[name] as never)])),
  };
});

beforeEach(() => {
  Object.assign(faults, { at: Infinity, lasts: false, steps: [] });
});

const CARDS = { 'a.md': '# A\n', 'b.md': '# B\n', 'c.md': '# C\n', 'd.md': '# D\n' };
const CHANGES: readonly Change[] = [
  ...['a.md', 'b.md', 'c.md'].map((file) => ({
    path: file,
    before: CARDS[file as 'a.md'],
    after: `# new ${file}\n`,
  })),
  { path: 'd.md', before: CARDS['d.md'], after: null },
  { path: 'made/here/d.md', before: null, after: CARDS['d.md'] },
];

function contents(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((file) => path.join(file.parentPath, file.name))
      .filter((file) => !file.includes('.git/'))
      .map((file) => [path.relative(root, file), readFileSync(file, 'utf8')]),
  );
}

/** The steps of a run in which nothing fails. */
async function steps(): Promise<readonly string[]> {
  const root = tempFolder();
  put(root, CARDS);
  await makeChanges(diskRepo(root), CHANGES, null);
  const all = [...faults.steps];
  faults.steps.length = 0;
  return all;
}

describe.each([
  ['ENOSPC', 'the disk is full'],
  ['EIO', 'the disk failed'],
  ['EACCES', 'permission denied'],
])('%s', (code, words) => {
  test('at each step of five changes', async () => {
    const all = await steps();
    expect(all.length).toBeGreaterThan(40);
    let failed = 0;
    for (const [at, step] of all.entries()) {
      const root = tempFolder();
      put(root, CARDS);
      Object.assign(faults, { at, code, steps: [] });
      const error = await makeChanges(diskRepo(root), CHANGES, null).then(
        () => null,
        (thrown: unknown) => thrown as KbError,
      );
      faults.at = Infinity;
      const when = `${at}: ${step}`;
      if (error === null) {
        // Failures that do not matter: flushing a folder, keeping the owner, sweeping up after killed runs.
        expect(step).toMatch(/^(?:sync|open|close) (?:kb-|here)|^chown|^rm \.kb-/);
        const files = Object.keys(contents(root)).filter((file) => !/\.kb-\w+\.tmp$/.test(file));
        expect(files.sort(), when).toEqual(['a.md', 'b.md', 'c.md', 'made/here/d.md']);
        continue;
      }
      failed++;
      expect(contents(root), when).toEqual(CARDS);
      expect(isThere(root, 'made'), when).toBe(false);
      expect(error.code, when).toBe('io');
      expect(error.message, when).toContain(words);
      expect(error.message, when).toMatch(/(?:[abcd]\.md|made.*) cannot be (?:written|deleted|created): /);
      expect(error.hint, when).toMatch(/the files are as they were|nothing was changed/);
    }
    expect(failed).toBeGreaterThan(30);
  });

  test('for good: each file is whole, and what could not be put back is named', async () => {
    for (const at of (await steps()).keys()) {
      const root = tempFolder();
      put(root, CARDS);
      Object.assign(faults, { at, code, lasts: true, steps: [] });
      const error = await makeChanges(diskRepo(root), CHANGES, null).then(
        () => null,
        (thrown: unknown) => thrown as KbError,
      );
      Object.assign(faults, { at: Infinity, lasts: false });
      if (error === null) continue;
      const after = new Map(CHANGES.map((change) => [change.path, change.after]));
      for (const [file, text] of Object.entries(contents(root))) {
        if (file.includes('.kb-')) continue;
        if (text === (CARDS as Record<string, string>)[file]) continue;
        expect(text, file).toBe(after.get(file));
        expect(error.hint, `${at}: ${file}`).toMatch(new RegExp(`^not put back: .*${file}`));
      }
      for (const [file, text] of Object.entries(CARDS)) {
        if (!isThere(root, file)) expect(read(root, 'made/here/d.md'), file).toBe(text);
      }
    }
  });
});

test('a folder that is closed to us: what was changed elsewhere is put back', () => {
  const root = tempFolder();
  put(root, { 'open/a.md': 'old', 'closed/a.md': 'old' });
  chmodSync(path.join(root, 'open'), 0o777);
  chmodSync(path.join(root, 'open/a.md'), 0o666);
  chmodSync(path.join(root, 'closed/a.md'), 0o666);
  chmodSync(path.join(root, 'closed'), 0o555);
  expect(JSON.parse(runAsNobody('change-closed', root).stdout)).toEqual([
    'closed/a.md cannot be written: permission denied; the files are as they were',
    'closed/b.md cannot be written: permission denied; the files are as they were',
    'closed/deep cannot be created: permission denied; the files are as they were',
    'closed/a.md cannot be deleted: permission denied; the files are as they were',
  ]);
  expect(contents(root)).toEqual({ 'open/a.md': 'old', 'closed/a.md': 'old' });
  expect(isThere(root, 'open/deep')).toBe(false);
});

test('a disk that is really full: the files, and what is staged, are as before', async () => {
  const root = path.join(tempFolder(), 'tiny');
  mkdirSync(root);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'kb-tiny', root], { stdio: 'ignore' });
  } catch {
    return; // Only root may do so, and not everywhere.
  }
  onTestFinished(() => {
    execFileSync('umount', [root]);
  });
  git(root, 'init', '-q', '--template=');
  named(root);
  const cards = ['a.md', 'b.md', 'c.md'];
  put(root, Object.fromEntries(cards.map((card) => [card, `# ${card}\n`.repeat(1000)])));
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'cards');
  const before = contents(root);
  const staged = git(root, 'ls-files', '--stage');
  const messages = new Set<string>();
  // Less and less space: first too little for the second card, then for git's objects, then for anything.
  for (let free = 100; free >= 0; free -= 4) {
    const room = Number(execFileSync('df', ['--output=avail', root], { encoding: 'utf8' }).split('\n')[1]);
    writeFileSync(path.join(root, '.git/ballast'), Buffer.alloc(Math.max(0, room - free) * 1024));
    const changes = cards.map((card) => edit(root, card, 'more\n'.repeat(1000)));
    const made = { path: 'new/d.md', before: null, after: '# D\n'.repeat(1000) };
    const done = await makeChanges(diskRepo(root), [...changes, made], {
      git: openGit(root, USER),
      message: { subject: 'x' },
    }).catch((error: unknown) => error as KbError);
    execFileSync('rm', [path.join(root, '.git/ballast')]);
    if ('commit' in done) {
      git(root, 'reset', '-q', '--hard', 'HEAD~1');
      continue;
    }
    messages.add(`${done.message.replace(/\n.*/s, '')} – ${done.hint}`);
    expect(contents(root), `${free} KiB`).toEqual(before);
    expect([isThere(root, 'new'), git(root, 'ls-files', '--stage')]).toEqual([false, staged]);
  }
  expect([...messages].join('\n')).toMatch(
    /(?=[^]*a\.md cannot be written: the disk is full)(?=[^]*c\.md cannot be written: the disk is full)/,
  );
  expect([...messages].join('\n')).toContain('git did not commit');
});
