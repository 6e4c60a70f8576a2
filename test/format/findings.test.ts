/** Lint findings in every output format. */
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { fixHint, totals, type Report, type ReportInputs } from '../../src/format/findings/report.js';
import type { Finding } from '../../src/lint/finding.js';
import { RULES } from '../../src/lint/rules/index.js';
import { finding, format, report, stepSummary, violationsOf } from './reports.js';
import { rich, terminal } from './styles.js';

const fix = { from: 0, to: 0, text: '' };

const FOUND = [
  finding('cards/a.md', 'warning', 'no tag of this name, expected “refunds”', { rule: 'known-tag', line: 5 }),
  finding('cards/b.md', 'error', 'verified until 2026-10-11 only; check it, then kb verify b'),
  finding('cards/b.md', 'info', 'found “@legal”', { line: 1, column: undefined, fix }),
  finding('cards/z/_kb.yaml', 'error', 'not a map', { line: undefined, column: undefined }),
];
const BEFORE = finding('cards/b.md', 'error', 'no card “refund-us”', { rule: 'link-target', line: 9 });

describe('counts', () => {
  test('are said in a sentence', () => {
    const { counts } = report(FOUND);
    const all = { ...counts, cards: 1, baselined: 12, suppressed: 1, fixed: 2 };
    expect(totals(report(FOUND))).toBe('2 errors, 1 warning, 1 info in 65 cards');
    expect(totals(report(FOUND, { counts: all, known: [BEFORE] }))).toBe(
      '2 errors, 1 warning, 1 info in 1 card (2 fixed, 1 existing problem, 12 in the baseline, 1 suppressed)',
    );
    expect(totals(report([]))).toBe('nothing found in 65 cards');
  });

  test('say what can be mended', () => {
    expect(fixHint(report(FOUND))).toBe('kb lint --fix fixes 1 of them');
    expect(fixHint(report(FOUND.slice(2, 3)))).toBe('kb lint --fix fixes it');
    expect(fixHint(report(FOUND.slice(2, 3).concat(FOUND[2] ?? [])))).toBe('kb lint --fix fixes all of them');
    expect(fixHint(report([]))).toBeNull();
  });
});

