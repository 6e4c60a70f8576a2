import { describe, expect, test } from 'vitest';
import { outline } from '../../src/card/outline.js';

const text = (body: string): string[] => outline(body).text.map((line) => line.text);
const anchors = (body: string): string[] => outline(body).headings.map((heading) => heading.anchor);
const targets = (body: string): string[] => outline(body).links.map((link) => link.target);

describe('headings', () => {
  test('are found with their depth, text, anchor and line', () => {
    expect(outline('# Refunds ##\n\ntext\n\nWho *pays*\n----------\n\n####### seven\n').headings).toEqual([
      { depth: 1, text: 'Refunds', anchor: 'refunds', line: 1 },
      { depth: 2, text: 'Who pays', anchor: 'who-pays', line: 5 },
    ]);
  });

  test('may lie in quotes and lists', () => {
    expect(outline('> # a\n\n1. ## b\n\n   c\n   ---\n').headings.map((heading) => heading.line)).toEqual([
      1, 3, 5,
    ]);
  });

  test.each([
    ['Refund & cancel (2024)', 'refund--cancel-2024'],
    ['🚀 Getting started', '-getting-started'],
    ['snake_case and `code()`', 'snake_case-and-code'],
    ['Zażółć gęślą', 'zażółć-gęślą'],
    ['החזר כספי', 'החזר-כספי'],
    ['คืนเงิน ที่ร้าน', 'คืนเงิน-ที่ร้าน'],
    ['Own id {#own}', 'own-id-own'],
    ['![Logo](logo.png) Shop', '-shop'],
  ])('%s is linked to by #%s', (heading, anchor) => {
    expect(anchors(`## ${heading}\n`)).toEqual([anchor]);
  });

  test('of the same text get numbers that clash with nothing', () => {
    expect(anchors('# a\n# a\n# a-1\n# a\n# constructor\n# constructor\n')).toEqual([
      'a',
      'a-1',
      'a-1-1',
      'a-2',
      'constructor',
      'constructor-1',
    ]);
    expect(anchors('# a-1\n# a\n# a\n')).toEqual(['a-1', 'a', 'a-2']);
  });

  test('are none in code, in HTML and below a bare definition', () => {
    expect(outline('```\n# a\n```\n\n    # b\n\n<div>\n# c\n</div>\n\n[d]: e\n===\n').headings).toEqual([]);
  });
});

test('anchors are those of headings, of ids, and of named links in HTML that is no comment', () => {
  const body = `# One\n\n<a name="two"></a> text <b id=three>x</b>\n\n<div\n  id='four &amp; more' name="no">\n<!-- <p id="gone"> -->\n\n\`<i id="code">\`\n`;
  expect([...outline(body).anchors]).toEqual(['one', 'two', 'three', 'four & more']);
});

test('anchors are those of terms in a list of descriptions', () => {
  const body = '- : none\n\ntext\n\n- `max count` {{optional}}\n  - : How many.\n- Other\n  - text: no\n';
  expect([...outline(body).anchors]).toEqual(['max-count']);
});

describe('links', () => {
  test('of every form, with the text and line at which they start', () => {
    const body = `See [the *terms*](terms.md "Title"), [by
label][Terms], [terms][] and [Terms].
<https://a.example/x?y=1&z=2>, <ana@acme.example> and www.b.example/c_(d).

[TERMS]: <my terms.md#a&amp;b\\_c> 'Title'
[terms]: later.md
`;
    expect(outline(body).links).toEqual([
      { target: 'terms.md', text: 'the terms', line: 1 },
      { target: 'my terms.md#a&b_c', text: 'by label', line: 1 },
      { target: 'my terms.md#a&b_c', text: 'terms', line: 2 },
      { target: 'my terms.md#a&b_c', text: 'Terms', line: 2 },
      { target: 'https://a.example/x?y=1&z=2', text: 'https://a.example/x?y=1&z=2', line: 3 },
      { target: 'mailto:ana@acme.example', text: 'ana@acme.example', line: 3 },
      { target: 'http://www.b.example/c_(d)', text: 'www.b.example/c_(d)', line: 3 },
    ]);
  });

  test.each([
    [
      'a bare URL ends before the punctuation',
      'Go to https://a.example/b.html), now.',
      ['https://a.example/b.html'],
    ],
    ['an underscore after a bare URL', '_www.a.example_ http://a_b.example', ['http://www.a.example']],
    ['a bracket after a bare URL', 'http://a.example/b][c]', ['http://a.example/b']],
    ['a bare URL between marks', '**https://a.example/b**', ['https://a.example/b']],
    [
      'an e-mail address with an underscore',
      'ask first_last@acme.example.',
      ['mailto:first_last@acme.example'],
    ],
    ['an escaped URL is none', 'http\\://a.example', []],
    ['a URL in code is none', '`https://a.example`', []],
    ['a linked image', '[![logo](a.png)](b.md)', ['b.md']],
    ['no link in a link', '[a [b](c) d](e)', ['c']],
    ['a URL in the text of a link', '[https://a.example](b)', ['b']],
    ['parentheses', '[a](b(c)d)', ['b(c)d']],
    ['an unknown label', '[a][b] [c]', []],
    ['a label like a built-in', '[constructor] [__proto__][toString]', []],
    ['a task box', '- [x] done\n- [ ] [y](z)\n', ['z']],
    ['a footnote', 'a[^1]\n\n[^1]: see [b](c)\n', ['c']],
    ['in a table', '| a | b |\n|---|---|\n| [x \\| y](z) | `|` |\n', ['z']],
    ['template code', '[x](<%= url %>)', ['%= url %']],
  ])('%s', (_, body, expected) => {
    expect(targets(body)).toEqual(expected);
  });
});

