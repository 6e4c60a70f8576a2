/** What only a disk has: links, pipes, ignore files, other repositories, vanishing files. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pathProblem } from '../../src/repo/below.js';
import { diskRepo } from '../../src/repo/disk.js';
import { corpora, hasCorpora } from '../corpora.js';
import { runAsNobody } from './child.js';
import { git, gitRepo, put, tempFolder } from './world.js';

async function refusals(root: string, globs = ['**/*.md']): Promise<Record<string, string | null>> {
  return Object.fromEntries((await diskRepo(root).list(globs)).map(({ path, refused }) => [path, refused]));
}

async function listed(root: string, globs = ['**/*.md']): Promise<string[]> {
  return Object.keys(await refusals(root, globs));
}

describe('CODEOWNERS', () => {
  test('of a base in a folder of a work tree lies at the root of the tree, and its paths count from there', async () => {
    const root = gitRepo({
      '.github/CODEOWNERS': '* @all\n/docs/cards/ @docs\n/cards/ @other\n',
      'docs/.github/CODEOWNERS': '* @nobody\n',
      'docs/kb.config.yaml': '',
    });
    const { ownersOf: owners } = await diskRepo(path.join(root, 'docs')).codeowners();
    expect(['a.md', 'cards/a.md'].map(owners)).toEqual([['@all'], ['@docs']]);
  });

  test('that is a link, or lies behind one, is not followed', async () => {
    const outside = tempFolder();
    put(outside, { CODEOWNERS: '* @outside\n' });
    const root = gitRepo({ 'docs/CODEOWNERS': '* @docs\n' });
    symlinkSync(outside, path.join(root, '.github'));
    symlinkSync(path.join(outside, 'CODEOWNERS'), path.join(root, 'CODEOWNERS'));
    expect((await diskRepo(root).codeowners()).ownersOf('a.md')).toEqual(['@docs']);
  });
});

