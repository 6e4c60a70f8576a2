/** What git does to a base, and what it is configured to ignore: none of it makes an old index look fresh. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi, onTestFinished } from 'vitest';
import { startCheck } from '../../src/repo/freshness/check.js';
import type { State } from '../../src/repo/freshness/state.js';
import { findWorkTree } from '../../src/repo/place.js';
import { aged, isFresh, stateOf, tick } from './freshness.js';
import { commit, git, gitRepo, put, tempFolder } from './world.js';

const FILES = Object.fromEntries(
  ['a', 'b', 'c', 'd', 'e'].map((name) => [`cards/${name}.md`, `# ${name}\n`]),
);
const GIT = { git: true };
const SOAK = Boolean(process.env['KB_SOAK']);
/** Settings that should make no difference here. */
const MORE: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'true'],
  ['core.untrackedCache', 'true'],
  ['index.threads', '4'],
  ['core.worktreeConfig', 'true'],
  ['diff.relative', 'true'],
  ['diff.ignoreSubmodules', 'all'],
  ['diff.orderFile', 'nowhere'],
];

function edit(root: string, file: string, text: string): void {
  writeFileSync(path.join(root, file), text);
}

/** Like an editor that keeps times: only the change time (ctime) is new. */
function editBackdated(root: string, file: string, text: string): void {
  const { atimeMs, mtimeMs } = statSync(path.join(root, file));
  edit(root, file, text);
  utimesSync(path.join(root, file), atimeMs / 1000, mtimeMs / 1000);
}

async function vouched(root: string, how: { cards?: string[]; head?: boolean } = {}): Promise<State> {
  const state = await stateOf(root, { ...how, ...GIT });
  expect(state.git).not.toBeNull();
  return state;
}

const pathsOf = (state: State): string[] => state.watched.map(([file]) => file);

describe('what git does', () => {
  const DOINGS: readonly (readonly [string, (root: string) => void])[] = [
    [
      'a commit',
      (root) => {
        edit(root, 'cards/a.md', '# Z\n');
        git(root, 'commit', '-qam', 'z');
      },
    ],
    [
      'an edit that is staged',
      (root) => {
        edit(root, 'cards/a.md', '# Z\n');
        git(root, 'add', '-A');
      },
    ],
    [
      'a switch to another branch',
      (root) => {
        git(root, 'switch', '-q', 'other');
      },
    ],
    [
      'a merge',
      (root) => {
        git(root, 'merge', '-q', 'other');
      },
    ],
    [
      'a merge that conflicts',
      (root) => {
        edit(root, 'cards/b.md', '# mine\n');
        git(root, 'commit', '-qam', 'mine');
        expect(() => git(root, 'merge', '-q', 'other')).toThrow();
      },
    ],
    [
      'a stash',
      (root) => {
        edit(root, 'cards/a.md', '# Z\n');
        git(root, 'stash', '-q');
      },
    ],
    [
      'a removal',
      (root) => {
        git(root, 'rm', '-q', 'cards/a.md');
      },
    ],
    [
      'a move',
      (root) => {
        git(root, 'mv', 'cards/a.md', 'cards/z.md');
      },
    ],
    [
      'a pull',
      (root) => {
        git(root, 'pull', '-q', '.', 'other');
      },
    ],
  ];
  test.each(DOINGS)('%s', async (_, act) => {
    aged();
    const root = gitRepo(FILES);
    git(root, 'switch', '-qc', 'other');
    edit(root, 'cards/b.md', '# other\n');
    commit(root);
    git(root, 'switch', '-q', 'main');
    await tick();
    const states = [await vouched(root), await stateOf(root)];
    await tick();
    act(root);
    for (const state of states) expect(await isFresh(root, state)).toBe(false);
    expect(await isFresh(root, await vouched(root))).toBe(true);
  });

  test('HEAD moves, and no file: that counts where cards are bound to code', async () => {
    aged();
    const root = gitRepo(FILES);
    await tick();
    const states = await Promise.all([false, true].map((head) => stateOf(root, { head })));
    expect(await Promise.all(states.map((state) => isFresh(root, state)))).toEqual([true, true]);
    git(root, 'commit', '-q', '--allow-empty', '-m', 'more');
    expect(await Promise.all(states.map((state) => isFresh(root, state)))).toEqual([true, false]);
  });

  test('refs in a table of their own, which only git can read', async () => {
    aged();
    const root = gitRepo(FILES);
    put(root, { '.git/reftable/tables.list': 'one\n' });
    await tick();
    const state = await stateOf(root, { head: true });
    expect(await isFresh(root, state)).toBe(true);
    await tick();
    put(root, { '.git/reftable/tables.list': 'two\n' });
    expect(await isFresh(root, state)).toBe(false);
    rmSync(path.join(root, '.git/reftable'), { recursive: true });
    put(root, { '.git/HEAD': 'ref: nowhere\n' });
    expect(await isFresh(root, await stateOf(root, { head: true }))).toBe(false);
  });
});

