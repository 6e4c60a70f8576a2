/** Globs of code that match nothing: the files are gone, mistyped, or just not committed yet. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { diskRepo } from '../../src/repo/disk.js';
import { revisionRepo } from '../../src/repo/revision.js';
import { unmatchedGlobs } from '../../src/repo/unmatched.js';
import { git, gitRepo, put, tempFolder } from './world.js';

const GLOBS = [
  'src',
  'src/*.ts',
  '**/a.ts',
  '!gone/**',
  'gone/**',
  'gone',
  'src/*.rs',
  '../src/a.ts',
  '/etc',
  'new',
  'new/deep/**/*.ts',
  'src/new.ts',
  'src/new*.ts',
];
const GONE = ['gone/**', 'gone', 'src/*.rs', '../src/a.ts', '/etc', 'src/new*.ts'];

test.each(['', 'docs/kb'])('of a base in “%s” count from the root of the work tree', async (folder) => {
  const root = gitRepo({ 'src/a.ts': 'a', 'docs/kb/card.md': 'x' });
  put(root, { 'new/deep/b.ts': 'b', 'src/new.ts': 'c' });
  const base = path.join(root, folder);
  expect([...(await unmatchedGlobs(diskRepo(base), GLOBS))]).toEqual(GONE);
  const head = revisionRepo(base, git(root, 'rev-parse', 'HEAD'));
  expect([...(await unmatchedGlobs(head, ['src', ...GONE, 'new']))]).toEqual([...GONE, 'new']);
});

test('are not judged outside git, nor before the first commit', async () => {
  const root = tempFolder();
  expect([...(await unmatchedGlobs(diskRepo(root), ['gone']))]).toEqual([]);
  git(root, 'init', '-q');
  expect([...(await unmatchedGlobs(diskRepo(root), ['gone']))]).toEqual([]);
});
