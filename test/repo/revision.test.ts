/** A commit as a Repo: the same as a disk with that commit checked out, and independent of the disk. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Blobs } from '../../src/repo/blobs.js';
import { diskRepo } from '../../src/repo/disk.js';
import type { Repo } from '../../src/repo/repo.js';
import { revisionRepo } from '../../src/repo/revision.js';
import { commit, git, gitRepo, put, tempFolder } from './world.js';

const head = (root: string): string => git(root, 'rev-parse', 'HEAD');

/** Path → text, or why the file is refused. */
async function contents(repo: Repo, globs = ['**/*.md']): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const { path: file, refused } of await repo.list(globs)) {
    all[file] = refused ?? Buffer.from(await repo.read(file)).toString('latin1');
  }
  return all;
}

describe('a commit', () => {
  test.each(['', 'docs', 'docs/deep/er'])('says of the base in “%s” what the disk says', async (folder) => {
    const root = gitRepo({ '.github/CODEOWNERS': '* @all\n/docs/deep/ @deep\n', 'src/a.ts': '' });
    const base = path.join(root, folder);
    put(base, {
      'a.md': 'a',
      'cards/b.md': Buffer.from([0, 10, 13, 10, 255, 10]),
      'empty.md': '',
      'large.md': 'x'.repeat(256 * 1024 + 1),
      'folder.md/inside.md': 'inside',
      '_kb.yaml': 'owner: a',
      '_hidden/x.md': 'x',
      'node_modules/y.md': 'y',
      'other/pic.png': 'png',
      'new\nline/é \u202e.md': 'é',
      [`${'d/'.repeat(64)}fits.md`]: 'fits',
      [`${'d/'.repeat(66)}deep.md`]: 'too deep',
    });
    writeFileSync(Buffer.concat([Buffer.from(`${base}/`), Buffer.from([0xff]), Buffer.from('.md')]), 'x');
    const links = {
      'inside.md': 'a.md',
      'gone.md': 'nowhere',
      'pic.png': 'other/pic.png',
      shared: 'cards',
      outside: root,
    };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, path.join(base, name));
    const repo = revisionRepo(base, commit(root));
    const disk = diskRepo(base);
    for (const globs of [['**/*.md'], ['_kb.yaml', 'cards/*.md', '!**/b.md'], ['shared/*.md'], ['**/*']]) {
      expect(await contents(repo, globs)).toEqual(await contents(disk, globs));
    }
    const asked = [
      '',
      '.',
      'cards',
      'cards/',
      'a.md',
      'a.md/x',
      '../a.md',
      '../../src/a.ts',
      'src/a.ts',
      '../..',
    ];
    const more = [
      'pic.png',
      'shared',
      'gone.md',
      '/etc',
      '../../../..',
      'A.md',
      'a\0',
      '../docs/deep',
      '../../../src',
    ];
    expect(await repo.existing([...asked, ...more])).toEqual(await disk.existing([...asked, ...more]));
    expect(await repo.blobs(['**'])).toEqual(await disk.blobs(['**']));
    expect(await repo.blobs(['src', '[', 'docs/**/*.md'])).toEqual(
      await disk.blobs(['src', '[', 'docs/**/*.md']),
    );
    const [ours, theirs] = [await repo.codeowners(), await disk.codeowners()];
    expect(['a.md', 'deep/a.md'].map(ours.ownersOf)).toEqual(['a.md', 'deep/a.md'].map(theirs.ownersOf));
  });

  test('has nothing of what the disk has now', async () => {
    const root = gitRepo({ 'cards/a.md': 'old', 'cards/gone.md': 'gone', CODEOWNERS: '* @old' });
    const first = head(root);
    rmSync(path.join(root, 'cards/gone.md'));
    put(root, { 'cards/a.md': 'new', 'cards/b.md': 'b', CODEOWNERS: '* @new', '.gitignore': 'cards\n' });
    const repo = revisionRepo(root, first);
    expect(await contents(repo)).toEqual({ 'cards/a.md': 'old', 'cards/gone.md': 'gone' });
    expect([...(await repo.existing(['cards/b.md', 'cards/gone.md']))]).toEqual(['cards/gone.md']);
    expect((await repo.codeowners()).ownersOf('cards/a.md')).toEqual(['@old']);
    expect(await repo.clone()).toEqual({ head: first, fetchedAt: null, behind: null, shallow: false });
  });

  test('names each file by its blob', async () => {
    const root = gitRepo({ 'a.md': 'a' });
    const [entry] = await revisionRepo(root, head(root)).list(['*.md']);
    expect(entry?.blob).toBe(git(root, 'rev-parse', 'HEAD:a.md'));
  });

  test('in which the base is not there yet is empty', async () => {
    const root = gitRepo({ 'a.md': 'a' });
    const repo = revisionRepo(path.join(root, 'docs'), head(root));
    expect(await repo.list(['**/*.md'])).toEqual([]);
    expect(await repo.existing(['', '../a.md'])).toEqual(new Set(['../a.md']));
  });

  test('with a submodule refuses what is in it', async () => {
    const root = gitRepo({ 'cards/a.md': 'a' });
    git(root, 'submodule', '--quiet', 'add', gitRepo({ 's.md': 's' }), 'cards/sub');
    const repo = revisionRepo(root, commit(root));
    expect(await contents(repo, ['cards/**/*.md'])).toMatchObject({
      'cards/a.md': 'a',
      'cards/sub': 'it is a submodule, whose files are not in the commit',
    });
    await expect(repo.read('cards/sub')).rejects.toMatchObject({ code: 'io' });
    const sub = path.join(root, 'cards/sub');
    expect(await contents(revisionRepo(sub, head(sub)))).toEqual({ 's.md': 's' });
  });

  test('of a repository with SHA-256, and of a linked work tree', async () => {
    const root = tempFolder();
    git(root, 'init', '-q', '--object-format=sha256');
    put(root, { 'a.md': 'a' });
    const id = commit(root);
    const tree = path.join(tempFolder(), 'tree');
    git(root, 'worktree', 'add', '-q', '--detach', tree);
    for (const each of [root, tree]) expect(await contents(revisionRepo(each, id))).toEqual({ 'a.md': 'a' });
  });

  test('that a partial clone has not whole is an error, and nothing is fetched', async () => {
    const origin = gitRepo({ 'cards/a.md': 'old' });
    const first = head(origin);
    put(origin, { 'cards/a.md': 'new' });
    commit(origin);
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    const root = path.join(tempFolder(), 'clone');
    git(path.dirname(root), 'clone', '-q', '--filter=blob:none', `file://${origin}`, root);
    const hint = 'in a partial clone, git diff --stat COMMIT HEAD fetches what differs';
    await expect(revisionRepo(root, first).list(['**/*.md'])).rejects.toMatchObject({ code: 'io', hint });
    expect(await contents(revisionRepo(root, head(root)))).toEqual({ 'cards/a.md': 'new' });
    git(root, 'diff', '--stat', first, 'HEAD');
    expect(await contents(revisionRepo(root, first))).toEqual({ 'cards/a.md': 'old' });
  });

  test('that is none is an error', async () => {
    const repo = revisionRepo(gitRepo(), '0'.repeat(40));
    await expect(repo.list(['**'])).rejects.toMatchObject({ code: 'io' });
    await expect(repo.existing(['a'])).rejects.toMatchObject({ code: 'io' });
  });
});

