/** Which links change if a card moves, and how they are rewritten. */
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/card/edit.js';
import { Relinking } from '../../src/lint/relink.js';
import { growth, LINEAR } from '../cost.js';

const CARDS = [
  'docs/a.md',
  'docs/b c.md',
  'docs/café.md',
  'docs/billing/fees.md',
  'docs/billing/index.md',
  'docs/eu/one.md',
  'docs/old.html.md.erb',
];

/** The body of the card at `path` after a move. */
function relinked(path: string, body: string, from: string, to: string): string {
  const card = { path, source: `---\ntitle: T\n---\n${body}`, body };
  const { edits, lost } = new Relinking(CARDS, ['docs/'], { from, to }).of(card);
  expect(lost).toEqual([]);
  return applyEdits(card.source, edits).slice('---\ntitle: T\n---\n'.length);
}

describe('a link to the moved card', () => {
  const to = 'docs/eu/refunds (EU).md';
  test.each([
    ['a.md', 'eu/refunds%20%28EU%29.md'],
    ['./a.md', './eu/refunds%20%28EU%29.md'],
    ['a', 'eu/refunds%20%28EU%29'],
    ['a/', 'eu/refunds%20%28EU%29/'],
    ['a.html?x=1&y#Fees%20now', 'eu/refunds%20%28EU%29.html?x=1&y#Fees%20now'],
    ['../docs/a.md', 'eu/refunds%20%28EU%29.md'],
    ['/docs/a.md', '/docs/eu/refunds%20%28EU%29.md'],
    ['/a', '/eu/refunds%20%28EU%29'],
    ['/a.html#x', '/eu/refunds%20%28EU%29.html#x'],
    ['b%20c.md', 'b%20c.md'],
    ['https://acme.example/a.md', 'https://acme.example/a.md'],
    ['{{site}}/a.md', '{{site}}/a.md'],
    ['#a.md', '#a.md'],
    ['nope.md', 'nope.md'],
  ])('%s becomes %s', (before, after) => {
    expect(relinked('docs/b c.md', `[x](${before})`, 'docs/a.md', to)).toBe(`[x](${after})`);
  });

  test.each([
    ['[x](a.md "a.md")', '[x](eu/néw.md "a.md")', 'docs/eu/néw.md'],
    ['[x](<a.md>)', '[x](<eu/n w.md>)', 'docs/eu/n w.md'],
    ['[x](a.md)', '[x](eu/n%20w.md)', 'docs/eu/n w.md'],
    ['[x](a.md)', '[x](eu/new.md)', 'docs/eu/new.md'],
    ['![x](a.md)', '![x](eu/new.md)', 'docs/eu/new.md'],
    ['[x][a] [a]\n\n[A]: a.md\n', '[x][a] [a]\n\n[A]: eu/new.md\n', 'docs/eu/new.md'],
    ['[x](\\a.md)', '[x](\\a.md)', 'docs/eu/new.md'],
    ['[x](a\\.md#R&amp;D)', '[x](eu/new.md#R&amp;D)', 'docs/eu/new.md'],
    ["<a href='a.md'>x</a> <a href=a.md>", "<a href='eu/new.md'>x</a> <a href=eu/new.md>", 'docs/eu/new.md'],
    ['<a href="a&#46;md?a=1&amp;b">', '<a href="eu/new.md?a=1&amp;b">', 'docs/eu/new.md'],
    ['`[x](a.md)`\r\n\r\n    [x](a.md)\r\n', '`[x](a.md)`\r\n\r\n    [x](a.md)\r\n', 'docs/eu/new.md'],
    [
      '| [x](a.md) | \\| [x](a.md) |\n|-|-|\n',
      '| [x](eu/new.md) | \\| [x](eu/new.md) |\n|-|-|\n',
      'docs/eu/new.md',
    ],
    ['[x](a.md)', '[x](./@new.md)', 'docs/@new.md'],
    ['[x](a.md)', '[x](./~new.md)', 'docs/~new.md'],
    ['[x](a.md)', '[x](new%3A1%23%3F%25.md)', 'docs/new:1#?%.md'],
  ])('%j becomes %j', (before, after, where) => {
    expect(relinked('docs/b c.md', before, 'docs/a.md', where)).toBe(after);
  });

  test('keeps how names are spelled, and percent signs', () => {
    expect(relinked('docs/a.md', '[x](caf%C3%A9.md)', 'docs/café.md', 'docs/ø/café.md')).toBe(
      '[x](./%C3%B8/caf%C3%A9.md)',
    );
    expect(relinked('docs/a.md', '[x](café.md)', 'docs/café.md', 'docs/ø/café.md')).toBe('[x](ø/café.md)');
    expect(relinked('docs/a.md', '[x](cafe\u0301.md)', 'docs/café.md', 'docs/ø.md')).toBe('[x](ø.md)');
  });

  test('knows the pages of folders, and other endings', () => {
    const index = (body: string): string =>
      relinked('docs/a.md', body, 'docs/billing/index.md', 'docs/eu/pay.md');
    expect(index('[x](billing/)')).toBe('[x](eu/pay/)');
    expect(index('[x](billing)')).toBe('[x](eu/pay)');
    expect(index('[x](billing.html)')).toBe('[x](eu/pay.html)');
    expect(index('[x](billing/index.md)')).toBe('[x](eu/pay.md)');
    const becomes = (body: string): string => relinked('docs/b c.md', body, 'docs/a.md', 'docs/new/index.md');
    expect(becomes('[x](a) [x](a/#y) [x](a.md)')).toBe('[x](new) [x](new/#y) [x](new/index.md)');
    const erb = (body: string): string =>
      relinked('docs/a.md', body, 'docs/old.html.md.erb', 'docs/eu/old.html.md.erb');
    expect(erb('[x](old.html) [x](/old.html)')).toBe('[x](eu/old.html) [x](/eu/old.html)');
  });

  test('says its ending where without it another card would be meant', () => {
    expect(relinked('docs/b c.md', '[x](billing/)', 'docs/a.md', 'docs/billing.md')).toBe(
      '[x](billing/index.md)',
    );
  });
});