describe('entries that must not be opened', () => {
  test('links: in the base, out of it, in a circle, dangling, to a folder', async () => {
    const outside = tempFolder();
    put(outside, { 'secret.md': 'secret', 'folder/x.md': 'x' });
    const root = tempFolder();
    put(root, { 'real.md': 'real', 'folder/y.md': 'y', 'pic.png': '' });
    symlinkSync('real.md', path.join(root, 'inside.md'));
    symlinkSync(path.join(outside, 'secret.md'), path.join(root, 'outside.md'));
    symlinkSync('loop.md', path.join(root, 'loop.md'));
    symlinkSync('gone', path.join(root, 'dangling.md'));
    symlinkSync(path.join(outside, 'folder'), path.join(root, 'away'));
    symlinkSync('..', path.join(root, 'folder/up'));
    symlinkSync('pic.png', path.join(root, 'other.png'));
    const link = 'it is a symbolic link, which is not followed';
    expect(await refusals(root)).toEqual({
      away: link,
      'dangling.md': link,
      'folder/up': link,
      'folder/y.md': null,
      'inside.md': link,
      'loop.md': link,
      'outside.md': link,
      'real.md': null,
    });
    for (const file of [
      'inside.md',
      'outside.md',
      'loop.md',
      'dangling.md',
      'away/x.md',
      'folder/up/real.md',
    ]) {
      await expect(diskRepo(root).read(file), file).rejects.toThrow('symbolic link');
    }
  });

  test('a link on the way to the folder that a glob names', async () => {
    const outside = tempFolder();
    put(outside, { 'sub/x.md': 'x' });
    const root = tempFolder();
    symlinkSync(outside, path.join(root, 'cards'));
    expect(await refusals(root, ['cards/sub/*.md'])).toEqual({
      cards: 'it is a symbolic link, which is not followed',
    });
  });

  test('a pipe, a socket, a folder with the name of a card; a hard link is a file', async () => {
    const root = tempFolder();
    put(root, { 'real.md': 'real', 'x.md/y.md': 'y' });
    execFileSync('mkfifo', [path.join(root, 'pipe.md')]);
    linkSync(path.join(root, 'real.md'), path.join(root, 'hard.md'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path.join(root, 'socket.md'), resolve));
    onTestFinished(() => void server.close());
    expect(await refusals(root)).toEqual({
      'hard.md': null,
      'pipe.md': 'it is a named pipe',
      'real.md': null,
      'socket.md': 'it is a socket',
      'x.md': 'it is a folder',
    });
    for (const file of ['pipe.md', 'socket.md', 'x.md']) {
      await expect(diskRepo(root).read(file), file).rejects.toMatchObject({ code: 'io' });
    }
  });

  test('10 GB without content', async () => {
    const root = tempFolder();
    writeFileSync(path.join(root, 'sparse.md'), '');
    truncateSync(path.join(root, 'sparse.md'), 10 * 1024 ** 3);
    expect(await refusals(root)).toEqual({ 'sparse.md': 'it has 10737418240 bytes, more than 256 KiB' });
    await expect(diskRepo(root).read('sparse.md')).rejects.toThrow('more than 256 KiB');
  });

  test('a file that grew to many GB since it was listed', async () => {
    const root = tempFolder();
    put(root, { 'a.md': 'a' });
    expect(await refusals(root)).toEqual({ 'a.md': null });
    truncateSync(path.join(root, 'a.md'), 1024 ** 3);
    await expect(diskRepo(root).read('a.md')).rejects.toThrow('more than 256 KiB');
  });

  test('a file that became a pipe since it was listed does not hang', async () => {
    const root = tempFolder();
    execFileSync('mkfifo', [path.join(root, 'a.md')]);
    await expect(diskRepo(root).read('a.md')).rejects.toThrow('regular file');
  });

  test('a file that went away since it was listed', async () => {
    const root = tempFolder();
    put(root, { 'a.md': 'a', 'b.md': 'b' });
    const repo = diskRepo(root);
    rmSync(path.join(root, 'a.md'));
    await expect(repo.read('a.md')).rejects.toMatchObject({
      code: 'io',
      message: 'a.md cannot be read: it does not exist',
    });
    expect((await repo.read('b.md')).length).toBe(1);
  });

  test('a folder that became a link since a file in it was read', async () => {
    const outside = tempFolder();
    put(outside, { 'a.md': 'secret' });
    const root = tempFolder();
    put(root, { 'cards/a.md': 'a' });
    const repo = diskRepo(root);
    expect((await repo.read('cards/a.md')).length).toBe(1);
    rmSync(path.join(root, 'cards'), { recursive: true });
    symlinkSync(outside, path.join(root, 'cards'));
    await setImmediate();
    await expect(repo.read('cards/a.md')).rejects.toThrow('cards is a symbolic link');
  });

  test('a name that is not UTF-8', async () => {
    const root = tempFolder();
    put(root, { 'a.md': 'a' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.from([0xff]), Buffer.from('.md')]), 'x');
    expect(await refusals(root)).toEqual({ 'a.md': null, 'bad-\uFFFD.md': 'its name is not UTF-8' });
  });

  test('folders within folders, too deep to be meant', async () => {
    const root = tempFolder();
    const deep = (levels: number): string => Array.from({ length: levels }, () => 'd').join('/');
    put(root, { [`${deep(64)}/x.md`]: 'x', [`${deep(80)}/y.md`]: 'y' });
    expect(await refusals(root)).toEqual({
      [`${deep(64)}/x.md`]: null,
      [deep(65)]: 'it is more than 64 folders deep',
    });
  });

  test('a folder and a file that are closed to us', () => {
    const root = tempFolder();
    put(root, { 'open/a.md': 'a', 'closed/b.md': 'b', 'c.md': 'c' });
    chmodSync(path.join(root, 'closed'), 0o000);
    chmodSync(path.join(root, 'c.md'), 0o000);
    const { stdout } = runAsNobody('list-and-read', root);
    expect(JSON.parse(stdout)).toEqual({
      'c.md': 'c.md cannot be read: permission denied',
      closed: 'the folder cannot be read: permission denied',
      'open/a.md': 'a',
    });
  });

  test('a root that is not there', async () => {
    await expect(diskRepo(path.join(tempFolder(), 'gone')).list(['*.md'])).rejects.toMatchObject({
      code: 'io',
    });
  });
});

describe('what git ignores', () => {
  test('is left out, by the nearest .gitignore that has an opinion', async () => {
    const root = gitRepo({
      '.gitignore': '/build/\n*.draft.md\ntmp\n# a comment\n\\#sharp.md\nspaced.md   \n',
      'build/a.md': '',
      'docs/build/a.md': '',
      'docs/.gitignore': '!keep.draft.md\n/local.md\n',
      'docs/keep.draft.md': '',
      'docs/lose.draft.md': '',
      'docs/local.md': '',
      'docs/deep/local.md': '',
      'docs/deep/tmp/x.md': '',
      'docs/deep/.gitignore': '*\n!*.md\n',
      '#sharp.md': '',
      'spaced.md': '',
      'ok.md': '',
    });
    put(root, { '.git/info/exclude': 'private/\n', 'private/p.md': '' });
    expect(await listed(root)).toEqual(notIgnored(root));
    expect(await listed(root)).toEqual([
      'docs/build/a.md',
      'docs/deep/local.md',
      'docs/keep.draft.md',
      'ok.md',
    ]);
  });

  test('is the same in a base below the root of the work tree', async () => {
    const root = gitRepo({
      '.gitignore': '/base/out/\nnotes/*.md\n',
      'base/.gitignore': '!notes/kept.md\n',
      'base/out/a.md': '',
      'base/notes/lost.md': '',
      'base/notes/kept.md': '',
      'base/x.md': '',
    });
    expect(await listed(path.join(root, 'base'))).toEqual(notIgnored(path.join(root, 'base')));
    expect(await listed(path.join(root, 'base'))).toEqual(['notes/lost.md', 'notes/kept.md', 'x.md'].sort());
  });

  test('an ignore file that is a link, a pipe, huge or slow does no harm', async () => {
    const outside = tempFolder();
    put(outside, { rules: '*\n' });
    const root = tempFolder();
    const deep = Array.from({ length: 60 }, () => 'a').join('/');
    put(root, {
      'linked/x.md': '',
      'piped/x.md': '',
      'huge/x.md': '',
      'huge/.gitignore': '*\n'.repeat(100_000),
      'slow/.gitignore': `${'**/a/'.repeat(12)}**/b\n*${'a*'.repeat(100)}b\n`,
      [`slow/${deep}/${'a'.repeat(250)}.md`]: '',
    });
    symlinkSync(path.join(outside, 'rules'), path.join(root, 'linked/.gitignore'));
    execFileSync('mkfifo', [path.join(root, 'piped/.gitignore')]);
    const start = process.cpuUsage();
    expect(await listed(root)).toHaveLength(4);
    const { user, system } = process.cpuUsage(start);
    // Microseconds, many times the actual cost: a backtracking rule takes minutes.
    expect(user + system).toBeLessThan(20_000_000);
  });

  /** Git's own answer: the Markdown files that it tracks or would add. */
  function notIgnored(root: string): string[] {
    const ignored = new Set(git(root, 'ls-files', '-z', '-cio', '--exclude-standard').split('\0'));
    const all = git(root, 'ls-files', '-z', '-co').split('\0');
    return all.filter((file) => file.endsWith('.md') && !ignored.has(file)).sort();
  }
});