describe('blobs', () => {
  /** Some texts are equal, some are empty, and one is large. */
  const texts = Array.from({ length: 300 }, (_, n) =>
    n % 7 === 0 ? 'same\n' : n % 11 === 0 ? '' : `card ${n}\n`,
  );
  texts[200] = 'x'.repeat(200_000);

  test.each(['in order', 'backwards', 'all at once'])('are read %s', async (order) => {
    const root = gitRepo(
      Object.fromEntries(texts.map((text, n) => [`${String(n).padStart(4, '0')}.md`, text])),
    );
    const repo = revisionRepo(root, head(root));
    const files = (await repo.list(['*.md'])).map((entry) => entry.path);
    const expected = order === 'backwards' ? texts.slice(-30).reverse() : texts;
    if (order === 'backwards') files.reverse().splice(30);
    const read: Uint8Array[] = [];
    if (order === 'all at once') read.push(...(await Promise.all(files.map((file) => repo.read(file)))));
    else for (const file of files) read.push(await repo.read(file));
    expect(read.map((bytes) => Buffer.from(bytes).toString())).toEqual(expected);
  });

  test.runIf(process.platform !== 'win32')(
    'are fetched by the hundred, also where something else is read among them',
    async () => {
      const files = Array.from({ length: 300 }, (_, n) => [`cards/${String(n).padStart(3, '0')}.md`, `${n}`]);
      const root = gitRepo({
        ...(Object.fromEntries(files) as Record<string, string>),
        CODEOWNERS: '* @all',
        'a.md': 'a',
      });
      const repo = revisionRepo(root, head(root));
      const log = path.join(root, 'log');
      const own = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
      put(root, { 'bin/git': `#!/bin/sh\necho git >> '${log}'\nexec '${own}' "$@"\n` });
      chmodSync(path.join(root, 'bin/git'), 0o755);
      vi.stubEnv('PATH', `${path.join(root, 'bin')}:${process.env['PATH'] ?? ''}`);
      onTestFinished(() => void vi.unstubAllEnvs());
      const listed = await repo.list(['cards/*.md']);
      await repo.codeowners();
      for (const { path: file } of listed) await repo.read(file);
      expect(readFileSync(log, 'utf8').split('\n').length).toBeLessThan(25);
    },
  );

  test('that are not there are an error, also what follows an error', async () => {
    const root = gitRepo({ 'a.md': 'a' });
    const blobs = new Blobs(root);
    const id = git(root, 'rev-parse', 'HEAD:a.md');
    await expect(blobs.size('1'.repeat(40))).rejects.toMatchObject({ code: 'io' });
    await expect(blobs.size('--help')).rejects.toMatchObject({ code: 'io' });
    await expect(blobs.read('1'.repeat(40))).rejects.toMatchObject({ code: 'io' });
    expect(await blobs.size(id)).toBe(1);
    expect(Buffer.from(await blobs.read(id)).toString()).toBe('a');
  });
});
