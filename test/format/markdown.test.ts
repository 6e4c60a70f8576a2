import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Paragraph, PhrasingContent, Root, TableCell } from 'mdast';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/card/markdown.js';
import { formatCard } from '../../src/format/card.js';
import { loadHighlight } from '../../src/format/highlight.js';
import { markdownLines, type MarkdownOptions } from '../../src/format/markdown.js';
import { printed, type Style } from '../../src/format/style.js';
import { unstyled } from '../../src/format/styled.js';
import { width } from '../../src/format/width.js';
import { corpora, hasCorpora } from '../corpora.js';
import { card, controlsIn, HOSTILE, piped, rich, terminal, trust } from './styles.js';
import { growth, LINEAR } from '../cost.js';

function renderMarkdown(root: Root, style: Style, options: MarkdownOptions = {}): string {
  return printed(markdownLines(root, style, options), style);
}

async function draw(markdown: string, style: Style = terminal(), columns = 40): Promise<string> {
  return renderMarkdown(await parseMarkdown(markdown), style, { columns });
}

describe('without colour', () => {
  const cases: [name: string, markdown: string, drawn: string][] = [
    ['headings', '# One\n\nTwo\n---\n\n### Three *em*', '# One\n\n## Two\n\n### Three *em*'],
    [
      'paragraphs are wrapped, breaks of the author kept',
      'The refund is issued within five working days\nof the request.  \nNo later.',
      'The refund is issued within five working\ndays of the request.\nNo later.',
    ],
    ['stress and code', '**not** *this*, ~~ever~~, `kb  show`', '**not** *this*, ~~ever~~, `kb  show`'],
    ['entities and escapes', 'a &amp; b \\*c\\* &copy;', 'a & b *c* ©'],
    [
      'lists hang',
      '- one item that is long enough to be wrapped\n- two\n  - three\n    that goes on',
      '• one item that is long enough to be\n  wrapped\n• two\n  • three that goes on',
    ],
    ['numbers line up', '9. nine\n10. ten\n', ' 9. nine\n10. ten'],
    ['loose lists', '- a\n\n  b\n\n- c', '• a\n\n  b\n\n• c'],
    ['tasks', '- [ ] to do\n- [x] done\n  - below', '• [ ] to do\n• [x] done\n  • below'],
    ['an empty item', '- a\n-\n- b', '• a\n•\n• b'],
    ['quotes', '> one\n>\n> - two\n>\n> > three', '│ one\n│\n│ • two\n│\n│ │ three'],
    [
      'code is indented and never wrapped',
      '```js\nconst a = 1;\n\n\tb();\n```',
      '    const a = 1;\n\n        b();',
    ],
    ['code in a list', '1. do\n\n   ```\n   x\n   ```', '1. do\n\n       x'],
    ['a rule', 'a\n\n***\n\nb', `a\n\n${'─'.repeat(40)}\n\nb`],
    [
      'links',
      '[text](https://a.example/x) [card](refund.md#eu) [here](#below) <https://b.example> [ref][r] [none][x]\n\n[r]: c.md',
      'text (https://a.example/x) card\n(refund.md#eu) here https://b.example\nref (c.md) [none][x]',
    ],
    [
      'odd links show where they lead',
      '[click](javascript:alert(1)) [d](data:text/html,x)',
      'click (javascript:alert(1)) d\n(data:text/html,x)',
    ],
    ['images', '![a plan](plan.png) ![](x.png) ![r][i]\n\n[i]: y.png', '[image: a plan] [image] [image: r]'],
    [
      'HTML',
      '<details><summary>More &amp; more</summary>\nhidden<br>text<!-- no --><script>x()</script>\n</details>',
      'More & more\nhidden\ntext',
    ],
    ['HTML in a line', 'press <kbd>Ctrl</kbd><!-- c -->+C<br/>now', 'press Ctrl+C\nnow'],
    ['an image in HTML', '<img src="x.png" alt="a plan">', '[image: a plan]'],
    [
      'footnotes',
      'b[^b] a[^a] b[^b] [^none]\n\n[^a]: Note A.\n[^b]: Note B, see[^a].',
      'b[1] a[2] b[1] [^none]\n\n[1] Note B, see[2].\n\n[2] Note A.',
    ],
    [
      'tables',
      '| Plan | Price | Note |\n|---|--:|:-:|\n| Free | 0 | x |\n| 退款 | 1000 |\n| น้ำ | 5 | a | too many |',
      'Plan │ Price │ Note\n─────┼───────┼─────\nFree │     0 │  x\n退款 │  1000 │\nน้ำ   │     5 │  a',
    ],
    [
      'cells are wrapped',
      '| Name | What it is for |\n|---|---|\n| one | a sentence that is longer than the room |\n| two | b |',
      [
        'Name │ What it is for',
        '─────┼──────────────────────────────────',
        'one  │ a sentence that is longer than',
        '     │ the room',
        '─────┼──────────────────────────────────',
        'two  │ b',
      ].join('\n'),
    ],
    [
      'a table too wide for columns is a list',
      `| First | ${'Another | '.repeat(4)}\n|---|${'---|'.repeat(4)}\n| one | ${'a longer text | '.repeat(4)}\n| two |`,
      `First: one\n${'Another: a longer text\n'.repeat(4)}\nFirst: two`,
    ],
    ['a table of a head alone', '| a | b |\n|---|---|', 'a │ b\n──┼──'],
    ['nothing', '', ''],
  ];

  test.each(cases)('%s', async (_, markdown, drawn) => {
    expect(await draw(markdown)).toBe(drawn === '' ? '' : `${drawn}\n`);
  });

  test('an HTML comment or script that is never closed hides the rest, as in a browser', () => {
    expect(renderMarkdown(tree({ type: 'html', value: '<p>seen<!-- not\n<b>seen' }), terminal())).toBe(
      'seen\n',
    );
    expect(renderMarkdown(tree({ type: 'html', value: '<p>seen<SCRIPT>not()' }), terminal())).toBe('seen\n');
  });

  test('marks are ASCII where the locale is', async () => {
    const drawn = await draw(
      '- a\n\n> b\n\n---\n\n| a | b |\n|--|--|\n| c | d |',
      terminal({ unicode: false }),
    );
    expect(drawn).toBe(`* a\n\n| b\n\n${'-'.repeat(40)}\n\na | b\n--+--\nc | d\n`);
  });

  test('right-to-left cells keep their column', async () => {
    expect(await draw('| a | b |\n|--|--|\n| החזר | x |')).toContain('\u2068החזר\u2069 │ x');
  });

  test('in a pipe no line is a command to CI', async () => {
    expect(await draw('::error file=x::boo\n\n- ##[group]x\n\n`::a`  \n::set-env name=A::b', piped)).toBe(
      '\\::error file=x::boo\n\n• #\\#[group]x\n\n`::a`\n\\::set-env name=A::b\n',
    );
    expect(await draw('    ::error::x', piped)).toBe('    \\::error::x\n');
  });
});