test('images have the text and line of their mark', () => {
  expect(outline('a ![the\n*logo*](logo.png) ![b][c]\n\n[c]: d.svg\n').images).toEqual([
    { target: 'logo.png', alt: 'the logo', line: 1 },
    { target: 'd.svg', alt: 'b', line: 2 },
  ]);
});

describe('HTML', () => {
  test('has links, between other words and in blocks of its own', () => {
    const body = `See <a href="terms.md#a&amp;b">the *terms*
of <b>use</b></a>, <A HREF='x y.md'>x</A> <a name="z" href=z.md>z <a href="">none</a>.

<div>
<!-- <a href="gone.md"> --><script>'<a href="gone.js">'</script>
<p><a
  class="button" href="form.md">The <b>form</b></a> <a id="no">no</a> <a href="<%= url %>">made</a></p>
<a href="last.md">last
</div>
`;
    expect(outline(body).links).toEqual([
      { target: 'terms.md#a&b', text: 'the terms of use', line: 1 },
      { target: 'x y.md', text: 'x', line: 2 },
      { target: 'z.md', text: 'z', line: 2 },
      { target: '', text: 'none', line: 2 },
      { target: 'form.md', text: 'The form', line: 6 },
      { target: '<%%>', text: 'made', line: 7 },
      { target: 'last.md', text: 'last', line: 8 },
    ]);
  });

  test('has images, which may say that they are decoration', () => {
    const body = `<img src="a.png" alt="A &amp; B"> <img src="b.png"/> <img alt="" src=c.png> <img alt src="d.png">

<p><img data-src="no.png" src="e.png"
role="presentation"><img alt="none"></p>
`;
    expect(outline(body).images).toEqual([
      { target: 'a.png', alt: 'A & B', line: 1 },
      { target: 'b.png', alt: '', line: 1 },
      { target: 'c.png', alt: '', line: 1, decoration: true },
      { target: 'd.png', alt: '', line: 1, decoration: true },
      { target: 'e.png', alt: '', line: 3, decoration: true },
    ]);
  });

  test('in code and in the text of a link has none', () => {
    expect(targets('`<a href="a">` [b <a href="c">d</a>](e)\n\n```\n<a href="f">\n```\n')).toEqual(['e']);
  });
});

describe('fences', () => {
  test('have their language and both their lines', () => {
    const body = '```js title\na\n```\n\n- b\n\n  ~~~~ c&amp;d\n  ```\n  ~~~\n  ~~~~\n\n> ```\n> e\nf\n';
    expect(outline(body).fences).toEqual([
      { language: 'js', line: 1, endLine: 3 },
      { language: 'c&d', line: 7, endLine: 10 },
      { language: '', line: 12, endLine: 13 },
    ]);
    expect(text(body)).toEqual(['a', 'b', '```', '~~~', 'e', 'f']);
  });

  test('that are never closed go on to the end', () => {
    expect(outline('a\n```\nb\n# c').fences).toEqual([{ language: '', line: 2, endLine: 4 }]);
  });
});