describe('cards for which git does not vouch are looked at', () => {
  test('those that it is told to take for unchanged, or to skip', async () => {
    aged();
    const root = gitRepo(FILES);
    git(root, 'update-index', '--assume-unchanged', 'cards/a.md');
    git(root, 'update-index', '--skip-worktree', 'cards/b.md');
    await tick();
    for (const name of ['a', 'b']) {
      const state = await vouched(root);
      expect(pathsOf(state)).toEqual(['cards/a.md', 'cards/b.md']);
      await tick();
      edit(root, `cards/${name}.md`, '# Z\n');
      expect(await isFresh(root, state)).toBe(false);
    }
  });

  test('those that are edited already: their next edit, and the way back, are seen', async () => {
    aged();
    const root = gitRepo(FILES);
    edit(root, 'cards/a.md', '# Y\n');
    await tick();
    const state = await vouched(root);
    expect(pathsOf(state)).toEqual(['cards/a.md']);
    expect(await isFresh(root, state)).toBe(true);
    await tick();
    edit(root, 'cards/a.md', '# a\n');
    expect(await isFresh(root, state)).toBe(false);
  });

  test('those that it does not know, or only means to', async () => {
    aged();
    const root = gitRepo(FILES);
    put(root, { 'cards/new.md': '# New\n', 'cards/meant.md': '# Meant\n' });
    git(root, 'add', '-N', 'cards/meant.md');
    await tick();
    for (const name of ['new', 'meant']) {
      const state = await vouched(root);
      expect(pathsOf(state)).toEqual(['cards/meant.md', 'cards/new.md']);
      await tick();
      edit(root, `cards/${name}.md`, '# Z\n');
      expect(await isFresh(root, state)).toBe(false);
    }
  });

  test('those in a submodule', async () => {
    aged();
    const inner = gitRepo({ 'x.md': '# x\n' });
    const root = gitRepo(FILES);
    git(root, 'submodule', 'add', '-q', inner, 'cards/sub');
    commit(root);
    await tick();
    const state = await vouched(root);
    expect(pathsOf(state)).toEqual(['cards/sub/x.md']);
    expect(await isFresh(root, state)).toBe(true);
    await tick();
    edit(path.join(root, 'cards/sub'), 'x.md', '# y\n');
    expect(await isFresh(root, state)).toBe(false);
    const next = await vouched(root);
    expect(await isFresh(root, next)).toBe(true);
    rmSync(path.join(root, 'cards/sub/.git'));
    expect(await isFresh(root, next)).toBe(false);
  });

  test('tracked files that are not there: one that comes back is a card', async () => {
    aged();
    const root = gitRepo(FILES);
    rmSync(path.join(root, 'cards/a.md'));
    await tick();
    const state = await vouched(root);
    expect(state.watched).toEqual([['cards/a.md', null]]);
    edit(root, 'cards/a.md', '# a\n');
    expect(await isFresh(root, { ...state, folders: [] })).toBe(false);
  });

  test('those that a sparse checkout leaves out: one that comes back is named', async () => {
    aged();
    const root = gitRepo({ ...FILES, 'cards/x/f.md': '# f\n', 'cards/y/g.md': '# g\n' });
    git(root, 'sparse-checkout', 'set', '--cone', 'cards/x');
    expect(existsSync(path.join(root, 'cards/y'))).toBe(false);
    await tick();
    const state = await vouched(root);
    expect(await isFresh(root, state)).toBe(true);
    put(root, { 'cards/y/g.md': '# other\n' });
    expect(await isFresh(root, state)).toBe(false);
    expect(await isFresh(root, { ...state, folders: [] })).toBe(false);
  });
});

