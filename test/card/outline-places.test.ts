/** Positions of the addresses in a body, which `kb mv` rewrites byte for byte. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressesIn, outline } from '../../src/card/outline.js';
import { decodeEntities, unescape } from '../../src/card/outline/characters.js';
import { growth, LINEAR } from '../cost.js';

const written = (body: string): string[] => addressesIn(body).map(({ from, to }) => body.slice(from, to));
const marked = (body: string): string =>
  addressesIn(body).reduceRight(
    (text, { from, to }) => `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`,
    body,
  );

describe('an address is found where it stands', () => {
  test.each([
    '[a](«a.md») and `[a](a.md)` and ![b](«b.png» "title")',
    '[a]( <«a b.md»> (title) ) [b](\n«b.md»\n)',
    '[a](«a\\_b.md#x») [b](«R&amp;D.md?x=1»)',
    '# [a](«a.md») ##',
    '# [a](«a.md»)##',
    '## a # [#](«#») # #',
    '[a](«a.md») ##\n===',
    'a\n[a](«a.md»)\n---\n',
    '> - 1. [a](«a.md»)\n>   [b](«b.md»)\nlazy [c](«c.md»)',
    '-\t>\t[a](«a.md»)\n\t\t[b](«b.md»)',
    '1\t.\t[a](«1.md»)',
    '```\n[a](a.md)\n```\n\n    [a](a.md)\n\n[a](«a.md»)',
    '[a][x] [x] ![b][x]\n\n[x]: «a.md» "title"\n[X]: b.md\n[y]:\n  <«c d.md»>\n  "unused"\nrest [z](«z.md»)',
    '> [x]: «a.md»\n> [y]: «b.md»\n> ---\n',
    '[![i](«i.png»)](«a.md») [a [b](«b.md») c](c.md) ![a [b](b.md)](«c.png»)',
    '<a href="«a.md»">a</a> <A HREF=\' «b.md» \'>b</A> <img alt="x" src=«i.png»> <a name="x.md">',
    '<div>\n<a class="x" href="«a.md»">a</a>\n  <img src="«i.png»">\n</div>',
    '<div class="<% if\nx %>">\n<a href="«a.md»">\n<a href="«<%= x %>»"></div>',
    '| a | `\\|` |\n| - | - |\n| [a](«a.md») | \\| `x\\|y` [b](«b.md») ![a](«a.md») |\n| | [c](«c.md») |',
    '| [a](«a.md») | [a](«a.md») |\n|-|-|\n',
    '[^1]: [a](«a.md»)\n\n    [b](«b.md»)\n\nx [^1]',
    '- [ ] [a](«a.md»)\n- [x]\n  [b](«b.md»)',
    '[a](«https://acme.example/») is []() and <https://acme.example/> too',
  ])('%j', (text) => {
    for (const body of [
      text,
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', '\r'),
      `\u{feff}${text}`,
    ]) {
      expect(marked(body.replaceAll(/[«»]/g, ''))).toBe(body);
    }
  });

  test('in any text, with whatever is around it', () => {
    const piece = fc.constantFrom(
      ...['[a](b.md)', '![i](i%20j.png "t")', '[a](<b c.md>)', '[x]', '[a][x]', '\n\n[x]: y.md\n', '`', '``'],
      ...[
        '<a href="h&amp;i.md">',
        '</a>',
        "<img src='k.png'>",
        '<div>',
        '\n',
        '\n',
        '\r\n',
        '\n\n',
        '\t',
        ' ',
        '    ',
      ],
      ...[
        '# ',
        ' #',
        '> ',
        '- ',
        '1. ',
        '| ',
        '|',
        '\\|',
        '\n|-|-|\n',
        '---',
        '===',
        '*',
        '[',
        ']',
        '(',
        ')',
        '!',
        '\\',
        '<%= x %>',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const body = pieces.join('');
        for (const { from, to, form, target } of addressesIn(body)) {
          const raw = body.slice(from, to);
          expect(form === 'html' ? decodeEntities(raw) : unescape(raw)).toBe(
            target.replace('<%%>', '<%= x %>'),
          );
        }
        // No address that a reader could follow is missing, except empty ones and those made by code.
        const { links, images } = outline(body);
        const targets = [...links, ...images]
          .map(({ target }) => target)
          .filter((each) => /^[\w.% &-]+$/.test(each));
        expect(addressesIn(body).map(({ target }) => target)).toEqual(expect.arrayContaining(targets));
      }),
      { numRuns: 3000 },
    );
  });
});

test('the outline itself carries no places: what lint keeps would grow', () => {
  expect(outline('[a](b.md) ![c](d.png) <a href="e">f</a>').links).toEqual([
    { target: 'b.md', text: 'a', line: 1 },
    { target: 'e', text: 'f', line: 1 },
  ]);
});

test.each([
  '[a](b.md) ',
  '[a](b.md)\n',
  '# #### [a](b.md) ####',
  '| \\| [a](b.md) ',
  '| a | b |\n|-|-|\n| [a](b.md) \\| | c |\n',
  '[a]: b.md\n',
  '<a href="b.md">\n',
  '> ',
  '\r',
])('ten times as much of %j takes less than fifty times the time', (piece) => {
  const text = piece.repeat(Math.ceil(200_000 / piece.length));
  expect(growth(addressesIn, text)).toBeLessThan(LINEAR);
  expect(written(piece).length).toBeLessThan(3);
});
