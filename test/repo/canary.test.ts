/** Reading a repository never runs anything planted in it. Each trap is first shown to work. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi, onTestFinished } from 'vitest';
import { KbError } from '../../src/errors.js';
import { diskRepo } from '../../src/repo/disk.js';
import { changedPaths, mergeBase, resolveCommit } from '../../src/repo/git-read.js';
import { openGit } from '../../src/repo/git.js';
import { lineageOf } from '../../src/repo/lineage.js';
import { absentObjects, changedFiles } from '../../src/repo/log.js';
import { examine } from '../../src/repo/health.js';
import { findRoot } from '../../src/repo/place.js';
import { revisionRepo } from '../../src/repo/revision.js';
import { commit, git, gitEnvironment, gitRepo, put, tempFolder } from './world.js';

/** A program that leaves a mark, and functions to look for the mark and to remove it. */
function trap(): { program: string; sprung: () => boolean; rearm: () => void } {
  const folder = tempFolder();
  const program = path.join(folder, 'trap');
  const mark = path.join(folder, 'mark');
  writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> '${mark}'\n`);
  chmodSync(program, 0o755);
  return {
    program,
    sprung: () => existsSync(mark),
    rearm: () => {
      rmSync(mark, { force: true });
    },
  };
}

/** Reads everything that this room can read from a repository. */
async function readAll(root: string): Promise<void> {
  const repo = diskRepo(root);
  for (const { path: file, refused } of await repo.list(['**/*.md']))
    if (refused === null) await repo.read(file);
  const clone = await repo.clone();
  await repo.blobs(['**']);
  await resolveCommit(root, 'origin/main~0');
  await readCommit(root, clone?.head ?? '');
  const git = openGit(root, process.env);
  const place = findRoot(root);
  await examine({ place, clone, git, nodeVersion: 'v20.19.0', now: new Date() });
}

/** Reads everything that is read from a commit, which a partial clone may lack. */
async function readCommit(root: string, commit: string): Promise<void> {
  await mergeBase(root, commit, commit);
  await changedPaths(root, commit, commit);
  await changedFiles(root, commit, commit);
  await absentObjects(root, [commit], ['a.md']);
  await lineageOf(root, path.join(root, '.git'), 'a.md');
  const repo = revisionRepo(root, commit);
  try {
    for (const { path: file } of await repo.list(['**/*.md'])) await repo.read(file);
    await repo.codeowners();
  } catch (error) {
    expect(error).toBeInstanceOf(KbError);
  }
}

const HOOKS = [
  'pre-commit',
  'post-checkout',
  'post-index-change',
  'reference-transaction',
  'fsmonitor-watchman',
  'pre-auto-gc',
];

test('config, attributes, hooks and environment', async () => {
  const { program, sprung, rearm } = trap();
  const origin = gitRepo({ 'a.md': 'a', '.gitattributes': '*.md diff=trap filter=trap merge=trap\n' });
  const root = path.join(tempFolder(), 'clone');
  git(path.dirname(root), 'clone', '-q', origin, root);
  commit(origin, 'more');
  git(root, 'fetch', '-q');
  const settings = [
    'core.fsmonitor',
    'core.pager',
    'core.editor',
    'core.askPass',
    'core.sshCommand',
    'core.gitProxy',
    'core.alternateRefsCommand',
    'pager.rev-list',
    'pager.ls-tree',
    'diff.external',
    'diff.trap.command',
    'diff.trap.textconv',
    'filter.trap.clean',
    'filter.trap.smudge',
    'filter.trap.process',
    'merge.trap.driver',
    'gpg.program',
    'credential.helper',
    'uploadpack.packObjectsHook',
    'sequence.editor',
  ];
  for (const setting of settings) git(root, 'config', setting, program);
  for (const verb of [
    'rev-list',
    'ls-tree',
    'rev-parse',
    'config',
    'version',
    'cat-file',
    'diff-tree',
    'merge-base',
  ]) {
    git(root, 'config', `alias.${verb}`, `!${program}`);
  }
  git(root, 'config', 'core.hooksPath', path.join(root, 'hooks'));
  git(root, 'config', 'log.showSignature', 'true');
  for (const hook of HOOKS) {
    put(root, {
      [`hooks/${hook}`]: `#!/bin/sh\n${program}\n`,
      [`.git/hooks/${hook}`]: `#!/bin/sh\n${program}\n`,
    });
    for (const folder of ['hooks', '.git/hooks']) chmodSync(path.join(root, folder, hook), 0o755);
  }
  put(root, { 'a.md': 'changed' });
  for (const key of [
    'GIT_EXTERNAL_DIFF',
    'GIT_PAGER',
    'PAGER',
    'GIT_SSH_COMMAND',
    'GIT_ASKPASS',
    'EDITOR',
    'GIT_EDITOR',
  ]) {
    vi.stubEnv(key, program);
  }
  vi.stubEnv('GIT_CONFIG_COUNT', '1');
  vi.stubEnv('GIT_CONFIG_KEY_0', 'core.fsmonitor');
  vi.stubEnv('GIT_CONFIG_VALUE_0', program);
  vi.stubEnv('GIT_TRACE', path.join(root, 'trace'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });

  execFileSync('git', ['status'], { cwd: root, env: gitEnvironment, stdio: 'pipe' });
  expect(sprung()).toBe(true);
  rearm();
  expect((await diskRepo(root).clone())?.behind).toBe(1);
  await readAll(root);
  expect(sprung()).toBe(false);
  expect(existsSync(path.join(root, 'trace'))).toBe(false);
});

test('a partial clone does not fetch what it lacks, by whatever program', async () => {
  const { program, sprung, rearm } = trap();
  const origin = gitRepo({ 'cards/a.md': 'a' });
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const root = path.join(tempFolder(), 'clone');
  git(path.dirname(root), 'clone', '-q', '--no-checkout', '--filter=tree:0', `file://${origin}`, root);
  git(root, 'config', 'remote.origin.url', `ext::${program} %S`);
  git(root, 'config', 'protocol.ext.allow', 'always');
  git(root, 'config', 'protocol.allow', 'always');

  expect(() => git(root, 'ls-tree', '-r', 'HEAD')).toThrow();
  expect(sprung()).toBe(true);
  rearm();
  await readAll(root);
  expect(await diskRepo(root).blobs(['**'])).toBeNull();
  expect(sprung()).toBe(false);
});

test('the environment of a hook does not lead to another repository', async () => {
  const [root, other] = [gitRepo({ 'a.md': 'a' }), gitRepo({ 'secret.md': 's' })];
  for (const [key, value] of [
    ['GIT_DIR', path.join(other, '.git')],
    ['GIT_WORK_TREE', other],
    ['GIT_INDEX_FILE', path.join(other, '.git/index')],
    ['GIT_OBJECT_DIRECTORY', path.join(other, '.git/objects')],
    ['GIT_NAMESPACE', 'x'],
  ] as const) {
    vi.stubEnv(key, value);
  }
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect((await diskRepo(root).blobs(['**']))?.map(([file]) => file)).toEqual(['a.md']);
  expect(await resolveCommit(root, 'main')).toBe(git(root, 'rev-parse', 'HEAD'));
});

test('a program called git in the repository is not taken for git', async () => {
  const { program, sprung } = trap();
  const root = gitRepo({ 'a.md': 'a' });
  execFileSync('cp', [program, path.join(root, 'git')]);
  vi.stubEnv('PATH', `.:${process.env['PATH'] ?? ''}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(await diskRepo(root).blobs(['a.md'])).toHaveLength(1);
  expect(sprung()).toBe(false);
});
