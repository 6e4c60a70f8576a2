/** A search runs nothing that a repository names, and no filter of the user's. Each trap is first shown to work. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi, onTestFinished } from 'vitest';
import { stampAt } from '../../src/repo/freshness/state.js';
import { aged, isFresh, stateOf } from './freshness.js';
import { commit, git, gitEnvironment, gitRepo, put, tempFolder } from './world.js';

const FILES = Object.fromEntries(
  ['a', 'b', 'c', 'd', 'e'].map((name) => [`cards/${name}.md`, `# ${name}\n`]),
);

interface Trap {
  readonly program: string;
  readonly sprung: () => boolean;
  readonly rearm: () => void;
}

/** A program that leaves a mark. */
function trap(): Trap {
  const folder = tempFolder();
  const [program, mark] = [path.join(folder, 'trap'), path.join(folder, 'mark')];
  writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> '${mark}'\ncat\n`);
  chmodSync(program, 0o755);
  const rearm = (): void => {
    rmSync(mark, { force: true });
  };
  return { program, sprung: () => existsSync(mark), rearm };
}

/** Git as the user runs it. */
function userGit(root: string, ...args: readonly string[]): void {
  const { HOME = '', GIT_CONFIG_GLOBAL = '/dev/null' } = process.env;
  execFileSync('git', args, {
    cwd: root,
    env: { ...gitEnvironment, HOME, GIT_CONFIG_GLOBAL },
    stdio: 'pipe',
  });
}

/** Leaves a card as new as git's index and as large as recorded there, so that git must read it to see whether it changed. */
function arm(root: string, { sprung, rearm }: Trap, card = 'cards/a.md'): void {
  for (let tries = 0; tries < 20 && !sprung(); tries++) {
    writeFileSync(path.join(root, card), '# x\n');
    userGit(root, 'add', card);
    rearm();
    writeFileSync(path.join(root, card), '# y\n');
    userGit(root, 'diff-files', '--name-only');
  }
  expect(sprung()).toBe(true);
  rearm();
}

test("a filter, hooks and a monitor that the repository's config names", async () => {
  aged();
  const bait = trap();
  const root = gitRepo({ ...FILES, '.gitattributes': '*.md filter=trap diff=trap\n' });
  const before = await stateOf(root, { git: true });
  expect(before.git).not.toBeNull();
  put(root, { '.git/info/attributes': '*.md filter=trap\n' });
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'diff.external',
    'diff.trap.textconv',
    'filter.trap.clean',
    'filter.trap.smudge',
  ]) {
    git(root, 'config', key, bait.program);
  }
  git(root, 'config', 'core.hooksPath', path.join(root, 'hooks'));
  for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-auto-gc']) {
    put(root, { [`hooks/${hook}`]: `#!/bin/sh\n${bait.program}\n` });
    chmodSync(path.join(root, 'hooks', hook), 0o755);
  }
  arm(root, bait);
  expect((await stateOf(root, { git: true })).git).toBeNull();
  // As if the state had been made with the current index.
  const index = stampAt(path.join(root, '.git/index'));
  const state = { ...before, inputs: [], folders: [], git: before.git && { ...before.git, index } };
  expect(await isFresh(root, state)).toBe(false);
  expect(bait.sprung()).toBe(false);
});

test("a filter of the user's that the repository's attributes ask for", async () => {
  aged();
  const bait = trap();
  const home = tempFolder();
  put(home, {
    '.gitconfig': `[filter "lfs"]\nclean = ${bait.program} clean\n[core]\nfsmonitor = ${bait.program}\n`,
  });
  vi.stubEnv('HOME', home);
  vi.stubEnv('GIT_CONFIG_GLOBAL', path.join(home, '.gitconfig'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const root = gitRepo({ ...FILES, '.gitattributes': '*.md filter=lfs\n' });
  arm(root, bait);
  const state = await stateOf(root, { git: true });
  expect(state.git).not.toBeNull();
  expect(await isFresh(root, state)).toBe(true);
  expect(bait.sprung()).toBe(false);
});

test("a submodule's config", async () => {
  aged();
  const bait = trap();
  const root = gitRepo(FILES);
  git(
    root,
    'submodule',
    'add',
    '-q',
    gitRepo({ 'x.md': '# x\n', '.gitattributes': '*.md filter=trap\n' }),
    'cards/sub',
  );
  commit(root);
  const sub = path.join(root, 'cards/sub');
  git(sub, 'config', 'filter.trap.clean', bait.program);
  git(sub, 'config', 'core.fsmonitor', bait.program);
  userGit(root, 'diff-files', '--name-only');
  expect(bait.sprung()).toBe(true);
  bait.rearm();
  const state = await stateOf(root, { git: true });
  expect(state.git).not.toBeNull();
  expect(await isFresh(root, state)).toBe(true);
  expect(bait.sprung()).toBe(false);
});

test('a base that looks like a bare repository', async () => {
  aged();
  const bait = trap();
  const root = gitRepo(
    Object.fromEntries(Object.entries(FILES).map(([file, text]) => [`docs/${file}`, text])),
  );
  const base = path.join(root, 'docs');
  put(base, { 'kb.config.yaml': '', HEAD: 'ref: refs/heads/main\n', 'objects/x': '', 'refs/heads/x': '' });
  put(base, {
    config: `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = ..\nfsmonitor = ${bait.program}\n`,
  });
  userGit(base, 'status');
  expect(bait.sprung()).toBe(true);
  bait.rearm();
  const state = await stateOf(base, { git: true });
  expect(state.git).not.toBeNull();
  expect(await isFresh(base, state)).toBe(true);
  expect(bait.sprung()).toBe(false);
});

test('a .git that git passes by for something else', async () => {
  aged();
  const bait = trap();
  const outer = gitRepo({ '.gitattributes': '*.md filter=trap\n', 'inner/x.md': '' });
  const root = path.join(outer, 'inner');
  put(root, { ...FILES, '.git/HEAD': 'ref: refs/heads/main\n', '.git/index': 'none' });
  git(outer, 'config', 'filter.trap.clean', bait.program);
  git(outer, 'config', 'core.fsmonitor', bait.program);
  userGit(root, 'diff-files', '--name-only');
  expect(bait.sprung()).toBe(true);
  bait.rearm();
  const state = await stateOf(root, { git: true });
  expect(state.git).toBeNull();
  expect(await isFresh(root, state)).toBe(true);
  expect(bait.sprung()).toBe(false);
});
