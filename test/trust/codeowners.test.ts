import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCodeowners } from '../../src/trust/codeowners.js';

const { ownersOf: owners, names } = parseCodeowners(`
# comment
*                 @acme/support
/cards/billing/   @acme/billing @ana   # trailing comment
cards/**/legal-*  @legal
docs/             docs@example.com
/cards/free.md
[Section]
!cards/a.md       @nobody
/
a\\ b.md          @blank
`);

describe('parseCodeowners', () => {
  test.each([
    ['cards/a.md', ['@acme/support']],
    ['cards/billing/refund.md', ['@acme/billing', '@ana']],
    ['other/cards/billing/refund.md', ['@acme/support']],
    ['cards/billing/legal-eu.md', ['@legal']],
    ['cards/legal-eu.md', ['@legal']],
    ['cards/legal-eu/x/y.md', ['@legal']],
    ['x/docs/y.md', ['docs@example.com']],
    ['docs', ['@acme/support']],
    ['cards/free.md', []],
    ['a b.md', ['@blank']],
    ['__proto__', ['@acme/support']],
  ])('%s', (path, expected) => {
    expect(owners(path)).toEqual(expected);
  });

  test('its names are all that stand behind a pattern', () => {
    expect([...names]).toHaveLength(6);
    expect(names).toContain('docs@example.com');
  });

  test('an empty file owns nothing', () => {
    expect(parseCodeowners('').ownersOf('cards/a.md')).toEqual([]);
  });

  // The rules that GitHub's documentation explains, one by one.
  test.each([
    ['*', 'a.md', true],
    ['*', 'a/b/c.md', true],
    ['*.js', 'a.js', true],
    ['*.js', 'a/b/c.js', true],
    ['*.js', 'a/b/c.jsx', false],
    ['/build/logs/', 'build/logs/a.txt', true],
    ['/build/logs/', 'build/logs/a/b.txt', true],
    ['/build/logs/', 'x/build/logs/a.txt', false],
    ['docs/*', 'docs/getting-started.md', true],
    ['docs/*', 'docs/build-app/troubleshooting.md', false],
    ['docs/*', 'x/docs/getting-started.md', false],
    ['apps/', 'apps/a.ts', true],
    ['apps/', 'x/y/apps/z/a.ts', true],
    ['apps/', 'x/myapps/a.ts', false],
    ['/docs/', 'docs/a.md', true],
    ['/docs/', 'docs/a/b.md', true],
    ['/docs/', 'x/docs/a.md', false],
    ['/scripts/', 'scripts/a.sh', true],
    ['/scripts/', 'scripts', false],
    ['**/logs', 'build/logs/a.txt', true],
    ['**/logs', 'scripts/logs/a.txt', true],
    ['**/logs', 'deeply/nested/logs/a/b.txt', true],
    ['**/logs', 'logs/a.txt', true],
    ['**/logs', 'build/mylogs/a.txt', false],
    ['/apps/github', 'apps/github/a.ts', true],
    ['/apps/github', 'apps/githubber/a.ts', false],
    ['docs/**/*.md', 'docs/a.md', true],
    ['docs/**/*.md', 'docs/a/b/c.md', true],
    ['docs/**', 'docs/a/b.md', true],
    ['docs/**', 'docs', false],
    ['/a?c.md', 'abc.md', true],
    ['/a[bc].md', 'ab.md', false],
    ['/a[bc].md', 'a[bc].md', true],
    ['/a\\*.md', 'ab.md', false],
    ['/a\\*.md', 'a*.md', true],
  ])('%s and %s: %s', (pattern, path, owned) => {
    expect(parseCodeowners(`${pattern} @octocat`).ownersOf(path)).toEqual(owned ? ['@octocat'] : []);
  });

  test('the last pattern counts, also where it names nobody', () => {
    const { ownersOf: of } = parseCodeowners('* @all\n/apps/ @octocat\n/apps/github\n');
    expect(of('a.md')).toEqual(['@all']);
    expect(of('apps/a.ts')).toEqual(['@octocat']);
    expect(of('apps/github/a.ts')).toEqual([]);
  });

  test.each([
    ['stars', `${'*a'.repeat(60)}b`, 'a'.repeat(4000)],
    ['globstars', `${'**/a/'.repeat(60)}b`, 'a/'.repeat(2000)],
  ])('many %s are no trouble', (_, pattern, path) => {
    const started = performance.now();
    expect(parseCodeowners(`${pattern} @octocat`).ownersOf(path)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test('a file of many patterns says what its patterns say one by one, the last first', () => {
  const word = fc.constantFrom('a', 'b', 'a.md', '*', '**', '*.md', '?');
  const pattern = fc
    .tuple(fc.constantFrom('', '/'), fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/'))
    .map(([root, words, end]) => root + words.join('/') + end);
  const path = fc.array(fc.constantFrom('a', 'b', 'a.md'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), path, (patterns, words) => {
      const lines = patterns.map((each, at) => `${each} @${at}`);
      const one = lines
        .map((line) => parseCodeowners(line).ownersOf(words.join('/')))
        .filter((each) => each.length > 0);
      expect(parseCodeowners(lines.join('\n')).ownersOf(words.join('/'))).toEqual(one.at(-1) ?? []);
    }),
    { numRuns: 2000 },
  );
});

test('10,000 plain patterns for 10,000 cards take no time', () => {
  const paths = Array.from({ length: 10_000 }, (_, at) => `cards/folder/card-${at}.md`);
  const { ownersOf } = parseCodeowners(paths.map((path, at) => `/${path} @${at}`).join('\n'));
  expect(paths.map((path) => ownersOf(path)[0])).toEqual(paths.map((_, at) => `@${at}`));
});
