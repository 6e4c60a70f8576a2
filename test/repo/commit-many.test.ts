/** More files than a system accepts as arguments of a program: created, changed, refused by a hook, deleted. */
import { expect, test } from 'vitest';
import type { Change } from '../../src/repo/rewrite.js';
import { carryOut, committed, hook, repository } from './committing.js';
import { git, put } from './world.js';

// Linux accepts 128 KiB in one argument and 2 MiB in all, Windows 32 thousand characters.
const COUNT = process.env['KB_SOAK'] ? 12_000 : 900;
const PATHS = Array.from(
  { length: COUNT },
  (_, at) => `cards/${at % 50}/${'long-name-'.repeat(18)}${at.toString().padStart(6, '0')}.md`,
);

test(`${COUNT} files, and as many trailers`, { timeout: COUNT * 100 }, async () => {
  const root = repository({ 'a.md': '# A\n' });
  put(root, Object.fromEntries(PATHS.slice(1).map((path) => [path, '# B\n'])));
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'cards');
  const [fresh = '', ...known] = PATHS;
  const changes: Change[] = [
    { path: fresh, before: null, after: '# C\n' },
    ...known.map((path) => ({ path, before: '# B\n', after: '# C\n' })),
  ];
  const trailers = PATHS.map((path) => ['Kb-Verified', path] as const);
  const message = { subject: 'Say so', trailers };
  hook(root, 'pre-commit', 'exit 1');
  await expect(carryOut(root, changes, { message })).rejects.toMatchObject({
    hint: 'the files are as they were',
  });
  expect(git(root, 'status', '--porcelain')).toBe('');
  hook(root, 'pre-commit', 'exit 0');
  await carryOut(root, changes, { message });
  expect(committed(root)).toEqual([...PATHS].sort());
  expect(git(root, 'log', '-1', '--format=%(trailers:key=Kb-Verified,valueonly)').split('\n')).toEqual(PATHS);
  expect(git(root, 'status', '--porcelain')).toBe('');
});
