/** Findings in every format, for friends and with hostile texts. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Severity } from '../../src/card/card.js';
import { parseMarkdown } from '../../src/card/markdown.js';
import { FORMATS } from '../../src/format/findings/index.js';
import { counted, fixHint, type Report, type Surroundings } from '../../src/format/findings/report.js';
import { PROBLEM_PATTERN } from '../../src/format/problems.js';
import type { Finding } from '../../src/lint/finding.js';
import { RULES } from '../../src/lint/rules/index.js';
import { root } from '../build.js';
import { controlsIn, HOSTILE, piped, rich, terminal } from './styles.js';

const fix = { from: 0, to: 0, text: '' };

function finding(file: string, severity: Severity, message: string, more: object = {}): Finding {
  return { path: file, problem: { rule: 'expired', severity, message, line: 3, column: 8, ...more } };
}

const FOUND = [
  finding('cards/a.md', 'warning', 'no tag of this name, expected “refunds”', { rule: 'known-tag', line: 5 }),
  finding('cards/b.md', 'error', 'verified until 2026-10-11 only: check it, and set a new date'),
  finding('cards/b.md', 'info', 'found “@legal”', { line: 1, column: undefined, fix }),
  finding('cards/z/_kb.yaml', 'error', 'not a map', { line: undefined, column: undefined }),
];
const BEFORE = finding('cards/b.md', 'error', 'no card “refund-us”', { rule: 'link-target', line: 9 });

function report(findings: readonly Finding[], more: Partial<Report> = {}): Report {
  const count = (severity: Severity): number =>
    findings.filter(({ problem }) => problem.severity === severity).length;
  const counts = {
    cards: 65,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    baselined: 0,
    suppressed: 0,
    fixed: 0,
  };
  return { findings, known: [], counts, root: '/base', since: null, ...more };
}

const rules = RULES.filter(({ name }) => name === 'expired' || name === 'front-matter-closed');
const around: Surroundings = { style: piped, rules, version: '1.2.3', prefix: '', pages: null };

function format(name: string) {
  const found = FORMATS.find((each) => each.name === name);
  if (!found) throw new Error(`no format ${name}`);
  return (of: Report, more: Partial<Surroundings> = {}): string => found.answer(of, { ...around, ...more });
}

function stepSummary(of: Report, more: Partial<Surroundings> = {}): string {
  const github = FORMATS.find(({ name }) => name === 'github');
  return github?.stepSummary?.(of, { ...around, ...more }) ?? '';
}

describe('counts', () => {
  test('are said in a sentence', () => {
    const { counts } = report(FOUND);
    const all = { ...counts, cards: 1, baselined: 12, suppressed: 1, fixed: 2 };
    expect(counted(report(FOUND))).toBe('2 errors, 1 warning, 1 info in 65 cards');
    expect(counted(report(FOUND, { counts: all, known: [BEFORE] }))).toBe(
      '2 errors, 1 warning, 1 info in 1 card (2 fixed, 1 known before, 12 in the baseline, 1 suppressed)',
    );
    expect(counted(report([]))).toBe('nothing found in 65 cards');
  });

  test('say what can be mended', () => {
    expect(fixHint(report(FOUND))).toBe('kb lint --fix mends 1 of them');
    expect(fixHint(report(FOUND.slice(2, 3)))).toBe('kb lint --fix mends it');
    expect(fixHint(report(FOUND.slice(2, 3).concat(FOUND[2] ?? [])))).toBe('kb lint --fix mends all of them');
    expect(fixHint(report([]))).toBeNull();
  });
});

describe('text', () => {
  const text = format('text');

  test('is a line for each finding; what was known before is a note in its place', () => {
    expect(text(report(FOUND, { known: [BEFORE], since: 'main' }))).toBe(
      `cards/a.md:5:8: warning no tag of this name, expected “refunds” [known-tag]
cards/b.md:1: info found “@legal” [expired]
cards/b.md:3:8: error verified until 2026-10-11 only: check it, and set a new date [expired]
cards/b.md:9:8: note no card “refund-us” [link-target]
cards/z/_kb.yaml: error not a map [expired]
`,
    );
    expect(text(report([]))).toBe('');
  });

  test('has colours and links where the terminal draws them', () => {
    expect(text(report(FOUND.slice(1, 2)), { style: rich })).toBe(
      '\x1b]8;;file:///base/cards/b.md\x1b\\cards/b.md:3:8\x1b]8;;\x1b\\: \x1b[31merror\x1b[39m verified until 2026-10-11 only: check it, and set a new date \x1b[2m[expired]\x1b[22m\n',
    );
    expect(text(report(FOUND), { style: terminal() })).toBe(text(report(FOUND)));
  });
});

describe('json', () => {
  test('has every field', () => {
    const known = [BEFORE];
    expect(JSON.parse(format('json')(report(FOUND.slice(2), { known, since: 'main' })))).toEqual({
      schemaVersion: 1,
      since: 'main',
      findings: [
        {
          path: 'cards/b.md',
          line: 1,
          column: null,
          rule: 'expired',
          severity: 'info',
          message: 'found “@legal”',
          fixable: true,
        },
        {
          path: 'cards/z/_kb.yaml',
          line: null,
          column: null,
          rule: 'expired',
          severity: 'error',
          message: 'not a map',
          fixable: false,
        },
      ],
      known: [
        {
          path: 'cards/b.md',
          line: 9,
          column: 8,
          rule: 'link-target',
          severity: 'error',
          message: 'no card “refund-us”',
          fixable: false,
        },
      ],
      summary: { cards: 65, errors: 1, warnings: 0, infos: 1, baselined: 0, suppressed: 0, fixed: 0 },
    });
  });
});

describe('github', () => {
  const github = format('github');

  test('annotates, the worst first, from the root of the repository', () => {
    expect(github(report(FOUND, { known: [BEFORE] }), { prefix: 'docs/kb/' })).toBe(
      `::error file=docs/kb/cards/b.md,line=3,col=8,title=kb expired::verified until 2026-10-11 only: check it, and set a new date
::error file=docs/kb/cards/z/_kb.yaml,title=kb expired::not a map
::warning file=docs/kb/cards/a.md,line=5,col=8,title=kb known-tag::no tag of this name, expected “refunds”
::notice file=docs/kb/cards/b.md,line=1,title=kb expired::found “@legal”
::notice file=docs/kb/cards/b.md,line=9,col=8,title=kb link-target::no card “refund-us” (this card had it before)
`,
    );
    expect(github(report([]))).toBe('');
  });

  test('has ten of a level, and says how many are left', () => {
    const many = (['info', 'warning', 'error'] as const).flatMap((severity) =>
      Array.from({ length: 12 }, (_, at) => finding(`cards/${at}.md`, severity, 'so')),
    );
    const lines = github(report(many, { known: [BEFORE] }))
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => /^::\w+|^\d+/.exec(line)?.[0])).toEqual([
      ...Array<string>(10).fill('::error'),
      ...Array<string>(10).fill('::warning'),
      ...Array<string>(10).fill('::notice'),
      '7',
    ]);
    expect(lines.at(-1)).toBe('7 more in the summary of the job; kb lint lists them all');
  });

  test('names files as the runner reads them', () => {
    const odd = report([finding('a,b:c\n%0A::.md', 'error', '100 % wrong')]);
    expect(github(odd)).toBe(
      '::error file=a%2Cb%3Ac%0A%250A%3A%3A.md,line=3,col=8,title=kb expired::100 %25 wrong\n',
    );
  });

  test('puts the whole list into the summary of the step, of at most 1 MiB', () => {
    const all = stepSummary(report(FOUND));
    expect(all).toBe(format('markdown')(report(FOUND)));
    const many = Array.from({ length: 10_000 }, (_, at) =>
      finding(`cards/${at}.md`, 'error', `“${'ด'.repeat(100)}” is not in the vocabulary`),
    );
    const cut = stepSummary(report(many));
    const rows = cut.split('\n').filter((line) => line.startsWith('| 3 |')).length;
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1024 * 1024);
    expect(Buffer.byteLength(cut)).toBeGreaterThan(900_000);
    expect(cut).toMatch(new RegExp(`\\n… and ${10_000 - rows} more: \`kb lint\` lists them all.\\n$`));
  });
});

describe('markdown', () => {
  const markdown = format('markdown');

  test('has a table for each file, the worst first', () => {
    expect(markdown(report(FOUND, { known: [BEFORE] }), { pages: 'https://docs.example/rules/' })).toBe(
      `## kb lint: 2 errors, 1 warning, 1 info in 65 cards (1 known before)

kb lint --fix mends 1 of them.

### \`cards/b.md\`

| line | level | what | rule |
| --- | --- | --- | --- |
| 3 | **error** | verified until 2026-10-11 only: check it, and set a new date | [expired](https://docs.example/rules/expired.md) |
| 1 | info | found \`“@legal”\` | [expired](https://docs.example/rules/expired.md) |

### \`cards/z/_kb.yaml\`

| line | level | what | rule |
| --- | --- | --- | --- |
|  | **error** | not a map | [expired](https://docs.example/rules/expired.md) |

### \`cards/a.md\`

| line | level | what | rule |
| --- | --- | --- | --- |
| 5 | warning | no tag of this name, expected “refunds” | \`known-tag\` |

<details><summary>What these cards had before (1)</summary>

### \`cards/b.md\`

| line | level | what | rule |
| --- | --- | --- | --- |
| 9 | note | no card “refund-us” | \`link-target\` |

</details>
`,
    );
    expect(markdown(report([]))).toBe('## kb lint: nothing found in 65 cards\n');
  });

  test('fits into a comment', () => {
    const known = Array.from({ length: 10_000 }, () => BEFORE);
    for (const each of [report(known), report(FOUND, { known })]) {
      const text = markdown(each);
      expect(text.length).toBeLessThan(65_536);
      expect(text).toMatch(/… and \d+ more/);
      expect(text.split('<details>').length).toBe(text.split('</details>').length);
    }
  });

  test.each([
    ['@everyone', '`@everyone`'],
    ['see #12 and acme/kb#3', 'see `#12` and `acme/kb#3`'],
    ['of GH-12 in deadbeef1', 'of `GH-12` in `deadbeef1`'],
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['![x](https://evil.example/a.png) here', '`![x](https://evil.example/a.png)` here'],
    ['www.evil.example', '`www.evil.example`'],
    ['**bold** _it_ ~no~', '`**bold** _it_ ~no~`'],
    ['a `code` ``x', 'a ``` `code` ``x ```'],
    ['x | y', 'x `\\|` y'],
    ['x\\|y', '`x\\ \\|y`'],
    ['a\nb', '`a\\nb`'],
    ['it’s O’Neill-Smith’s “card”.', 'it’s O’Neill-Smith’s “card”.'],
    ['החזר כספי, ข้อมูล', 'החזר כספי, ข้อมูล'],
    ['x'.repeat(400), `\`${'x'.repeat(300)}…\``],
  ])('shows %j as it is written', (message, cell) => {
    expect(markdown(report([finding('cards/a.md', 'error', message)]))).toContain(
      `| 3 | **error** | ${cell} | \`expired\` |\n`,
    );
  });
});

describe('sarif', () => {
  const sarif = format('sarif');
  // The schema of the standard as the package @microsoft/jest-sarif has it: in draft 4, where `$id` was `id`.
  const schema = JSON.parse(
    readFileSync(path.join(root, 'test/fixtures/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as Record<string, unknown>;
  delete schema['$schema'];
  delete schema['id'];
  const isUri = (text: string): boolean => /^[\x21-\x7e]+$/.test(text) && URL.canParse(text);
  const isReference = (text: string): boolean =>
    /^(?:[\w.~!$&'()*+,;=@/-]|%[0-9A-F]{2})*$/.test(text) && URL.canParse(text, 'file:///r/');
  const valid = new Ajv({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    formats: { uri: isUri, 'uri-reference': isReference, 'date-time': true },
  }).compile(schema);

  const parsed = (of: Report, more: Partial<Surroundings> = {}): Log['runs'][0] => {
    const log = JSON.parse(sarif(of, more)) as Log;
    expect(valid(log) || valid.errors).toBe(true);
    const [run] = log.runs;
    if (!run) throw new Error('no run');
    return run;
  };

  test('the schema refuses what is none', () => {
    expect(valid({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
    expect(valid({ version: '2.1.0', runs: [], schemaVersion: 1 })).toBe(false);
  });

  test('has a result for each finding, and the baseline where there is one', () => {
    const pages = 'https://docs.example/rules/';
    const run = parsed(report(FOUND, { known: [BEFORE], since: 'main' }), { prefix: 'a b/', pages });
    expect(run.results?.[1]).toEqual({
      ruleId: 'expired',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'verified until 2026-10-11 only: check it, and set a new date' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b/cards/b.md', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 8 },
          },
        },
      ],
      partialFingerprints: { 'kb/v1': expect.stringMatching(/^[0-9a-f]{32}$/) as string },
      baselineState: 'new',
    });
    expect(run.results?.map(({ level, baselineState }) => [level, baselineState])).toEqual([
      ['warning', 'new'],
      ['error', 'new'],
      ['note', 'new'],
      ['error', 'new'],
      ['error', 'unchanged'],
    ]);
    expect(run.tool.driver.rules?.find(({ id }) => id === 'expired')).toMatchObject({
      shortDescription: { text: 'a card is verified again before its day has passed' },
      helpUri: 'https://docs.example/rules/expired.md',
      defaultConfiguration: { level: 'error' },
    });
    expect(parsed(report(FOUND)).results?.some((each) => 'baselineState' in each)).toBe(false);
  });

  test('describes every rule there is', () => {
    const described = parsed(report([]), { rules: RULES }).tool.driver.rules ?? [];
    expect(described.map(({ id }) => id)).toEqual(RULES.map(({ name }) => name));
  });

  test('the fingerprint stays when lines move, and tells twins apart', () => {
    const prints = (...findings: Finding[]): unknown[] =>
      (parsed(report(findings)).results ?? []).map((each) => each.partialFingerprints?.['kb/v1']);
    const [one] = prints(finding('a.md', 'error', 'id of line 3 again'));
    const later = prints(finding('a.md', 'error', 'id of line 7 again', { line: 90 }));
    const twins = prints(...[1, 2].map((line) => finding('a.md', 'error', 'id of line 3 again', { line })));
    expect(later).toEqual([one]);
    expect(twins[0]).toBe(one);
    expect(new Set([...twins, ...prints(finding('b.md', 'error', 'id of line 3 again'))]).size).toBe(3);
  });

  test('paths are addresses, and messages link nowhere', () => {
    const run = parsed(
      report([finding('c:/ #?%\n[x].md\ud800', 'error', 'see [this](https://evil.example)')]),
    );
    const [result] = run.results ?? [];
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'c%3A/%20%23%3F%25%0A%5Bx%5D.md%EF%BF%BD',
    );
    expect(result?.message.text).toBe('see [this] (https://evil.example)');
  });
});

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
        // One at a time, because `github` shows ten of a level.
        for (const each of hostile) {
          const of = report([each], { known: [{ ...each }], since: texts[0] ?? null });
          for (const text of [answer(of, { ...around, style }), summary?.(of, { ...around, style }) ?? '']) {
            // JSON is data: it keeps characters that are drawn as nothing.
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
