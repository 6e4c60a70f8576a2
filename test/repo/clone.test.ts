/** What kb knows about a clone, in every state that git can be in. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { diskRepo } from '../../src/repo/disk.js';
import { operationUnderWay } from '../../src/repo/git-dir.js';
import { findWorkTree } from '../../src/repo/place.js';
import type { CloneState } from '../../src/repo/repo.js';
import { commit, git, gitRepo, put, tempFolder } from './world.js';

beforeEach(() => {
  vi.stubEnv('HOME', '/nonexistent');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  return () => {
    vi.unstubAllEnvs();
  };
});

/** A repository and a clone of it. */
function cloned(...args: readonly string[]): { origin: string; clone: string } {
  const origin = gitRepo({ 'cards/a.md': '# A\n', 'cards/b.md': '# B\n' });
  const clone = path.join(tempFolder(), 'clone');
  git(path.dirname(clone), 'clone', '-q', ...args, origin, clone);
  return { origin, clone };
}

/** The state of the clone. Also checks that listing and reading work. */
async function stateOf(root: string): Promise<CloneState | null> {
  const repo = diskRepo(root);
  const listed = await repo.list(['**/*.md']);
  for (const { path: file } of listed) expect((await repo.read(file)).length).toBeGreaterThan(0);
  return repo.clone();
}

const headOf = (root: string): string => git(root, 'rev-parse', 'HEAD');