describe('plain text', () => {
  test.each([
    ['emphasis', '*a* **b** ***c*** __d__ ~~e~~ ~f~ g_h_i 2 * 3', 'a b c d e f g_h_i 2 * 3'],
    ['escapes and entities', '\\*a\\* &lt;b&gt; &copy; &#x41; &nope; \\q', '*a* <b> © A &nope; \\q'],
    ['code', '`` a`b `` `c\\`', 'a`b c\\'],
    ['code over two lines', 'a ` b\n` c', 'a b c'],
    ['marks that add up to three', '**a*b*c** *a**b*', 'abc a**b'],
    ['unclosed code', '``a` b', '``a` b'],
    ['inline HTML', 'a<b>b</b><br>c <!-- d -->e <kbd\nid=x>F</kbd>', 'ab c e F'],
    ['what is no HTML', 'a < b <3 <= c', 'a < b <3 <= c'],
    ['template code', '<%= a %> {{Glossary("b")}}', '<%= a %> {{Glossary("b")}}'],
    ['alt text', 'a ![b *c*](d)', 'a b c'],
    ['a hard break', 'a\\', 'a\\'],
    ['Hebrew and Thai', '**החזר** *คืน*', 'החזר คืน'],
  ])('%s', (_, body, expected) => {
    expect(text(body).join(' ')).toBe(expected);
  });

  test('keeps its lines', () => {
    const body = '# a\n\n> b\nlazy\n\n1. c\n   d\\\n   e\n\n\tcode\n\n| f | g |\n|---|:-:|\n| h |\n';
    expect(outline(body).text).toEqual([
      { text: 'a', line: 1 },
      { text: 'b', line: 3 },
      { text: 'lazy', line: 4 },
      { text: 'c', line: 6 },
      { text: 'd', line: 7 },
      { text: 'e', line: 8 },
      { text: 'code', line: 10 },
      { text: 'f g', line: 12 },
      { text: 'h', line: 14 },
    ]);
  });

  test.each([
    ['a tab after a mark', '-\ta\n\n    # b\n', [['b', 3]]],
    ['a tab before the text', '- a\n\n\t# b\n\n\t\t# c\n', [['b', 3]]],
    ['five blanks after a mark', '-     # a\n\n  # b\n', [['b', 3]]],
    [
      'an item that starts blank',
      '-\n  # a\n-\n\n  # b\n',
      [
        ['a', 2],
        ['b', 5],
      ],
    ],
    ['an item that starts blank twice', '1.\n\n   # a\n', [['a', 3]]],
    ['lists that interrupt', 'a\n2. # b\n1. # c\n', [['c', 3]]],
    [
      'a quote in a list in a quote',
      '> - > # a\n> - b\n>   ***\n>   # c\n',
      [
        ['a', 1],
        ['c', 4],
      ],
    ],
  ])('%s', (_, body, expected) => {
    expect(outline(body).headings.map(({ text, line }) => [text, line])).toEqual(expected);
  });

  test('of a block of HTML is what stands between its tags', () => {
    const body =
      '<table><tr><td>a</td><td>b\n<script>\nno()\n</script>\n<% c do |d| %><a\n  href="x">e</a\n>, f</td></table>\n\ng\n';
    expect(outline(body).text).toEqual([
      { text: 'a b', line: 1 },
      { text: 'e, f', line: 5 },
      { text: 'g', line: 9 },
    ]);
  });
});

test.each([
  ['CRLF', (body: string) => body.replaceAll('\n', '\r\n')],
  ['CR', (body: string) => body.replaceAll('\n', '\r')],
  ['mixed line ends', (body: string) => body.replace(/\n/g, (_, at: number) => (at % 2 ? '\r\n' : '\n'))],
  ['no final line end', (body: string) => body.replace(/\n$/, '')],
  ['a byte order mark', (body: string) => `\u{feff}${body}`],
])('%s makes no difference', (_, change) => {
  const body =
    '# a  \n\nb\\\nc [d\ne](f)\n\n```x\ng\n\nh\n```\n\n- [ ] i\n\n  j\n===\n\n| k |\n|---|\n| `l` |\n\n<p\nid="m">\nn\n';
  expect(outline(change(body))).toEqual(outline(body));
});

test('a NUL is shown as a replacement character and moves no line', () => {
  expect(outline('a\0b\nc').text).toEqual([
    { text: 'a\u{fffd}b', line: 1 },
    { text: 'c', line: 2 },
  ]);
});

