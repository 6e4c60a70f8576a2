/** Comments that silence findings: where they are recognized, what they cover, and that unused ones are reported. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../src/base/lint/inspection.js';
import { lint } from '../../src/lint/lint.js';
import { rule } from '../../src/lint/rule.js';
import { RULES } from '../../src/lint/rules/index.js';
import { Silences } from '../../src/lint/silences.js';
import { suppressionsIn } from '../../src/lint/suppressions.js';
import { card } from '../card/sample.js';
import { growth, LINEAR } from '../cost.js';
import { baseWith, findingsIn, said } from './bases.js';

const FRONT = `---
title: Refund policy
---
`;
/** What the comments of a text (from line 4 on) cover: `rule@line`, `rule@*` for the whole card. */
const covered = (text: string, front = FRONT): string[] =>
  suppressionsIn(card(front + text)).flatMap(({ rules, covers }) =>
    rules.map((name) => `${name}@${covers === null ? '*' : [...new Set(covers)].join('-')}`),
  );

describe('what a comment covers', () => {
  test.each([
    ['alone: the next line', '<!-- kb-ignore a: r -->\ntext\n', ['a@5']],
    ['the whole of the next block', '<!-- kb-ignore a: r -->\n\n- a\n- b\n- c\n\ntext\n', ['a@6-8']],
    ['the next that is not blank', '<!-- kb-ignore a: r -->\n\n \n\ntext\n', ['a@8']],
    [
      'past other such comments',
      '<!-- kb-ignore a: r -->\n\n<!-- kb-ignore b: r -->\ntext\n',
      ['a@7', 'b@7'],
    ],
    ['two on a line', '<!-- kb-ignore a: r --> <!-- kb-ignore b: r -->\ntext\n', ['a@5', 'b@5']],
    ['but not past other comments', '<!-- kb-ignore a: r -->\n<!-- more -->\n\ntext\n', ['a@5']],
    ['behind text: its line', 'text <!-- kb-ignore a: r -->\ntext\n', ['a@4']],
    ['before text: its line', '<!-- kb-ignore a: r --> text\ntext\n', ['a@4']],
    ['in a heading', '# H <!-- kb-ignore a: r -->\ntext\n', ['a@4']],
    ['in a table', '| a |\n| - |\n| ` |\n| b <!-- kb-ignore a: r --> |\n| ` |\n', ['a@7']],
    ['several rules', 'text <!-- kb-ignore a, b: r -->\n', ['a@4', 'b@4']],
    ['the whole card', 'text\n\n<!-- kb-ignore-file a: r -->\n', ['a@*']],
    ['in a list', '- <!-- kb-ignore a: r -->\n  text\n- b\n', ['a@5-6']],
    ['in a quote', '> > <!-- kb-ignore a: r -->\n> > text\n', ['a@5']],
    ['over several lines', '<!-- kb-ignore a: r\n  and more\n-->\ntext\n', ['a@7']],
    ['at the end: nothing', 'text\n<!-- kb-ignore a: r -->\n', ['a@6']],
    [
      'inside HTML',
      '<div>\n<!-- kb-ignore a: r -->\n<b>\\<!-- kb-ignore b: r -->\n</div>\n',
      ['a@6-7', 'b@6'],
    ],
  ])('%s', (_, text, expected) => {
    expect(covered(text)).toEqual(expected);
    expect(covered(text.replaceAll('\n', '\r\n'), FRONT.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  test.each([
    ['at the end of a line', 'tags: [404] # kb-ignore a: r', ['a@2']],
    ['alone', '# kb-ignore a: r\n\ntags: [404]', ['a@4']],
    ['inside a list', 'tags:\n  # kb-ignore a: r\n  - 404', ['a@4']],
    ['the whole card', '# kb-ignore-file a: r\ntags: [404]', ['a@*']],
    ['not in a text', 'title: "A # kb-ignore a: r"\nnote: |\n  # kb-ignore b: r', []],
    ['where YAML cannot be read', 'owner: @ana # kb-ignore a: r', ['a@2']],
  ])('in front matter: %s', (_, yaml, expected) => {
    expect(covered('', `---\n${yaml}\n---\n`)).toEqual(expected);
  });

  test.each([
    ['a code fence', '```html\n<!-- kb-ignore a: r -->\n```\n'],
    ['a fence without end', '~~~\n<!-- kb-ignore a: r -->\n'],
    ['a code span', 'Type `<!-- kb-ignore a: r -->` here.\n'],
    ['a code span over two lines', 'Type ``a ` b\n<b><!-- kb-ignore a: r -->`` here.\n'],
    ['indented code', 'text\n\n    <!-- kb-ignore a: r -->\n'],
    ['an escape', 'Type \\<!-- kb-ignore a: r -->\n'],
    ['another comment', '<!-- as in <!-- kb-ignore a: r -->\n'],
    ['a comment without end', 'text <!-- kb-ignore a: r\n'],
    ['another word', '<!-- kb-ignored a: r --> <!-- kb-ignore-line a: r -->\n'],
  ])('none in %s', (_, text) => {
    expect(covered(text)).toEqual([]);
  });

  test('its place is told in the file, with a byte order mark and without front matter too', () => {
    const [first] = suppressionsIn(card('\uFEFF- `<b>` <!-- kb-ignore a: it is so -->\n'));
    expect(first).toEqual({ rules: ['a'], reason: 'it is so', line: 1, column: 9, covers: [1, 1] });
    expect(suppressionsIn(card('\uFEFF<!-- kb-ignore a -->\nx\n'))).toMatchObject([
      { reason: '', covers: [2, 2] },
    ]);
  });
});

const shout = rule({
  name: 'expired',
  summary: 'quiet',
  why: '',
  severity: 'error',
  check: () => [3, 4, 5].map((line) => ({ message: 'loud', line })).concat({ message: 'loud', line: 1 }),
  examples: [],
});
const run = async (text: string): Promise<string[]> => {
  const rules = [shout, ...RULES.filter(({ name }) => name === 'suppression' || name === 'tags')];
  const { scope } = await inspect(baseWith(text));
  const { findings, suppressed } = lint(scope, { rules });
  return [`${suppressed} silenced`, ...findings.map((each) => `${each.problem.severity} ${said(each)}`)];
};

describe('lint', () => {
  test('leaves out what a comment covers, and nothing else', async () => {
    expect(await run('---\ntags: [a]\n---\na <!-- kb-ignore expired: r -->\n')).toEqual([
      '1 silenced',
      'error cards/card.md:1 loud',
      'error cards/card.md:3 loud',
      'error cards/card.md:5 loud',
    ]);
  });

  test('tells of a comment that has nothing to silence, or no reason', async () => {
    expect(
      await run('---\ntags: [a] # kb-ignore tags: r\n---\n<!-- kb-ignore-file expired: r -->\n'),
    ).toEqual(['4 silenced', 'info cards/card.md:2:11 tags has nothing to ignore here: delete its comment']);
    expect(await run('---\ntags: [7] # kb-ignore tags: r\n---\n<!-- kb-ignore-file expired: -->\n')).toEqual([
      '1 silenced',
      'error cards/card.md:1 loud',
      'error cards/card.md:3 loud',
      'error cards/card.md:4 loud',
      'warning cards/card.md:4:1 expected a reason, as in “kb-ignore expired: the reason”; without one nothing is ignored',
      'error cards/card.md:5 loud',
    ]);
  });

  test('takes the second of two comments for the same for one too many', async () => {
    const twice = '<!-- kb-ignore-file expired: r -->\n<!-- kb-ignore-file expired: s -->\n';
    expect(await run(`---\ntags: [a]\n---\n${twice}`)).toEqual([
      '4 silenced',
      'info cards/card.md:5:1 expired has nothing to ignore here: delete its comment',
    ]);
  });

  test('says nothing about a rule that did not run', async () => {
    const text = `${FRONT}<!-- kb-ignore-file expired: r -->\n`;
    const rules = RULES.filter(({ name }) => name === 'suppression');
    expect(await findingsIn(text, { rules })).toEqual([]);
  });

  test('silences what callers bring for a card', async () => {
    const { scope } = await inspect(baseWith(`${FRONT}text <!-- kb-ignore external-link: r -->\n`));
    const problem = { rule: 'external-link', severity: 'warning', message: 'gone', line: 4 } as const;
    const rules = RULES.map((each) =>
      each.name === 'external-link' ? { ...each, severity: problem.severity } : each,
    );
    const gone = (path: string) => ({ path, problem });
    const { findings } = lint(scope, { rules, extra: [gone('cards/card.md'), gone('cards/_kb.yaml')] });
    expect(findings.filter((each) => each.problem.rule === problem.rule)).toEqual([gone('cards/_kb.yaml')]);
  });
});

test('any text: places lie in the file, and what is no comment of ours changes nothing', () => {
  const piece = fc.constantFrom(
    ...[
      '<!--',
      '-->',
      'kb-ignore',
      '-file',
      ' a',
      ':',
      ' r',
      '`',
      '``',
      '\n',
      '\n\n',
      '> ',
      '- ',
      '    ',
      '\\',
    ],
    ...['|', '| - |', '<b>', '```', '---', '# ', '\r', 'é', '\t'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const lines = text.split('\n').length;
      for (const { line, column, covers } of suppressionsIn(card(text))) {
        expect(text.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^<!--|^#/);
        expect(covers ?? line).toBeGreaterThanOrEqual(line);
        expect(covers ?? line).toBeLessThanOrEqual(lines);
      }
    }),
  );
});

describe('in linear time', () => {
  const many = (text: string): string => text.repeat(Math.floor(250_000 / text.length));
  test.each([
    ['comments on lines', many('<!-- kb-ignore a: r -->\n')],
    ['comments on one line', many('<!-- kb-ignore a: r --> ')],
    ['comments between blank lines', many('<!-- kb-ignore a: r -->\n\n\n')],
    ['comments that never end', many('<!-- '), 'x kb-ignore '],
    ['comments between backticks', many('` <!-- kb-ignore a: r --> ``')],
    ['one of many lines', many(' \nr'), '<!-- kb-ignore a:', ' -->'],
    ['one of many rules', many('ab, '), '<!-- kb-ignore ', ': r -->'],
    ['quotes', many('> > <!-- kb-ignore a: r -->\n')],
    ['a table', many('| <!-- kb-ignore a: r --> ` |\n'), '|a|\n|-|\n'],
  ])('%s', (_, text, before = '', after = '') => {
    const read = (part: string): unknown =>
      new Silences(suppressionsIn(card(before + part + after))).complaints(new Set(), new Set());
    expect(growth(read, text)).toBeLessThan(LINEAR);
  });
});
