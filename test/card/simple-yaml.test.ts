/** The fast reader of simple front matter agrees with the full YAML reader, or gives up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/card/decode.js';
import { findFences } from '../../src/card/fences.js';
import type { Fields } from '../../src/card/value.js';
import { Lines } from '../../src/card/position.js';
import { readYaml } from '../../src/card/yaml/read.js';
import { readSimpleYaml } from '../../src/card/yaml/simple.js';
import { diskRepo } from '../../src/repo/disk.js';
import { corpora, hasCorpora } from '../corpora.js';

function simple(text: string): Fields | null {
  const fences = findFences(text);
  if (fences.kind !== 'closed') return null;
  return readSimpleYaml(text, fences.from, fences.to, new Lines(text));
}

/** If the fast reader answers, the full YAML reader finds the same fields and no problems. */
function expectSame(text: string): void {
  const fields = simple(text);
  if (fields === null) return;
  const fences = findFences(text) as Extract<ReturnType<typeof findFences>, { kind: 'closed' }>;
  const yaml = text.slice(fences.from, fences.to);
  expect({ fields, problems: [] }).toEqual(readYaml(yaml, fences.from, new Lines(text)));
}

const matter = (...lines: readonly string[]): string => `---\n${lines.join('\n')}\n---\nbody: no\n`;

/** Values that mean something else than they seem to, or almost do. */
const ODD =
  `1.5 ~ null no "" 'it''s' a#b a_#b a:b a:_b [] [_a_,_"b"_] [a,] - -_a -1 ? @a \`a\` "a | > *a &a_b !a_b %a {} < = a,b a] :`
    .split(' ')
    .map((each) => each.replaceAll('_', ' '));
const SIGNS = [' ', '\t', ':', '#', '-', '[', ']', '{', ',', '"', "'", '\\', 'a', 'b'];

describe('simple front matter', () => {
  test.each([
    [['title: Refunds']],
    [['title: "A: b # c"', "owner: '@ana'", 'verify-by: 2027-01-31']],
    [['tags: [a, "b c", d/e]', 'none: []', 'url: https://example.com/x?y=1']],
    [['tags:', '  - a', '  - "b: c"', 'more:', '- x', '- y']],
    [['verified:', '  on: 2026-11-01', '  by: ana', '  paths: 0123456789ab', 'title: After a map']],
    [['a:', '  b:', '    c: d', '    e:', '      - f', '  g: h']],
    [['title: מה נשמע', 'x: Zażółć gęślą jaźń']],
  ])('%j', (lines) => {
    expect(simple(matter(...lines))).not.toBeNull();
    expectSame(matter(...lines));
  });

  test.each([
    [['title: a # b']],
    [['title: a: b']],
    [['title: @ana']],
    [['title:']],
    [['title: ~']],
    [['title: "a\\n"']],
    [['title: a', '  b']],
    [['title: |', '  a']],
    [['title: a', 'title: b']],
    [['__proto__: a']],
    [['a: &x b']],
    [['# nothing']],
    [['a: b ']],
    [['a:\tb']],
    [['- a']],
    [['? a']],
    [['a: b', ' c: d']],
    [['a: [b, [c]]']],
    [['a: {b: c}']],
    [['a: b\r']],
    [Array.from({ length: 65 }, (_, at) => `k${at}: v`)],
  ])('%j is left to YAML', (lines) => {
    expect(simple(matter(...lines))).toBeNull();
  });

  test('is what YAML says of any lines', () => {
    const key = fc.oneof(
      { weight: 5, arbitrary: fc.nat({ max: 30 }).map((n) => `k${n}`) },
      fc.constantFrom('title', 'a-b', 'a.b', 'x_1', 'null', 'y', '"q"', 'é', '<<'),
    );
    const word = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('a', 'b c', '1', '"x"', "'y'", '[a, b]', 'http://x/y') },
      { weight: 3, arbitrary: fc.constantFrom(...ODD) },
      fc.string({ maxLength: 6, unit: 'binary' }),
      fc.string({ maxLength: 4, unit: fc.constantFrom(...SIGNS) }),
    );
    const blanks = fc.constantFrom('', '', '', '', '', '', ' ', '  ', '  ', '    ');
    const line = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(blanks, key, fc.constantFrom(': ', ': ', ':', ':  '), word)
          .map((p) => p.join('')),
      },
      { weight: 2, arbitrary: fc.tuple(blanks, key).map(([indent, name]) => `${indent}${name}:`) },
      { weight: 2, arbitrary: fc.tuple(blanks, word).map(([indent, text]) => `${indent}- ${text}`) },
      { weight: 1, arbitrary: fc.tuple(blanks, word).map((p) => p.join('')) },
    );
    let answered = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        if (simple(matter(...lines)) !== null) answered += 1;
        expectSame(matter(...lines));
      }),
      { numRuns: process.env['KB_SOAK'] ? 200_000 : 5000 },
    );
    expect(answered).toBeGreaterThan(100);
  });

  test.runIf(hasCorpora('mdn-1k', 'govuk', 'langs', 'support-arduino', 'bad-inputs'))(
    'is most of it',
    async () => {
      for (const name of ['mdn-1k', 'govuk', 'support-arduino', 'langs', 'bad-inputs']) {
        const repo = diskRepo(corpora(name));
        for (const { path, refused } of await repo.list(['**/*.md', '**/*.erb'])) {
          if (refused === null) expectSame(decode(await repo.read(path)).text);
        }
      }
    },
  );
});
