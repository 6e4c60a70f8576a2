/** `kb index` makes git look at its files again, without running anything that a repository names. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { refreshGitIndex } from '../../src/repo/freshness/refresh.js';
import { git, gitEnvironment, gitRepo, put, tempFolder } from './world.js';

const FILES = { 'cards/a.md': '# A\n', 'cards/b.md': '# B\n', 'src/x.ts': 'x\n' };

/** A copy of the tree, whose files have new times. */
function copied(root: string): string {
  const copy = path.join(tempFolder(), 'copy');
  cpSync(root, copy, { recursive: true });
  return copy;
}

const differing = (root: string): string[] =>
  git(root, 'diff-files', '--name-only').split('\n').filter(Boolean);

test('after a copy git calls no file different, and what is edited stays so', async () => {
  const root = copied(gitRepo(FILES));
  expect(differing(root)).toHaveLength(3);
  writeFileSync(path.join(root, 'cards/b.md'), '# C\n');
  expect(await refreshGitIndex(path.join(root, 'cards'))).toBe(true);
  expect(differing(root)).toEqual(['cards/b.md']);
  git(root, 'checkout', '-q', 'cards/b.md');
  expect(differing(root)).toEqual([]);
  expect(existsSync(path.join(root, '.git/index.lock'))).toBe(false);
});

test('an index that is right is not written', async () => {
  const root = gitRepo(FILES);
  const before = readFileSync(path.join(root, '.git/index'));
  expect(await refreshGitIndex(root)).toBe(false);
  expect(readFileSync(path.join(root, '.git/index'))).toEqual(before);
});

test('where another git is at work, and outside git, nothing is done', async () => {
  const root = copied(gitRepo(FILES));
  put(root, { '.git/index.lock': '' });
  expect(await refreshGitIndex(root)).toBe(false);
  expect(existsSync(path.join(root, '.git/index.lock'))).toBe(true);
  expect(await refreshGitIndex(tempFolder())).toBe(false);
});

/** A repo with programs that leave a mark wherever git accepts a program. */
function trapped(more: readonly (readonly [key: string, program: (trap: string) => string])[]) {
  const folder = tempFolder();
  const [trap, mark] = [path.join(folder, 'trap'), path.join(folder, 'mark')];
  writeFileSync(trap, `#!/bin/sh\necho "$0 $@" >> '${mark}'\ncat\n`);
  chmodSync(trap, 0o755);
  const root = copied(gitRepo({ ...FILES, '.gitattributes': '*.md filter=trap\n' }));
  for (const [key, program] of more) git(root, 'config', key, program(trap));
  put(root, { 'hooks/post-index-change': `#!/bin/sh\n${trap}\n` });
  chmodSync(path.join(root, 'hooks/post-index-change'), 0o755);
  const sprung = (): boolean => existsSync(mark);
  return { root, sprung };
}

const asUsersDo = (root: string): void => {
  execFileSync('git', ['update-index', '-q', '--refresh'], { cwd: root, env: gitEnvironment, stdio: 'pipe' });
};

test("hooks and a monitor that the repository's config names do not run", async () => {
  const traps = [
    ['core.fsmonitor', (trap: string) => trap],
    ['core.hooksPath', () => 'hooks'],
  ] as const;
  const armed = trapped(traps);
  asUsersDo(armed.root);
  expect(armed.sprung()).toBe(true);
  const { root, sprung } = trapped(traps);
  expect(await refreshGitIndex(root)).toBe(true);
  expect(sprung()).toBe(false);
});

test.each([
  ['a filter', 'filter.trap.clean', (trap: string) => trap],
  ['a hook by config', 'hook.trap.command', (trap: string) => trap],
  ['another config', 'include.path', () => '../more'],
])('%s that the config names leaves git alone', async (_, key, program) => {
  const { root, sprung } = trapped([[key, program]]);
  expect(await refreshGitIndex(root)).toBe(false);
  expect(sprung()).toBe(false);
});