describe('in colour', () => {
  test('stress has no marks, code and links are coloured', async () => {
    expect(await draw('**b** *i* `c` [t](https://a.example)', rich)).toBe(
      '\x1b[1mb\x1b[22m \x1b[3mi\x1b[23m \x1b[36mc\x1b[39m \x1b]8;;https://a.example/\x1b\\\x1b[4mt\x1b[24m\x1b]8;;\x1b\\\n',
    );
  });

  test('a text that names one place and leads to another shows both', async () => {
    expect(unstyled(await draw('[https://good.example](https://evil.example)', rich, 80))).toBe(
      'https://good.example (https://evil.example)\n',
    );
    expect(unstyled(await draw('[good.example/login](https://evil.example)', rich, 80))).toBe(
      'good.example/login (https://evil.example)\n',
    );
    expect(unstyled(await draw('[www.good.example](http://www.good.example)', rich, 80))).toBe(
      'www.good.example\n',
    );
  });

  test('links of odd schemes cannot be clicked', async () => {
    expect(
      await draw('[a](javascript:x) [b](file:///etc) [c](vscode://x) ![d](https://a.example)', rich),
    ).not.toContain('\x1b]8;');
  });

  test('code is highlighted by its language, line by line', async () => {
    const highlight = await loadHighlight(rich);
    const drawn = renderMarkdown(await parseMarkdown('```js\n/* two\nlines */ const a = "b";\n```'), rich, {
      highlight,
    });
    expect(drawn).toContain('    \x1b[2m/* two\x1b[22m\n    \x1b[2mlines */\x1b[22m \x1b[35mconst\x1b[39m');
    expect(drawn).toContain('\x1b[32m"b"\x1b[39m');
    expect(renderMarkdown(await parseMarkdown('```nosuch\nconst\n```'), rich, { highlight })).toBe(
      '    const\n',
    );
  });

  test('without colour nothing is highlighted', async () => {
    expect((await loadHighlight(terminal()))('const a', 'js')).toBeNull();
  });
});

