/** What doctor finds in healthy repositories and in others. */
import { execFileSync } from 'node:child_process';
import { rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { diskRepo } from '../../src/repo/disk.js';
import { openGit } from '../../src/repo/git.js';
import { examine, type Check } from '../../src/repo/health.js';
import { findRoot } from '../../src/repo/place.js';
import { commit, git, gitRepo, put, tempFolder } from './world.js';

beforeEach(() => {
  vi.stubEnv('HOME', '/nonexistent');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  return () => {
    vi.unstubAllEnvs();
  };
});

const now = new Date();

async function checks(folder: string, nodeVersion = 'v22.1.0'): Promise<Map<string, Check>> {
  const place = findRoot(folder);
  const found = await examine({
    place,
    clone: await diskRepo(place.root).clone(),
    git: openGit(place.root, process.env),
    nodeVersion,
    now,
  });
  return new Map(found.map((check) => [check.name, check]));
}

function wrong(found: ReadonlyMap<string, Check>): string[] {
  return [...found.values()].filter((check) => check.ok !== true).map((check) => check.name);
}

/** A repository whose author is set. */
function ownRepo(files?: Readonly<Record<string, string>>): string {
  const root = gitRepo(files);
  git(root, 'config', 'user.email', 'ana@example.com');
  return root;
}

describe('examine', () => {
  test('all is well', async () => {
    const found = await checks(ownRepo());
    expect(wrong(found)).toEqual([]);
    expect([...found.keys()]).toEqual(['node', 'git', 'user.email', 'branch', 'up to date']);
    expect(found.get('git')?.found).toMatch(/^\d+\.\d+/);
    expect(found.get('user.email')?.found).toBe('ana@example.com');
    expect(found.get('branch')?.found).toBe('main → no upstream');
    expect([...found.values()].every((check) => check.fix === null)).toBe(true);
  });

  test.each([
    ['v20.18.3', false],
    ['v20.19.0', true],
    ['v18.20.0', false],
    ['v22.0.0', true],
    ['v24.1.0-nightly', true],
  ])('node %s', async (version, ok) => {
    expect((await checks(tempFolder(), version)).get('node')?.ok).toBe(ok);
  });

  test('git is not installed', async () => {
    const root = ownRepo();
    vi.stubEnv('PATH', tempFolder());
    const found = await checks(root);
    expect(found.get('git')).toMatchObject({ ok: 'warn', fix: 'install git' });
    expect(found.has('branch')).toBe(false);
  });

  test('outside git, in a bare repository, in a work tree that lost its repository', async () => {
    const outside = tempFolder();
    expect((await checks(outside)).get('repository')).toMatchObject({ ok: 'warn', fix: 'git init' });
    const bare = path.join(tempFolder(), "ana's.git");
    git(path.dirname(bare), 'init', '-q', '--bare', bare);
    expect((await checks(bare)).get('repository')?.fix).toBe(
      `git clone '${bare.replace("'", `'\\''`)}' FOLDER`,
    );
    put(outside, { '.git': 'gitdir: /nowhere\n' });
    expect((await checks(outside)).get('repository')?.found).toBe('.git leads nowhere');
    const torn = gitRepo();
    rmSync(path.join(torn, '.git/HEAD'));
    expect((await checks(torn)).get('repository')).toMatchObject({ ok: 'warn', fix: 'git status' });
  });

  test('no user.email', async () => {
    expect((await checks(gitRepo())).get('user.email')).toMatchObject({
      ok: 'warn',
      fix: 'git config --global user.email you@example.com',
    });
  });

  test('no commit yet', async () => {
    const root = tempFolder();
    git(root, 'init', '-q');
    expect((await checks(root)).get('branch')).toMatchObject({ ok: 'warn', found: 'no commit yet' });
  });

  test('detached', async () => {
    const root = ownRepo();
    git(root, 'checkout', '-q', '--detach');
    const head = git(root, 'rev-parse', 'HEAD').slice(0, 12);
    expect((await checks(root)).get('branch')).toMatchObject({ ok: true, found: `detached at ${head}` });
  });

  test('behind, and shallow', async () => {
    const origin = gitRepo();
    commit(origin, 'more');
    const root = path.join(tempFolder(), 'clone');
    git(path.dirname(root), 'clone', '-q', '--depth', '1', `file://${origin}`, root);
    git(root, 'config', 'user.email', 'ana@example.com');
    commit(origin, 'and more');
    git(root, 'fetch', '-q');
    const found = await checks(root);
    expect(wrong(found)).toEqual(['history', 'up to date']);
    expect(found.get('branch')?.found).toBe('main → origin/main');
    expect(found.get('history')?.fix).toBe('git fetch --unshallow');
    expect(found.get('up to date')).toMatchObject({
      found: '1 commit behind, fetched today',
      fix: 'git pull',
    });
  });

  test('in the middle of a merge, with an old lock', async () => {
    const root = ownRepo();
    const head = git(root, 'rev-parse', 'HEAD');
    put(root, { '.git/MERGE_HEAD': `${head}\n`, '.git/index.lock': '' });
    expect(wrong(await checks(root))).toEqual(['operation']);
    const before = new Date(now.getTime() - 11 * 60_000);
    utimesSync(path.join(root, '.git/index.lock'), before, before);
    const found = await checks(root);
    expect(wrong(found)).toEqual(['operation', 'index.lock']);
    expect(found.get('operation')?.fix).toBe('git merge --continue, or git merge --abort');
    expect(found.get('index.lock')?.found).toContain('11 minutes');
    expect(found.get('index.lock')?.fix).toContain(path.join(root, '.git/index.lock'));
  });

  test.skipIf(process.getuid?.() !== 0)('a repository that belongs to another user', async () => {
    const root = ownRepo();
    execFileSync('chown', ['-R', '65534:65534', root]);
    expect((await checks(root)).get('repository')).toMatchObject({
      ok: false,
      fix: `git config --global --add safe.directory ${root}`,
    });
  });
});