describe('hostile bodies take time in proportion to their length', () => {
  const fill = (pattern: string, length: number): string =>
    pattern.repeat(Math.ceil(length / pattern.length));
  const patterns = [
    ...[
      '>',
      '> ',
      '- ',
      '-\t',
      '1. ',
      '[',
      '![',
      '![a',
      ']',
      '`',
      '*',
      '_',
      '~',
      '<',
      '&',
      '&#',
      '\\',
      '@',
      '|',
      '#',
      '=',
    ],
    ...[
      '*a ',
      'a* ',
      '*a_ ',
      '**a* ',
      '_a',
      'a@',
      '[a](',
      '[a](b "',
      '[x][',
      '[^x',
      '[a]: b "c\n',
      '[a]: b\n',
      '[^a]: ',
    ],
    ...[
      '<a ',
      '<a b="',
      '<a href="b">',
      '<a href="b">c</a>',
      '<a href ',
      '<img src=a alt ',
      '<div><a href="b">',
      '<div><a href="<%"',
      '<div>\n<img src="a"> <a href=b>\n',
      '<a b=" c=\'',
      '<!--',
      'a <!-- ',
      '<?',
      'a <![CDATA[',
      '<div>\n<a "',
      '<div>\n<%',
      '<a@b',
    ],
    ...[
      'http://a_.',
      'http://a(',
      'http://a&b;',
      '_www.a_',
      'www.',
      'a|b\n',
      'a\n=\n',
      'a\n\n',
      '# a\n',
      '```\n',
      '``a` ',
    ],
    ...['a', 'hello world ', ' ', '\n', '\t', '\0', 'คืน', '*\u{301}'],
  ];
  const shapes: [string, (length: number) => string][] = [
    ...patterns.map((pattern): [string, (length: number) => string] => [
      pattern,
      (length) => fill(pattern, length),
    ]),
    ['[[[ ]]]', (length) => fill('[', length / 2) + fill(']', length / 2)],
    ['[[[ ]]] with definitions', (length) => `[x]: y\n\n${fill('[', length / 2)}${fill(']', length / 2)}`],
    ['images in images', (length) => fill('![a', length / 2) + fill('](b)', length / 2)],
    ['links in brackets', (length) => fill('[', length / 2) + fill('[a](b)', length / 2)],
    ['links in image marks', (length) => fill('![', length / 2) + fill('[a](b)', length / 2)],
    ['nested emphasis', (length) => fill('*a ', length / 2) + fill(' a*', length / 2)],
    [
      'backticks of all lengths',
      (length) => Array.from({ length: Math.sqrt(2 * length) }, (_, n) => '`'.repeat(n)).join(' '),
    ],
    ['blank lines in nested items', (length) => fill('- ', length / 2) + fill('\n', length / 2)],
    [
      'nesting by indentation',
      (length) => Array.from({ length: Math.sqrt(length) }, (_, n) => `${'  '.repeat(n)}- a`).join('\n'),
    ],
    [
      'a ragged table',
      (length) => `${fill('|a', length / 3)}\n${fill('|-', length / 3)}\n${fill('|a\n', length / 3)}`,
    ],
    ['closing marks far away', (length) => `# ${fill(' ', length)}x`],
    ['dashes far away', (length) => `a\n-${fill(' ', length)}x`],
    ['a title without end', (length) => `[a]: b "${fill('x\n', length)}`],
  ];

  const milliseconds = (body: string): number => {
    const start = process.cpuUsage();
    outline(body);
    const used = process.cpuUsage(start);
    return (used.user + used.system) / 1000;
  };

  test('ten times as long takes less than forty times the time', { timeout: 120_000 }, () => {
    for (const [, shape] of shapes) outline(shape(2_500));
    const slow: string[] = [];
    for (const [name, shape] of shapes) {
      // Shorter times are less than a clock tick; a quadratic cost would be a hundred times as much.
      const short = Math.max(milliseconds(shape(25_000)), 10);
      const ratio = milliseconds(shape(250_000)) / short;
      if (ratio > 40) slow.push(`${JSON.stringify(name)}: ${ratio.toFixed(0)} times`);
    }
    expect(slow).toEqual([]);
  });

  test('and find what lies behind them', () => {
    expect(text(`${fill('> ', 10_000)}x\n\nafter\n`).at(-1)).toBe('after');
    expect(targets(`${fill('[', 10_000)}a](b)`)).toEqual(['b']);
  });
});