describe("the moved card's own links", () => {
  const own = (body: string, to = 'docs/eu/a.md'): string => relinked('docs/a.md', body, 'docs/a.md', to);

  test('count from its new folder', () => {
    expect(own('[x](b%20c.md) [x](billing/) ![i](img/a(1).png?raw#x) <img src="../i.png">')).toBe(
      '[x](../b%20c.md) [x](../billing/) ![i](../img/a(1).png?raw#x) <img src="../../i.png">',
    );
    expect(own('[x](eu/one.md#x) [x](./eu/one) [x](eu/)')).toBe('[x](one.md#x) [x](./one) [x](./)');
    expect(own('[x](../../up.md) [x](nope.md)')).toBe('[x](../../../up.md) [x](../nope.md)');
  });

  test('stay where its folder does, and where they name the root or the card itself', () => {
    const body = '[x](b%20c.md) ![i](img/a.png) [x](/a) [x](#y)';
    expect(own(body, 'docs/z.md')).toBe(body.replace('(/a)', '(/z)'));
    expect(own('[x](/billing/fees.md) [x](#y) [x](a.md#y)')).toBe(
      '[x](/billing/fees.md) [x](#y) [x](a.md#y)',
    );
    expect(own('[x](a.md#y) [x](../docs/a)', 'docs/eu/z.md')).toBe('[x](z.md#y) [x](z)');
  });
});

test('tells what no edit can save', () => {
  const card = { path: 'docs/a.md', source: '[x](eu/)', body: '[x](eu/)' };
  const move = { from: 'docs/eu/one.md', to: 'docs/one.md' };
  expect(new Relinking(CARDS, ['docs/'], move).of(card)).toEqual({
    edits: [],
    lost: [{ target: 'eu/', at: 4 }],
  });
});

test('ten times as many links take less than fifty times the time', () => {
  const relinking = new Relinking(CARDS, ['docs/'], { from: 'docs/a.md', to: 'docs/eu/new.md' });
  const text = '[x](a.md) ![y](i.png) <a href="b">z</a>\n'.repeat(5000);
  expect(growth((body) => relinking.of({ path: 'docs/a.md', source: body, body }), text)).toBeLessThan(
    LINEAR,
  );
});