function tree(...children: Root['children']): Root {
  return { type: 'root', children };
}

function paragraph(value: string): Paragraph {
  return { type: 'paragraph', children: [{ type: 'text', value }] };
}

function cell(value: string): TableCell {
  return { type: 'tableCell', children: [{ type: 'text', value }] };
}

describe('hostile text', () => {
  const places = (text: string): string =>
    [
      `# ${text}`,
      `${text} **${text}** \`${text}\` [${text}](https://x.example/${text}) ![${text}](x)`,
      `- ${text}\n- [x] ${text}`,
      `> ${text}`,
      `| ${text} | b |\n|---|---|\n| ${text} | c |`,
      `\`\`\`js\n"${text}"\n\`\`\``,
      `<b title="${text}">${text}</b>`,
      `<p>\n&#27;[2J&#x9b;&#8238;${text}</p>`,
      `a[^${text}]\n\n[^${text}]: ${text}`,
      `[r][${text}]\n\n[${text}]: https://y.example/${text}`,
      '&#27;[31m &#x202e; &#7;',
    ].join('\n\n');

  test.each(HOSTILE.map((text) => [text]))('%j: nothing of it reaches the terminal', async (text) => {
    const root = await parseMarkdown(places(text));
    const highlight = await loadHighlight(rich);
    for (const columns of [1, 20, 80]) {
      expect(controlsIn(renderMarkdown(root, rich, { highlight, columns }))).toBeNull();
      const plain = renderMarkdown(root, terminal(), { columns });
      expect(controlsIn(plain)).toBeNull();
      expect(plain).not.toContain('\x1b');
    }
  });

  // The trees are made by hand, because parsing such a source takes longer than drawing it.
  const text = (value: string): Root => tree(paragraph(value));
  const html = (value: string): Root => tree({ type: 'html', value });
  const link = (url: string): Root =>
    tree({ type: 'paragraph', children: [{ type: 'link', url, children: [] }] });
  test.each([
    ['open comments', html, '<p>' + '<!--'.repeat(60_000)],
    ['open tags', html, '<p ' + '<a '.repeat(80_000)],
    ['entities', html, '&#'.repeat(120_000)],
    ['attributes', html, `<img ${'alt="'.repeat(50_000)}>`],
    ['blanks', text, `a${' '.repeat(250_000)}b`],
    ['breaks in a text', text, 'a \n'.repeat(80_000)],
    ['joiners', text, '\u200d'.repeat(250_000)],
    ['marks', text, '\u0301'.repeat(250_000)],
    ['Thai without a blank', text, 'ภาษาไทย'.repeat(36_000)],
    ['colons', text, '::'.repeat(125_000)],
    ['one long address', link, `https://${'a.'.repeat(125_000)}`],
  ])('%s cost no more than their length', (_, treeOf, source) => {
    for (const style of [terminal({ columns: 1 }), terminal(), piped]) {
      expect(controlsIn(renderMarkdown(treeOf(source), style))).toBeNull();
      expect(growth((part) => renderMarkdown(treeOf(part), style), source)).toBeLessThan(LINEAR);
    }
  });

  test.each([
    ['quotes', '>'.repeat(10_000)],
    ['stress', '*a **b '.repeat(500)],
    ['brackets', '['.repeat(2_000)],
    ['a ragged table', `|a|b|\n|-|-|\n${'|'.repeat(60)}\n`.repeat(50)],
    ['footnotes that cite each other', 'x[^a]\n\n[^a]: [^b]\n[^b]: [^a]'],
    ['nested lists', Array.from({ length: 100 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')],
  ])('%s are drawn', async (_, markdown) => {
    const root = await parseMarkdown(markdown);
    for (const columns of [1, 80])
      expect(controlsIn(renderMarkdown(root, terminal(), { columns }))).toBeNull();
  });

  test('a tree deeper than any writing does not exhaust the stack', () => {
    let block: Root['children'][number] = { type: 'paragraph', children: [{ type: 'text', value: 'deep' }] };
    for (let depth = 0; depth < 20_000; depth += 1) block = { type: 'blockquote', children: [block] };
    const drawn = renderMarkdown({ type: 'root', children: [block] }, terminal(), { columns: 80 });
    expect(drawn).toMatch(/^(?:│ )+…\n$/);
  });

  test('nor does stress inside stress', () => {
    let phrase: PhrasingContent = { type: 'text', value: 'deep' };
    for (let depth = 0; depth < 20_000; depth += 1) phrase = { type: 'emphasis', children: [phrase] };
    const root = tree({ type: 'heading', depth: 1, children: [phrase] });
    expect(renderMarkdown(root, terminal())).toMatch(/^#\n\*+…\*+\n$/);
    expect(formatCard(card(), trust(), root, terminal())).toMatch(/\n#\n\*+…\*+\n$/);
  });

  test.each<[string, Root]>([
    ['lines of code', tree({ type: 'code', value: 'x\n'.repeat(60_000) })],
    ['paragraphs', tree(...Array.from({ length: 40_000 }, () => paragraph('x')))],
    ['characters', tree(...Array.from({ length: 300 }, () => paragraph('long '.repeat(2_000))))],
    [
      'a table',
      tree({
        type: 'table',
        children: Array.from({ length: 1_000 }, () => ({
          type: 'tableRow',
          children: [cell('x '.repeat(2_000)), cell('y')],
        })),
      }),
    ],
  ])('too many %s: cut at 20,000 lines or 2 MB, with a note', (_, root) => {
    const drawn = renderMarkdown(root, terminal());
    expect(drawn.length).toBeLessThan(2_100_000);
    expect(drawn.split('\n').length).toBeLessThan(40_100);
    expect(drawn.endsWith('\n… the rest is left out: the card is too long to show\n')).toBe(true);
  });
});

describe.runIf(hasCorpora('govuk', 'langs', 'support-arduino', 'bad-inputs'))('cards of other teams', () => {
  test.each([
    'govuk',
    'langs/support-he',
    'langs/support-th',
    'langs/support-ar',
    'support-arduino',
    'bad-inputs',
  ])(
    '%s: no control characters, and no line wider than the terminal but for a word that does not fit',
    async (name) => {
      const files = readdirSync(corpora(name), { recursive: true, encoding: 'utf8' }).filter((file) =>
        /\.(md|erb)$/.test(file),
      );
      expect(files.length).toBeGreaterThan(20);
      const wide: string[] = [];
      for (const file of files.slice(0, 60)) {
        const root = await parseMarkdown(readFileSync(path.join(corpora(name), file), 'utf8'));
        const drawn = renderMarkdown(root, terminal(), { columns: 60 });
        expect(controlsIn(drawn)).toBeNull();
        expect(drawn).not.toContain('\x1b');
        // Code is never wrapped.
        for (const line of drawn.split('\n')) {
          if (width(line) > 60 && !line.includes('    ') && Math.max(...line.split(/[ │]/).map(width)) < 40)
            wide.push(line);
        }
      }
      expect(wide).toEqual([]);
    },
  );
});