describe('settings that have git look less closely', () => {
  test('times that are not looked at: an edit of the same size that keeps an old time', async () => {
    aged();
    const root = gitRepo(FILES);
    git(root, 'config', 'core.trustctime', 'false');
    git(root, 'config', 'core.checkStat', 'minimal');
    // Older than git's index, so that git need not read the file to be sure.
    utimesSync(path.join(root, 'cards/a.md'), 1e9, 1e9);
    git(root, 'add', '-A');
    const state = await vouched(root);
    expect(await isFresh(root, state)).toBe(true);
    // Git compares whole seconds, and kb trusts no index younger than that.
    await sleep(1100);
    editBackdated(root, 'cards/a.md', '# Z\n');
    expect(git(root, 'diff-files', '--name-only')).toBe('');
    expect(await isFresh(root, state)).toBe(false);
  });

  test.each<readonly [string, string]>([
    ['core.trustctime', 'false'],
    ['core.checkStat', 'minimal'],
    ['core.ignoreStat', 'true'],
    ['feature.manyFiles', 'true'],
    ['core.autocrlf', 'true'],
    ...(SOAK ? MORE : []),
  ])('%s', async (key, value) => {
    aged();
    const root = gitRepo(FILES);
    git(root, 'config', key, value);
    git(root, 'update-index', '--refresh', '--really-refresh');
    await tick();
    const state = await stateOf(root, GIT);
    expect(await isFresh(root, state)).toBe(true);
    await tick();
    editBackdated(root, 'cards/a.md', '# Z\n');
    expect(await isFresh(root, state)).toBe(false);
  });

  test.each([['split'], ['untracked-cache'], ['index-version 4']])('update-index --%s', async (flags) => {
    aged();
    const root = gitRepo(FILES);
    const args =
      flags === 'split'
        ? ['--split-index']
        : flags.startsWith('index')
          ? ['--index-version', '4']
          : ['--untracked-cache'];
    git(root, 'update-index', ...args);
    await tick();
    const state = await vouched(root);
    git(root, 'ls-files');
    expect(await isFresh(root, state)).toBe(true);
    await tick();
    editBackdated(root, 'cards/a.md', '# Z\n');
    expect(await isFresh(root, state)).toBe(false);
    git(root, 'add', '-A');
    expect(await isFresh(root, state)).toBe(false);
  });
});

describe('another place', () => {
  test('a linked work tree is one of its own', async () => {
    aged();
    const main = gitRepo(FILES);
    const root = path.join(tempFolder(), 'linked');
    git(main, 'worktree', 'add', '-q', root);
    await tick();
    const state = await vouched(root);
    edit(main, 'cards/a.md', '# Z\n');
    git(main, 'commit', '-qam', 'z');
    expect(await isFresh(root, state)).toBe(true);
    edit(root, 'cards/b.md', '# Z\n');
    expect(await isFresh(root, state)).toBe(false);
    const next = await vouched(root);
    put(main, { '.git/info/exclude': 'a.md\n' });
    expect(await isFresh(root, next)).toBe(false);
  });

  test('a base in a folder of the tree', async () => {
    aged();
    const root = gitRepo({
      ...Object.fromEntries(Object.entries(FILES).map(([file, text]) => [`docs/${file}`, text])),
      'x.md': 'x',
    });
    const base = path.join(root, 'docs');
    put(base, { 'kb.config.yaml': '' });
    commit(root);
    await tick();
    const state = await vouched(base);
    edit(root, 'x.md', 'y');
    expect(await isFresh(base, state)).toBe(true);
    edit(base, 'cards/a.md', '# Z\n');
    expect(await isFresh(base, state)).toBe(false);
    const next = await vouched(base);
    put(root, { '.gitignore': 'b.md\n' });
    expect(await isFresh(base, next)).toBe(false);
  });

  test('a checkout that was moved is looked at once, as its folder has another time', async () => {
    aged();
    const [root, to] = [gitRepo(FILES), path.join(tempFolder(), 'moved')];
    await tick();
    const states = [await vouched(root), await stateOf(root)];
    renameSync(root, to);
    for (const state of states) expect(await isFresh(to, state)).toBe(false);
    for (const how of [GIT, {}]) expect(await isFresh(to, await stateOf(to, how))).toBe(true);
  });

  test.each(['-r', '-a'])('a copy by cp %s is not', async (flag) => {
    aged();
    const [root, to] = [gitRepo(FILES), path.join(tempFolder(), 'copy')];
    await tick();
    const states = [await vouched(root), await stateOf(root)];
    execFileSync('cp', [flag, root, to]);
    for (const state of states) expect(await isFresh(to, state)).toBe(false);
    expect(await isFresh(to, await stateOf(to, GIT))).toBe(true);
  });
});

