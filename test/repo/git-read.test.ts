/** Names of branches, tags and revisions, most of which are never passed to git. */
import { describe, expect, test } from 'vitest';
import { gitEnv } from '../../src/repo/git-guards.js';
import { refProblem, resolveCommit } from '../../src/repo/git-read.js';
import { commit, git, gitRepo } from './world.js';

describe('resolveCommit', () => {
  test('branches, tags, ids, and what came before', async () => {
    const root = gitRepo();
    const first = git(root, 'rev-parse', 'HEAD');
    git(root, 'tag', '-a', 'v1', '-m', 'one');
    git(root, 'branch', 'feat/ä-1');
    const second = commit(root, 'more');
    for (const name of ['v1', 'feat/ä-1', 'HEAD~1', 'main^', first, first.slice(0, 10), 'refs/tags/v1']) {
      expect(await resolveCommit(root, name), name).toBe(first);
    }
    expect(await resolveCommit(root, 'main')).toBe(second);
  });

  test.each(['nothing', 'HEAD:cards/a.md', 'HEAD~99', 'main^{tree}'])('%s names no commit', async (name) => {
    expect(await resolveCommit(gitRepo(), name)).toBeNull();
  });
});

test.each([
  '--output=x',
  '-Ox',
  'a..b',
  'a...b',
  '^main',
  'main@{upstream}',
  'main@{1}',
  ':/text',
  'HEAD:a',
  'a b',
  'a\nb',
  'a\0b',
  'a\u001b[2J',
  'a*',
  'a?',
  'a[b]',
  'a\\b',
  '',
  'x'.repeat(256),
])('the ref %j is refused before git sees it', (name) => {
  expect(refProblem(name)).not.toBeNull();
});

test('git gets little of the environment', () => {
  const env = gitEnv({
    PATH: '/bin',
    HOME: '/home/ana',
    GIT_DIR: '/x',
    EDITOR: 'vi',
    LC_ALL: 'de_DE',
    LD_PRELOAD: '/x',
  });
  expect(env).toMatchObject({ PATH: '/bin', HOME: '/home/ana', LC_ALL: 'C', GIT_ALLOW_PROTOCOL: 'none' });
  expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['GIT_DIR']));
  expect(['GIT_DIR', 'EDITOR', 'LD_PRELOAD'].filter((key) => key in env)).toEqual([]);
});