describe('text', () => {
  const text = format('text');

  test('is a line for each finding; an existing problem is a note in its place', () => {
    expect(text(report(FOUND, { known: [BEFORE], since: 'main' }))).toBe(
      `cards/a.md:5:8: warning no tag of this name, expected “refunds” [known-tag]
cards/b.md:1: info found “@legal” [expired]
cards/b.md:3:8: error verified until 2026-10-11 only; check it, then kb verify b [expired]
cards/b.md:9:8: note no card “refund-us” [link-target]
cards/z/_kb.yaml: error not a map [expired]
`,
    );
    expect(text(report([]))).toBe('');
  });

  test('has colours and links where the terminal draws them', () => {
    expect(text(report(FOUND.slice(1, 2)), { style: rich })).toBe(
      '\x1b]8;;file:///base/cards/b.md\x1b\\cards/b.md:3:8\x1b]8;;\x1b\\: \x1b[31merror\x1b[39m verified until 2026-10-11 only; check it, then kb verify b \x1b[2m[expired]\x1b[22m\n',
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
      `::error file=docs/kb/cards/b.md,line=3,col=8,title=kb expired::verified until 2026-10-11 only; check it, then kb verify b
::error file=docs/kb/cards/z/_kb.yaml,title=kb expired::not a map
::warning file=docs/kb/cards/a.md,line=5,col=8,title=kb known-tag::no tag of this name, expected “refunds”
::notice file=docs/kb/cards/b.md,line=1,title=kb expired::found “@legal”
`,
    );
    expect(github(report([]))).toBe('');
  });

  test('has ten of a level, and says how many are left', () => {
    const many = (['info', 'warning', 'error'] as const).flatMap((severity) =>
      Array.from({ length: 12 }, (_, at) => finding(`cards/${at}.md`, severity, 'so')),
    );
    const lines = github(report(many, { known: [BEFORE] }), { hasSummary: true })
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => /^::\w+|^\d+/.exec(line)?.[0])).toEqual([
      ...Array<string>(10).fill('::error'),
      ...Array<string>(10).fill('::warning'),
      ...Array<string>(10).fill('::notice'),
      '6',
    ]);
    expect(lines.at(-1)).toBe('6 more in the job summary; kb lint lists them all');
    expect(github(report(many))).toMatch(/\n6 more; kb lint lists them all\n$/);
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
      `## kb lint: 2 errors, 1 warning, 1 info in 65 cards (1 existing problem)

kb lint --fix fixes 1 of them.

### \`cards/b.md\`

| line | level | what | rule |
| --- | --- | --- | --- |
| 3 | **error** | verified until 2026-10-11 only; check it, then kb verify b | [expired](https://docs.example/rules/expired.md) |
| 1 | info | found “\`@legal\`” | [expired](https://docs.example/rules/expired.md) |

### \`cards/z/_kb.yaml\`

| line | level | what | rule |
| --- | --- | --- | --- |
|  | **error** | not a map | [expired](https://docs.example/rules/expired.md) |

### \`cards/a.md\`

| line | level | what | rule |
| --- | --- | --- | --- |
| 5 | warning | no tag of this name, expected “refunds” | \`known-tag\` |

<details><summary>Existing problems of these cards (1)</summary>

### \`cards/b.md\`

| line | level | what | rule |
| --- | --- | --- | --- |
| 9 | note | no card “refund-us” | \`link-target\` |

</details>
`,
    );
    expect(markdown(report([]))).toBe('## kb lint: nothing found in 65 cards\n');
  });

  test('has paths from the root of the repository, as forges count them', () => {
    const text = markdown(report(FOUND.slice(0, 1), { known: [BEFORE] }), { prefix: 'docs/kb/' });
    expect(text.match(/^### .*$/gm)).toEqual(Array(2).fill(expect.stringMatching(/^### `docs\/kb\/cards\//)));
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
    ['a `code` ``x', 'a `code` ``` ``x ```'],
    ['expected `owner`, `a`; found “x_y”', 'expected `owner`, `a`; found “`x_y`”'],
    ['“`a`”`b`“`c`', '“`` `a` ``”`b`“`c`'],
    ['`a``b` `', '`a` `b` `` ` ``'],
    ['unknown owner “@bob”: who?', 'unknown owner “`@bob`”: who?'],
    ['“GOV.UK Technical things” are here', '“`GOV.UK Technical things`” are here'],
    ['(GOV.UK/x), call foo() & go and/or 3.5%!', '(`GOV.UK/x`), call `foo()` & go and/or 3.5%!'],
    ['abc/deadbeef1 x/gh-12', '`abc/deadbeef1 x/gh-12`'],
    [':tada: a_b &amp; c', '`:tada`: `a_b &amp`; c'],
    ['x | y', 'x `\\|` y'],
    ['x\\|y', '`x\\ \\|y`'],
    ['a\nb', '`a\\nb`'],
    ['it’s O’Neill-Smith’s “card”.', 'it’s O’Neill-Smith’s “card”.'],
    ['החזר כספי, ข้อมูล', 'החזר כספי, ข้อมูล'],
    ['x'.repeat(400), `${'x'.repeat(300)}…`],
  ])('shows %j as it is written', (message, cell) => {
    expect(markdown(report([finding('cards/a.md', 'error', message)]))).toContain(
      `| 3 | **error** | ${cell} | \`expired\` |\n`,
    );
  });
});

describe('sarif', () => {
  const sarif = format('sarif');
  const parsed = (of: Report, more: Partial<ReportInputs> = {}): Log['runs'][0] => {
    const answer = sarif(of, more);
    expect(violationsOf(answer)).toEqual([]);
    const [run] = (JSON.parse(answer) as Log).runs;
    if (!run) throw new Error('no run');
    return run;
  };

  test('the schema refuses what is none', () => {
    for (const wrong of [{ runs: [{ tool: {} }] }, { runs: [], schemaVersion: 1 }]) {
      expect(violationsOf(JSON.stringify({ version: '2.1.0', ...wrong }))).not.toEqual([]);
    }
  });

  test('has a result for each finding, and the baseline where there is one', () => {
    const pages = 'https://docs.example/rules/';
    const run = parsed(report(FOUND, { known: [BEFORE], since: 'main' }), { prefix: 'a b/', pages });
    expect(run.results?.[1]).toEqual({
      ruleId: 'expired',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'verified until 2026-10-11 only; check it, then kb verify b' },
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
      shortDescription: { text: 'a card is verified again before its date passes' },
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