describe('where git cannot vouch, each card is looked at', () => {
  const looksItself = async (root: string): Promise<void> => {
    await tick();
    const state = await stateOf(root, GIT);
    expect(state.git).toBeNull();
    expect(await isFresh(root, state)).toBe(true);
    await tick();
    editBackdated(root, 'cards/a.md', '# Z\n');
    expect(await isFresh(root, state)).toBe(false);
  };

  test('outside git', async () => {
    aged();
    const root = tempFolder();
    put(root, FILES);
    await looksItself(root);
  });

  test('before the first add, and where most is not added', async () => {
    aged();
    const root = tempFolder();
    put(root, FILES);
    git(root, 'init', '-q');
    await looksItself(root);
    edit(root, 'cards/a.md', '# a\n');
    git(root, 'add', 'cards/a.md');
    await looksItself(root);
  });

  test.each([
    ['filter', (root: string) => git(root, 'config', 'filter.x.clean', 'cat')],
    ['include', (root: string) => git(root, 'config', 'include.path', 'more')],
    ['includeIf', (root: string) => git(root, 'config', 'includeIf.gitdir:/.path', 'more')],
    ['core.attributesFile', (root: string) => git(root, 'config', 'core.attributesFile', 'more')],
    ['core.worktree', (root: string) => git(root, 'config', 'core.worktree', root)],
    [
      'a filter of the work tree',
      (root: string) => {
        git(root, 'config', 'extensions.worktreeConfig', 'true');
        git(root, 'config', '--worktree', 'filter.x.clean', 'cat');
      },
    ],
    [
      'an old spelling',
      (root: string) => {
        writeFileSync(path.join(root, '.git/config'), '[Filter.x]clean=cat\n', { flag: 'a' });
      },
    ],
    [
      'a config that is too long',
      (root: string) => {
        writeFileSync(path.join(root, '.git/config'), '#'.repeat(300_000), { flag: 'a' });
      },
    ],
    [
      'what looks like a bare repository',
      (root: string) => {
        put(root, { HEAD: 'ref: refs/heads/main\n' });
      },
    ],
    [
      'a git folder in which git finds none',
      (root: string) => {
        rmSync(path.join(root, '.git/objects'), { recursive: true });
      },
    ],
    [
      'a pointer with two lines',
      (root: string) => {
        renameSync(path.join(root, '.git'), path.join(root, 'real'));
        put(root, { '.git': `gitdir: ${root}/real\nmore\n` });
      },
    ],
    [
      'a common folder with a blank',
      (root: string) => {
        put(root, { '.git/commondir': './ \n' });
      },
    ],
  ])('%s', async (_, spoil) => {
    aged();
    const root = gitRepo(FILES);
    spoil(root);
    await looksItself(root);
  });

  test('git is not installed', async () => {
    aged();
    const root = gitRepo(FILES);
    const state = await vouched(root);
    vi.stubEnv('PATH', tempFolder());
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(await isFresh(root, state)).toBe(false);
    await looksItself(root);
  });

  test('git fails, or hangs', async () => {
    aged();
    const root = gitRepo(FILES);
    const state = await vouched(root);
    for (const does of ['exit 1', 'exec sleep 60']) {
      const bin = tempFolder();
      put(bin, { git: `#!/bin/sh\n${does}\n` });
      chmodSync(path.join(bin, 'git'), 0o755);
      vi.stubEnv('PATH', `${bin}:${process.env['PATH'] ?? ''}`);
      onTestFinished(() => {
        vi.unstubAllEnvs();
      });
      expect(await isFresh(root, state)).toBe(false);
    }
  });

  test('a config that is spoiled later', async () => {
    aged();
    const root = gitRepo(FILES);
    await tick();
    const state = await vouched(root);
    git(root, 'config', 'filter.x.clean', 'cat');
    expect(await isFresh(root, state)).toBe(false);
  });
});

