/** Globs: which are accepted, and that accepted ones are fast even on the worst paths. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globProblem, select } from '../../src/repo/select.js';
import { cost } from '../cost.js';

describe('globProblem', () => {
  test.each([
    'cards/**/*.md',
    '{docs,guides}/**/*.{md,mdx}',
    '**/docs/**/*.md',
    'cards/[a-z]*.md',
    '2026-*-*.md',
    'group (1)/x.md',
    'a+b/@c/!d.md',
    'การ/**',
    '**/_kb.yaml',
    '!cards/old/**',
    'a..b/*.md',
    '**/*.html.md.erb',
  ])('%s is accepted', (glob) => {
    expect(globProblem(glob)).toBeNull();
  });

  test.each([
    ['', 'is empty'],
    ['/etc/**', 'relative'],
    ['c:\\x', 'relative'],
    ['a/../../b', 'leave'],
    ['..', 'leave'],
    ['!../x', 'leave'],
    ['{..,a}/x', 'leave'],
    ['a\0b', 'NUL'],
    ['x'.repeat(257), 'longer'],
    ['*a*a*a*b', 'too many wildcards'],
    ['**/a/**/a/**/a/**/b', 'too many wildcards'],
    ['{a,aa}'.repeat(6), 'too many wildcards'],
  ])('%j is not: %s', (glob, why) => {
    expect(globProblem(glob)).toContain(why);
  });
});

test.each([
  ['*a*a*b', 'a'.repeat(255)],
  ['*a*a*{a,aa}b', 'a'.repeat(255)],
  ['**/a/**/*a*b', `${'a/'.repeat(63)}${'a'.repeat(255)}`],
  ['**/a/**/a/**/b', `${'a/'.repeat(63)}a`],
  ['{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}b', 'a'.repeat(255)],
  ['(a+)+b', 'a'.repeat(255)],
  ['+(a|aa)b', 'a'.repeat(255)],
  ['((a*)*)*b', 'a'.repeat(255)],
  [`${'?'.repeat(200)}b`, 'a'.repeat(255)],
  [`${'[a]'.repeat(80)}b`, 'a'.repeat(255)],
])('%s says no to a long path at once', (glob, path) => {
  expect(globProblem(glob)).toBeNull();
  const { selects } = select([glob], { hidden: true });
  expect(selects(path)).toBe(false);
  // Milliseconds, many times the actual cost: the cost of an attack that works is exponential.
  expect(cost(() => selects(path))).toBeLessThan(5000);
});

describe('enters', () => {
  test.each([
    [
      'cards/**/*.md',
      ['cards', 'cards/a', 'cards/a/b'],
      ['card', 'cards2', 'other', 'cards/.git', 'cards/_t'],
    ],
    ['cards/*.md', ['cards'], ['cards/a', 'other']],
    ['*.md', [], ['cards']],
    ['a/b/**', ['a', 'a/b', 'a/b/c'], ['b', 'a/c', 'a/bc']],
    ['{a,b}/c/*.md', ['a', 'b', 'a/c', 'z'], ['a/c/d/e']],
    ['**/_t/*.md', ['x', '_t', 'x/_t'], ['_u', '.git', 'node_modules']],
    ['.git/**', [], ['.git', '.GIT']],
    ['!cards/**', [], ['cards']],
  ])('%s', (glob, yes, no) => {
    const { enters } = select([glob]);
    expect(yes.filter((folder) => !enters(folder))).toEqual([]);
    expect(no.filter((folder) => enters(folder))).toEqual([]);
  });
});

test('a glob names the folders that its plain words lead through', () => {
  const { names } = select(['vendor/docs/**/*.md', '**/x.md']);
  expect(['vendor', 'vendor/docs', 'vendor/docs/a', 'x'].filter(names)).toEqual(['vendor', 'vendor/docs']);
});

// The right one is not in one of the common forms, so a regular expression decides.
test.each([
  ['**/*.md', '**/*.{md,md}'],
  ['docs/**/*.md', 'docs/**/*.{md,md}'],
  ['a/b.c/**/*.md', 'a/b.c/**/*.{md,md}'],
  ['**/_kb.yaml', '**/{_kb,_kb}.yaml'],
  ['docs/**/_kb.yaml', 'docs/**/{_kb,_kb}.yaml'],
])('%s selects what %s does', (common, other) => {
  const name = fc.constantFrom(
    'docs',
    'a',
    'b.c',
    'x.md',
    '.md',
    '_d.md',
    'md',
    '_kb.yaml',
    'x_kb.yaml',
    '.x',
    '_x',
    'node_modules',
    '\n',
    'X.MD',
  );
  const [quick, slow] = [select([common]), select([other])];
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const path = names.join('/');
      expect([path, quick.selects(path), quick.enters(path)]).toEqual([
        path,
        slow.selects(path),
        slow.enters(path),
      ]);
    }),
    { numRuns: 1000 },
  );
});