describe('the state of a clone', () => {
  test('outside git', async () => {
    expect(await stateOf(tempFolder())).toBeNull();
  });

  test('a repository without a remote', async () => {
    const root = gitRepo();
    expect(await stateOf(root)).toEqual({
      head: headOf(root),
      fetchedAt: null,
      behind: null,
      shallow: false,
    });
  });

  test('an unborn branch', async () => {
    const root = tempFolder();
    git(root, 'init', '-q');
    put(root, { 'a.md': 'a' });
    expect(await stateOf(root)).toEqual({ head: null, fetchedAt: null, behind: null, shallow: false });
    expect(await diskRepo(root).blobs(['**'])).toEqual([]);
  });

  test('a fresh clone was fetched when it was made', async () => {
    const { clone } = cloned();
    const state = await stateOf(clone);
    expect(state).toMatchObject({ head: headOf(clone), behind: 0, shallow: false });
    expect(Math.abs(Date.parse(state?.fetchedAt ?? '') - Date.now())).toBeLessThan(60_000);
  });

  test('behind, ahead, both', async () => {
    const { origin, clone } = cloned();
    for (const n of [1, 2, 3]) commit(origin, `more ${n}`);
    expect((await stateOf(clone))?.behind).toBe(0);
    git(clone, 'fetch', '-q');
    expect((await stateOf(clone))?.behind).toBe(3);
    commit(clone, 'mine');
    expect((await stateOf(clone))?.behind).toBe(3);
    git(clone, 'pull', '-q', '--rebase');
    expect((await stateOf(clone))?.behind).toBe(0);
  });

  test('a fetch that fails is no fetch', async () => {
    const { origin, clone } = cloned();
    const twoDaysAgo = new Date('2026-11-19T10:00:00.000Z');
    for (const name of readdirSync(path.join(clone, '.git/logs/refs/remotes/origin'))) {
      utimesSync(path.join(clone, '.git/logs/refs/remotes/origin', name), twoDaysAgo, twoDaysAgo);
    }
    expect((await stateOf(clone))?.fetchedAt).toBe(twoDaysAgo.toISOString());
    rmSync(origin, { recursive: true });
    expect(() => git(clone, 'fetch', '-q')).toThrow();
    expect((await stateOf(clone))?.fetchedAt).toBe(twoDaysAgo.toISOString());
  });

  test('the time of FETCH_HEAD', async () => {
    const { clone } = cloned();
    git(clone, 'fetch', '-q');
    const later = new Date('2031-05-06T07:08:09.000Z');
    utimesSync(path.join(clone, '.git/FETCH_HEAD'), later, later);
    expect((await stateOf(clone))?.fetchedAt).toBe('2031-05-06T07:08:09.000Z');
  });

  test.each(['feat/"quoted"', "it's", 'a#b;c', 'тест', 'release-1.2'])('a branch named %s', async (name) => {
    const { origin, clone } = cloned();
    git(origin, 'branch', name);
    git(clone, 'fetch', '-q');
    git(clone, 'checkout', '-q', '-b', name, '--track', `origin/${name}`);
    git(origin, 'checkout', '-q', name);
    commit(origin, 'more');
    git(clone, 'fetch', '-q');
    expect(await stateOf(clone)).toMatchObject({ head: headOf(clone), behind: 1 });
  });

  test('a branch that follows a local one, and one whose upstream is gone', async () => {
    const root = gitRepo();
    git(root, 'checkout', '-q', '-b', 'topic', '--track', 'main');
    git(root, 'checkout', '-q', 'main');
    commit(root, 'more');
    git(root, 'checkout', '-q', 'topic');
    expect((await stateOf(root))?.behind).toBe(1);
    git(root, 'branch', '-q', '-D', 'main');
    expect((await stateOf(root))?.behind).toBeNull();
  });

  test('refs that are packed, or both loose and packed', async () => {
    const { origin, clone } = cloned();
    commit(origin, 'more');
    git(clone, 'fetch', '-q');
    git(clone, 'pack-refs', '--all');
    expect(await stateOf(clone)).toMatchObject({ head: headOf(clone), behind: 1 });
    commit(clone, 'mine');
    expect(await stateOf(clone)).toMatchObject({ head: headOf(clone), behind: 1 });
  });

  test('detached', async () => {
    const { clone } = cloned();
    git(clone, 'checkout', '-q', '--detach');
    expect(await stateOf(clone)).toMatchObject({ head: headOf(clone), behind: null });
  });

  test('shallow', async () => {
    const { origin } = cloned();
    commit(origin, 'more');
    const clone = path.join(tempFolder(), 'shallow');
    git(path.dirname(clone), 'clone', '-q', '--depth', '1', `file://${origin}`, clone);
    expect(await stateOf(clone)).toMatchObject({ head: headOf(clone), behind: 0, shallow: true });
    expect(await diskRepo(clone).blobs(['cards/a.md'])).toHaveLength(1);
  });

  test('a linked work tree', async () => {
    const { origin, clone } = cloned();
    const tree = path.join(tempFolder(), 'tree');
    git(clone, 'worktree', 'add', '-q', '-b', 'topic', '--track', tree, 'origin/main');
    commit(origin, 'more');
    git(tree, 'fetch', '-q');
    commit(clone, 'mine');
    expect(await stateOf(tree)).toMatchObject({ head: headOf(tree), behind: 1, shallow: false });
    expect((await stateOf(tree))?.fetchedAt).not.toBeNull();
    expect(await diskRepo(tree).blobs(['**/*.md'])).toHaveLength(2);
  });

  test('a submodule', async () => {
    const shared = gitRepo({ 's.md': '# S\n' });
    const root = gitRepo();
    git(root, 'submodule', '--quiet', 'add', shared, 'sub');
    const sub = path.join(root, 'sub');
    expect(await stateOf(sub)).toMatchObject({ head: headOf(sub), behind: 0 });
    expect(await diskRepo(sub).blobs(['**'])).toEqual([['s.md', git(sub, 'rev-parse', 'HEAD:s.md')]]);
  });

  test('sparse', async () => {
    const root = gitRepo({ 'cards/a.md': 'a', 'other/b.md': 'b' });
    git(root, 'sparse-checkout', 'set', 'cards');
    expect((await diskRepo(root).list(['**/*.md'])).map((entry) => entry.path)).toEqual(['cards/a.md']);
    expect(await stateOf(root)).toMatchObject({ head: headOf(root) });
    expect(await diskRepo(root).blobs(['**/*.md'])).toHaveLength(2);
  });

  test('bare', async () => {
    const { origin } = cloned();
    const bare = path.join(tempFolder(), 'bare.git');
    git(path.dirname(bare), 'clone', '-q', '--bare', origin, bare);
    expect(await stateOf(bare)).toBeNull();
    expect(await diskRepo(bare).list(['**/*.md'])).toEqual([]);
  });

  test('a lock on the index', async () => {
    const { origin, clone } = cloned();
    commit(origin, 'more');
    git(clone, 'fetch', '-q');
    put(clone, { '.git/index.lock': '' });
    expect(await stateOf(clone)).toMatchObject({ head: headOf(clone), behind: 1 });
    expect(await diskRepo(clone).blobs(['**/*.md'])).toHaveLength(2);
  });

  test('in the middle of a merge, a rebase, a cherry-pick, a revert', async () => {
    const begin = (...args: readonly string[]): string => {
      const root = gitRepo({ 'a.md': 'one\n' });
      git(root, 'checkout', '-q', '-b', 'topic');
      put(root, { 'a.md': 'two\n' });
      commit(root);
      git(root, 'checkout', '-q', 'main');
      put(root, { 'a.md': 'three\n' });
      commit(root);
      expect(() => git(root, ...args)).toThrow();
      return root;
    };
    const states = [
      ['merge', begin('merge', 'topic')],
      ['rebase', begin('rebase', 'topic')],
      ['rebase', begin('rebase', '--apply', 'topic')],
      ['cherry-pick', begin('cherry-pick', 'topic')],
      ['revert', begin('revert', '--no-edit', 'topic')],
    ] as const;
    for (const [operation, root] of states) {
      expect(await stateOf(root)).toMatchObject({ head: headOf(root) });
      expect(operationUnderWay(findWorkTree(root)?.gitDir ?? '')).toBe(operation);
    }
    expect(operationUnderWay(path.join(gitRepo(), '.git'))).toBeNull();
  });

  test('git is not installed', async () => {
    const { origin, clone } = cloned();
    commit(origin, 'more');
    git(clone, 'fetch', '-q');
    const head = headOf(clone);
    vi.stubEnv('PATH', tempFolder());
    expect(await stateOf(clone)).toMatchObject({ head, behind: null });
    expect(await diskRepo(clone).blobs(['**'])).toBeNull();
  });

  test.skipIf(process.getuid?.() !== 0)('a repository that belongs to another user', async () => {
    const { origin, clone } = cloned();
    commit(origin, 'more');
    git(clone, 'fetch', '-q');
    const head = headOf(clone);
    execFileSync('chown', ['-R', '65534:65534', clone]);
    expect(await stateOf(clone)).toMatchObject({ head, behind: null });
    expect(await diskRepo(clone).blobs(['**'])).toBeNull();
  });

  test.each([
    'ref: ../../../../etc/passwd',
    'ref: refs/heads/../../../x',
    'ref: refs/heads/.invalid',
    'nonsense',
    '',
  ])('HEAD says %j', async (text) => {
    const root = gitRepo();
    put(root, { '.git/HEAD': text });
    expect(await stateOf(root)).toMatchObject({ head: null, behind: null });
  });

  test('refs that lead in a circle, and a HEAD that is a link or a pipe', async () => {
    const root = gitRepo();
    put(root, {
      '.git/refs/heads/main': 'ref: refs/heads/other\n',
      '.git/refs/heads/other': 'ref: refs/heads/main\n',
    });
    expect(await stateOf(root)).toMatchObject({ head: null });
    const piped = gitRepo();
    rmSync(path.join(piped, '.git/refs/heads/main'));
    execFileSync('mkfifo', [path.join(piped, '.git/refs/heads/main')]);
    rmSync(path.join(piped, '.git/HEAD'));
    symlinkSync('refs/heads/main', path.join(piped, '.git/HEAD'));
    vi.stubEnv('PATH', tempFolder());
    expect(await stateOf(piped)).toMatchObject({ head: null });
  });

  test('what a reftable knows, git is asked for', async () => {
    const root = gitRepo();
    const head = headOf(root);
    mkdirSync(path.join(root, '.git/reftable'));
    expect(await stateOf(root)).toMatchObject({ head });
  });
});