describe('time', () => {
  test('what was written a moment ago is not believed', async () => {
    const root = gitRepo(FILES);
    const own = await stateOf(root);
    expect(new Set(own.watched.map(([, seen]) => seen))).toEqual(new Set(['young']));
    expect(await isFresh(root, own)).toBe(false);
    const old = { ...own, inputs: [], folders: [] };
    expect(await isFresh(root, old)).toBe(false);
    const byGit = await stateOf(root, GIT);
    expect(byGit.git?.index).toBe('young');
    expect(await isFresh(root, { ...byGit, inputs: [], folders: [] })).toBe(false);
  });

  test('a file from the day after tomorrow is believed', async () => {
    aged();
    const root = gitRepo(FILES);
    const later = Date.now() / 1000 + 2 * 24 * 60 * 60;
    utimesSync(path.join(root, 'cards/a.md'), later, later);
    await tick();
    const state = await stateOf(root);
    expect(await isFresh(root, state)).toBe(true);
    edit(root, 'cards/a.md', '# Z\n');
    expect(await isFresh(root, state)).toBe(false);
  });

  test('an edit that is staged while git is asked', async () => {
    aged();
    const root = gitRepo(FILES);
    await tick();
    const state = await vouched(root);
    await tick();
    const check = startCheck(root, findWorkTree(root), state);
    // By now git has answered; changes before its answer could be reported by git itself.
    await sleep(200);
    edit(root, 'cards/a.md', '# Z\n');
    git(root, 'add', '-A');
    expect(await check.isFresh()).toBe(false);
  });
});

describe('size', () => {
  test('no card at all: the first one is seen', async () => {
    aged();
    const root = gitRepo({ 'x.txt': '' });
    const state = await stateOf(root, GIT);
    expect(await isFresh(root, state)).toBe(true);
    put(root, { 'cards/a.md': '# a\n' });
    expect(await isFresh(root, state)).toBe(false);
  });

  test('more folders than are looked at: tracked cards in them are seen all the same', async () => {
    aged();
    const many = Array.from({ length: 700 }, (_, n) => [`cards/f${n}/a.md`, '# a\n'] as const);
    const root = gitRepo(Object.fromEntries(many));
    await tick();
    const state = await vouched(root);
    expect(state.folders.length).toBe(500);
    expect(state.folders.slice(0, 2).map(([folder]) => folder)).toEqual(['', 'cards']);
    const [file] = many.find(
      ([each]) => !state.folders.some(([folder]) => each.startsWith(`${folder}/a`)),
    ) ?? [''];
    await tick();
    edit(root, file, '# Z\n');
    expect(await isFresh(root, state)).toBe(false);
    rmSync(path.join(root, file));
    expect(await isFresh(root, state)).toBe(false);
    put(root, { [`${path.dirname(file)}/new.md`]: '# new\n' });
    git(root, 'add', '-A');
    expect(await isFresh(root, state)).toBe(false);
    expect((await stateOf(root)).folders.length).toBeGreaterThan(700);
  });

  test('few cards and folders need no git', async () => {
    aged();
    const root = gitRepo(FILES);
    expect((await stateOf(root)).git).toBeNull();
  });
});

test('names with line feeds, quotes, and none at all', async () => {
  aged();
  const names = [
    'cards/line\nfeed.md',
    'cards/"quote".md',
    'cards/-x.md',
    'cards/ü ä.md',
    'cards/[x].md',
    'cards/:(top)x.md',
  ];
  const root = gitRepo(Object.fromEntries(names.map((name) => [name, '# a\n'])));
  const bytes = Buffer.concat([Buffer.from(`${root}/cards/`), Buffer.from([0xff]), Buffer.from('.md')]);
  writeFileSync(bytes, '# a\n');
  await tick();
  expect(await isFresh(root, await stateOf(root))).toBe(true);
  for (const name of names) {
    const state = await vouched(root);
    expect(await isFresh(root, state)).toBe(true);
    await tick();
    edit(root, name, '# Z\n');
    expect(await isFresh(root, state)).toBe(false);
    git(root, 'add', '-u');
  }
  git(root, 'add', '-A');
  const added = await vouched(root);
  expect(await isFresh(root, added)).toBe(true);
  rmSync(bytes);
  expect(await isFresh(root, { ...added, folders: [] })).toBe(false);
});
