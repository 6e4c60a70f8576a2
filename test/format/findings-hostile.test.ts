/** Findings with hostile texts: nothing steers a terminal, a CI runner or a forge, and machines can still read the lines. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/card/markdown.js';
import { FORMATS } from '../../src/format/findings/index.js';
import { PROBLEM_PATTERN } from '../../src/format/problems.js';
import type { Finding } from '../../src/lint/finding.js';
import { root } from '../build.js';
import { around, finding, format, report, violationsOf } from './reports.js';
import { controlsIn, HOSTILE, piped, rich, terminal } from './styles.js';

describe('hostile texts', () => {
  const COMMANDS = [
    '::error file=x::pwned',
    '\n::error::pwned',
    '\r\n::set-output name=x::y',
    '%0A::error::pwned',
    'x\u2028::error::pwned',
    '##[group]x',
    '##vso[task.setvariable variable=x]y',
    '  ::stop-commands::x',
    '\x1b[0m::error::x',
  ];
  const texts = [...HOSTILE, ...COMMANDS, '@everyone', '<img src=x onerror=alert(1)>', '`|`', '![x](//y)'];
  const hostile = texts.flatMap((text) => [
    finding(`cards/${text}.md`, 'error', text),
    finding(text, 'warning', `found “${text}”`, { line: undefined }),
  ]);

  test.each(FORMATS.map((each) => [each.name, each] as const))(
    '%s sends no control, and starts no command but its own',
    (name, { answer, stepSummary: summary }) => {
      for (const style of [piped, rich, terminal({ unicode: false })]) {
        // One at a time, because `github` shows only ten of a level.
        for (const each of hostile) {
          const of = report([each], { known: [{ ...each }], since: texts[0] ?? null });
          for (const text of [answer(of, { ...around, style }), summary?.(of, { ...around, style }) ?? '']) {
            // JSON is data, so it keeps invisible characters.
            expect(
              controlsIn(name === 'json' ? text.replace(/[\u{e0000}-\u{e007f}]/gu, '') : text),
            ).toBeNull();
            const own = /^::(?:error|warning|notice) [^:\n]*::(?!\s*::)[^\n]*$/;
            const started = text.split('\n').filter((line) => /^\s*::|##\[|##vso\[/.test(line));
            if (!style.isTerminal)
              expect(started.filter((line) => name !== 'github' || !own.test(line))).toEqual([]);
          }
        }
      }
    },
  );

  test.each(FORMATS.map((each) => [each.name, each] as const))(
    '%s takes 10,000 findings',
    (_, { answer }) => {
      const times = Math.ceil(10_000 / hostile.length);
      const many = Array.from({ length: times }, () => hostile).flat();
      expect(answer(report(many), around).length).toBeGreaterThan(1000);
    },
  );

  test('SARIF stays valid', () => {
    const known = hostile.map((each) => ({ ...each }));
    expect(violationsOf(format('sarif')(report(hostile, { known, since: '' })))).toEqual([]);
  });

  test('a page of Markdown is its own tables, and nothing in them acts', async () => {
    const words = fc.constantFrom(
      ...texts,
      ...'@ # | \\ ` < > [ ] ( ) ! : / . _ * ~ & ; - 1 a'.split(' '),
      ' ',
    );
    const random = fc.array(words, { maxLength: 12 }).map((list) => list.join(''));
    await fc.assert(
      fc.asyncProperty(random, random, async (file, message) => {
        const tree = await parseMarkdown(
          format('markdown')(report([finding(`cards/${file}`, 'error', message)])),
        );
        expect(tree.children.map(({ type }) => type)).toEqual(['heading', 'heading', 'table']);
        const rows = tree.children.flatMap((node) => (node.type === 'table' ? node.children : []));
        expect(rows.map((row) => row.children.length)).toEqual([4, 4]);
        const inCell = rows[1]?.children[2]?.children ?? [];
        const inHeading = tree.children.flatMap((node) => (node.type === 'heading' ? node.children : []));
        for (const node of [...inCell, ...inHeading]) {
          expect(['text', 'inlineCode']).toContain(node.type);
          if (node.type === 'text') expect(node.value).not.toMatch(/[@#<>[\]`|\\]|www\.|:\/\//);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a line of text is one line, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (file, message) => {
        const of = report([finding(file, 'error', message)]);
        for (const name of ['text', 'github'] as const) expect(format(name)(of).split('\n').length).toBe(2);
        expect(controlsIn(format('markdown')(of))).toBeNull();
      }),
    );
  });
});

describe('the problem matcher', () => {
  const matcher = JSON.parse(readFileSync(path.join(root, '.github/kb-problem-matcher.json'), 'utf8')) as {
    problemMatcher: { owner: string; pattern: object[] }[];
  };
  const regexp = new RegExp(PROBLEM_PATTERN.regexp);

  test('is the pattern of the text format', () => {
    expect(matcher.problemMatcher.map(({ owner, pattern }) => [owner, pattern])).toEqual([
      ['kb', [PROBLEM_PATTERN]],
    ]);
  });

  test.each(['cards/a.md', 'a b/c:d.md', 'ข้อมูล/“x”.md', 'x: y [z].md', '::a.md', '-x.md', 'C:/a.md'])(
    'reads each level, of %s',
    (file) => {
      const groups = (each: Finding, known: readonly Finding[] = []): unknown[] =>
        regexp.exec(format('text')(report(known.length > 0 ? [] : [each], { known })).trimEnd())?.slice(1) ??
        [];
      const shown = file.startsWith('::') ? `\\${file}` : file;
      for (const severity of ['error', 'warning', 'info'] as const) {
        const each = finding(file, severity, 'a:1:2: error x [y] [z]');
        expect(groups(each)).toEqual([shown, '3', '8', severity, 'a:1:2: error x [y] [z]', 'expired']);
        expect(groups(each, [each]).slice(3, 4)).toEqual(['note']);
      }
      const whole = finding(file, 'error', 'so', { line: undefined, column: undefined });
      expect(groups(whole)).toEqual([shown, undefined, undefined, 'error', 'so', 'expired']);
    },
  );
});
