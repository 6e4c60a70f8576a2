/** Files of a commit by globs: the same as matching each file against each glob, at a fraction of the cost. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeFiles, codeSelector } from '../../src/repo/code.js';
import { cost } from '../cost.js';

const name = fc.constantFrom('a', 'b', 'ab', 'a.b', 'a"', '(a)', '.a', '$', '+a', 'é', '-', 'a b');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const part = fc.oneof(
  name,
  fc.constantFrom('*', '**', '?', 'a*', '{a,b}', '[ab]', '[', '\\a', '.', '"a"', '', '+(a)'),
);
const glob = fc
  .tuple(fc.constantFrom('', '', './', '!'), fc.array(part, { maxLength: 4 }))
  .map(([lead, parts]) => lead + parts.join('/'));

test('what globs select does not depend on where it is looked for', () => {
  const files = fc.uniqueArray(path, { maxLength: 30 });
  fc.assert(
    fc.property(files, fc.array(glob, { maxLength: 4 }), (paths, globs) => {
      const blobs = paths.map((each) => [each, `id of ${each}`] as const);
      const selects = codeSelector(globs);
      const expected = blobs.filter(([each]) => selects(each)).sort(([a], [b]) => (a < b ? -1 : 1));
      const code = new CodeFiles(blobs);
      expect(code.matching(globs)).toEqual(expected);
      expect(code.matching(globs)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

test('a thousand cards over ten thousand files cost little more than one of each', () => {
  const files = Array.from({ length: 10_000 }, (_, n) => [`src/m${n % 1000}/f${n}.ts`, `${n}`] as const);
  const all = (globs: readonly string[]): number =>
    cost(() => {
      const code = new CodeFiles(files);
      for (const each of globs) code.matching([each]);
    });
  const modules = Array.from({ length: 1000 }, (_, n) => `src/m${n}/**`);
  const same = Array.from({ length: 1000 }, () => '**/*.ts');
  all(modules.slice(0, 10));
  const one = Math.max(all(['**/*.ts']), 20);
  expect(all(same) / one).toBeLessThan(20);
  expect(all(modules) / one).toBeLessThan(20);
});