describe('the files of HEAD', () => {
  test('with the ids that git gives them, sorted, whatever the tree holds now', async () => {
    const root = gitRepo({
      'src/b.ts': 'b',
      'src/.env': 'e',
      'src/_x/a.ts': 'a',
      'src-2/c.ts': 'c',
      'cards/ä\n.md': 'ä',
    });
    put(root, { 'src/b.ts': 'changed', 'src/new.ts': 'new' });
    const repo = diskRepo(root);
    const ids = (...files: string[]): [string, string][] =>
      files.map((f) => [f, git(root, 'rev-parse', `HEAD:${f}`)]);
    expect(await repo.blobs(['src/**'])).toEqual(ids('src/.env', 'src/_x/a.ts', 'src/b.ts'));
    expect(await repo.blobs(['src', 'src-2/'])).toEqual(
      ids('src-2/c.ts', 'src/.env', 'src/_x/a.ts', 'src/b.ts'),
    );
    expect(await repo.blobs(['**/*.md'])).toEqual(ids('cards/ä\n.md'));
    expect(await repo.blobs(['nothing/**', '../**', '*a*a*a*a*a', ''])).toEqual([]);
  });

  test('follow a new commit', async () => {
    const root = gitRepo({ 'a.md': 'one' });
    const repo = diskRepo(root);
    const before = await repo.blobs(['a.md']);
    put(root, { 'a.md': 'two' });
    commit(root);
    expect(await repo.blobs(['a.md'])).not.toEqual(before);
  });

  test('of a base below the root of the work tree, from that root', async () => {
    const root = gitRepo({ 'docs/kb.config.yaml': '', 'docs/a.md': 'a', 'src/b.ts': 'b' });
    const repo = diskRepo(path.join(root, 'docs'));
    expect(await repo.blobs(['src/**'])).toEqual([['src/b.ts', git(root, 'rev-parse', 'HEAD:src/b.ts')]]);
    expect((await repo.blobs(['docs/*.md']))?.map(([file]) => file)).toEqual(['docs/a.md']);
  });

  test('links and submodules have ids too', async () => {
    const shared = gitRepo({ 's.md': 's' });
    const root = gitRepo({ 'real.md': 'x' });
    symlinkSync('real.md', path.join(root, 'link.md'));
    git(root, 'submodule', '--quiet', 'add', shared, 'vendor/sub');
    commit(root);
    expect((await diskRepo(root).blobs(['link.md', 'vendor/sub/**']))?.map(([file]) => file)).toEqual([
      'link.md',
      'vendor/sub',
    ]);
  });
});
