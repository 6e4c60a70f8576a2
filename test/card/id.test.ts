import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derivedId, idClashes, idRoots, isCardId, type Identity } from '../../src/card/id.js';

describe('a written id', () => {
  test.each(['a', '7', 'refund-eu', 'billing/refund-eu', 'a/b/c', 'a'.repeat(64), '360014869820'])(
    '%s',
    (id) => {
      expect(isCardId(id)).toBe(true);
    },
  );
  test.each([
    '',
    'A',
    '-a',
    'a/',
    '/a',
    'a//b',
    'a b',
    'zwróć',
    'a\n',
    'a_b',
    '../a',
    'a'.repeat(65),
    'ab/'.repeat(200) + 'a',
  ])('not %j', (id) => {
    expect(isCardId(id)).toBe(false);
  });
});

describe('an id from the path', () => {
  test.each([
    ['cards/refund-eu.md', 'refund-eu'],
    ['cards/Billing/Refund EU (2026).md', 'billing/refund-eu-2026'],
    ['cards/a/FAQ.html.md.erb', 'a/faq'],
    ['cards/x.md.md', 'x'],
    ['cards/node.js.markdown', 'node-js'],
    ['docs/x.mdx', 'docs/x'],
    ['cards/החזר כספי.md', 'החזר-כספי'],
    ['cards/การคืนเงิน.md', 'การคืนเงิน'],
    ['cards/zwro\u0301c\u0301.md', 'zwr\u00f3\u0107'],
    ['cards/what’s & why?.md', 'what-s-why'],
    ['cards/--output=x.md', 'output-x'],
    ['cards/line\nbreak.md', 'line-break'],
    ['cards/constructor.md', 'constructor'],
  ])('%j → %s', (path, id) => {
    expect(derivedId(path, ['cards/'])).toBe(id);
  });

  test('a name without letters gets a hash', () => {
    expect(derivedId('cards/🔥.md', ['cards/'])).toMatch(/^[0-9a-f]{6}$/);
    expect(derivedId('cards/🔥.md', ['cards/'])).not.toBe(derivedId('cards/💧.md', ['cards/']));
  });

  test('never breaks: segments of letters, digits and -, up to 64 each, and the same for NFC and NFD', () => {
    const segment = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]*$/u;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), (name) => {
        const id = derivedId(`cards/${name}.md`, ['cards/']);
        const segments = id.split('/');
        expect(segments.every((each) => segment.test(each) && Array.from(each).length <= 64)).toBe(true);
      }),
    );
  });

  test('roots are the folders that the globs start from', () => {
    expect(
      idRoots(['cards/**/*.md', 'docs/kb/*.md', '!cards/old/**', '*.md', './a/b*/c.md', 'x/y.md']),
    ).toEqual(['docs/kb/', 'cards/', 'a/', 'x/', '']);
    expect(derivedId('cards/a.md', ['', 'cards/'])).toBe('a');
  });

  test('parentheses and the like are plain letters of a folder, as when files are listed', () => {
    const roots = idRoots(['docs (old)/**/*.md', './a!b//c/', 'x{1,2}/*.md']);
    expect(roots).toEqual(['docs (old)/', 'a!b/c/', '']);
    expect(derivedId('docs (old)/refund.md', roots)).toBe('refund');
  });
});

describe('two cards with one id', () => {
  const roots = ['cards/'];
  const explicit = (path: string, text: string): Identity => ({
    path,
    id: isCardId(text) ? text : derivedId(path, roots),
    explicitId: isCardId(text),
    writtenId: { text, line: 2, column: 1 },
  });
  const derived = (path: string): Identity => ({
    path,
    id: derivedId(path, roots),
    explicitId: false,
    writtenId: null,
  });

  test.each([
    ['refund', 'refund'],
    ['refund', 'Refund'],
    ['caf\u00e9', 'cafe\u0301'],
  ])('written as %s and %s: both are unreadable, and each names the other file', (one, other) => {
    const clashes = idClashes(
      [explicit('cards/a.md', one), explicit('cards/b.md', other), derived('cards/c.md')],
      roots,
    );
    expect([...clashes.keys()]).toEqual(['cards/a.md', 'cards/b.md']);
    expect(clashes.get('cards/a.md')).toMatchObject({
      id: 'a',
      problem: { rule: 'id-duplicate', severity: 'error', line: 2, column: 1 },
    });
    expect(clashes.get('cards/a.md')?.unreadable).toContain('cards/b.md');
    expect(clashes.get('cards/b.md')?.unreadable).toContain('cards/a.md');
  });

  test('made from paths: each gets a hash of its path, whatever the order', () => {
    const cards = [derived('cards/a b.md'), derived('cards/a-b.md'), derived('cards/c.md')];
    const clashes = idClashes(cards, roots);
    expect(
      [...clashes.values()].map(({ id, unreadable, problem }) => [id, unreadable, problem.rule]),
    ).toEqual([
      [expect.stringMatching(/^a-b-[0-9a-f]{6}$/), null, 'id-clash'],
      [expect.stringMatching(/^a-b-[0-9a-f]{6}$/), null, 'id-clash'],
    ]);
    expect(new Set([...clashes.values()].map(({ id }) => id)).size).toBe(2);
    expect(new Map([...idClashes(cards.toReversed(), roots)].sort())).toEqual(new Map([...clashes].sort()));
  });

  test('a written id stays, the one from the path gives way', () => {
    const clashes = idClashes([explicit('cards/x.md', 'refund'), derived('cards/refund.md')], roots);
    expect([...clashes.keys()]).toEqual(['cards/refund.md']);
    expect(clashes.get('cards/refund.md')?.id).toMatch(/^refund-[0-9a-f]{6}$/);
  });
});