describe('other repositories inside', () => {
  test('a submodule is listed; a clone and a linked work tree are not, unless a glob leads into them', async () => {
    const shared = gitRepo({ 'shared.md': '# Shared\n' });
    const root = gitRepo({ 'a.md': '# A\n' });
    git(root, 'submodule', '--quiet', 'add', shared, 'sub');
    git(root, 'clone', '-q', shared, 'vendor/clone');
    git(root, 'worktree', 'add', '-q', 'trees/one');
    put(root, { 'broken/.git': 'gitdir: /nowhere\n', 'broken/x.md': '' });
    expect(await listed(root)).toEqual(['a.md', 'sub/shared.md']);
    expect(await listed(root, ['*.md', 'vendor/clone/**/*.md'])).toEqual(['a.md', 'vendor/clone/shared.md']);
    expect(await listed(path.join(root, 'trees/one'))).toEqual(['a.md']);
    expect(await listed(path.join(root, 'sub'))).toEqual(['shared.md']);
  });

  test('the git folder is never listed', async () => {
    const root = gitRepo();
    put(root, { '.git/x.md': 'x' });
    expect(await listed(root, ['**/*.md', '.git/*.md', '.*/*.md'])).toEqual(['cards/a.md']);
  });
});

test('only folders that can hold a selected file are looked at', async () => {
  const root = tempFolder();
  put(root, { 'cards/a.md': '', 'other/closed/b.md': '', 'cards/deep/deeper/c.md': '' });
  symlinkSync('gone', path.join(root, 'other/closed/link.md'));
  symlinkSync('..', path.join(root, 'cards/deep/link'));
  expect(await listed(root, ['cards/*.md'])).toEqual(['cards/a.md']);
  expect(await listed(root, ['cards/**/*.md'])).toContain('cards/deep/link');
});

describe('paths', () => {
  test.each([
    ['a/b.md', null, null],
    ['a\\b.md', null, null],
    ['a\\..\\..\\b.md', null, /below it/],
    ['C:\\b.md', null, /colon/],
    ['a.md:stream', null, /colon/],
    ['\\\\server\\share', null, /below it/],
    ['../b.md', /below it/, /below it/],
    ['a\0.md', /NUL/, /NUL/],
  ])('%j here and on Windows', (file, here, there) => {
    const expectation = (windows: boolean, expected: RegExp | null): void => {
      const problem = pathProblem(file, windows);
      if (expected) expect(problem).toMatch(expected);
      else expect(problem).toBeNull();
    };
    expectation(false, here);
    expectation(true, there);
  });
});

describe.runIf(hasCorpora('mdn-1k', 'govuk'))('real trees', () => {
  test.each(['mdn-1k', 'govuk'])('%s: every file is listed and read', async (name) => {
    const repo = diskRepo(corpora(name));
    const entries = await repo.list(['**/*.md', '**/*.html.md.erb']);
    const all = readdirSync(corpora(name), { recursive: true, encoding: 'utf8' });
    const expected = all
      .filter((file) => /\.md$|\.html\.md\.erb$/.test(file) && !/(?:^|\/)[._]/.test(file))
      .sort();
    expect(entries.map((entry) => entry.path)).toEqual(expected);
    for (const { path: file, size } of entries) expect((await repo.read(file)).length).toBe(size);
  });
});

test('others get a turn while many files are read', async () => {
  const root = tempFolder();
  mkdirSync(path.join(root, 'cards'));
  put(root, { 'a.md': 'a' });
  const repo = diskRepo(root);
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  for (let i = 0; i < 5000; i++) await repo.read('a.md');
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});
