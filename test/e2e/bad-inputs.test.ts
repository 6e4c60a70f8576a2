/** kb lint on cards that other teams broke in their own repos: each is reported with file, line and what was expected. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpora, hasCorpora } from '../corpora.js';
import { kb } from '../memory-io.js';

const present = hasCorpora('bad-inputs');
const folder = corpora('bad-inputs');

/** Start of a file name, which tells its origin → the dialect of its fields. */
const DIALECTS = [
  [/^(?:gds-way|govuk|paas)-/, 'gds'],
  [/^(?:ms|mscontrib|msconsole|wsl|alchemy-pl)-/, 'learn'],
  [/^arduino-/, 'custom'],
] as const;

/** Defect as the table of the corpus names it → the rules that report it. */
const RULES = [
  [/^throws: duplicated mapping key/, ['duplicate-key']],
  [/^date is a string/, ['date-format']],
  [/^merge-conflict markers/, ['merge-conflict']],
  [/^frontmatter without opening/, ['front-matter-open']],
  // What a parser stumbles over is often not the cause: that may be a conflict, or a fence of two dashes.
  [/^throws: can not read a block/, ['front-matter-yaml', 'front-matter-closed', 'merge-conflict']],
  [/^throws: /, ['front-matter-yaml', 'unquoted-colon']],
] as const;

/** Cards that are correct after all: they explain conflicts, and show the markers in a code block. */
const RIGHT = [
  'mscontrib-922c63aa-h1-in-moniker.md',
  'mscontrib-52f5d4e7-multiple-h1s.md',
  'mscontrib-1756fdb8-h1-in-moniker.md',
];

/** The text of the line that a finding points to. */
const STANDS: Readonly<Record<string, RegExp>> = {
  'merge-conflict': /^<{7} /,
  'date-format': /(?:date|on): *\S+$/,
  'front-matter-open': /^title: /,
};

const cases = present
  ? readFileSync(path.join(folder, 'cases.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .map(([file = '', defect = '']) => ({ file, defect }))
  : [];

interface Told {
  readonly line: number;
  readonly message: string;
  readonly rule: string;
}

describe.runIf(present)('bad-inputs', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'kb-bad-inputs-'));
  const errors = new Map<string, Told[]>();
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });
  beforeAll(async () => {
    for (const [origin, dialect] of DIALECTS) {
      const cwd = path.join(root, dialect);
      mkdirSync(cwd);
      const config = `dialect: ${dialect}\ncards: ["**/*.md", "**/*.md.erb"]\n`;
      writeFileSync(path.join(cwd, 'kb.config.yaml'), config);
      for (const { file } of cases) {
        if (origin.test(file)) cpSync(path.join(folder, file), path.join(cwd, file));
      }
      const { out, code } = await kb(['--no-pager', 'lint'], { cwd });
      expect(code).toBe(1);
      for (const told of out.split('\n')) {
        const [, file = '', line, message = '', rule = ''] =
          /^(\S+):(\d+):\d+: error (.*) \[([a-z-]+)\]$/.exec(told) ?? [];
        errors.set(file, [...(errors.get(file) ?? []), { line: Number(line), message, rule }]);
      }
    }
  });

  test('all of them are in the table, and one of the dialects', () => {
    const files = readdirSync(folder).filter((name) => /\.md(?:\.erb)?$/.test(name) && name !== 'SOURCE.md');
    expect(cases.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(DIALECTS.flatMap(([, dialect]) => readdirSync(path.join(root, dialect)))).toHaveLength(
      files.length + 3,
    );
  });

  test.each(cases.filter(({ file }) => !RIGHT.includes(file)))('$file: $defect', ({ file, defect }) => {
    const [, rules = []] = RULES.find(([form]) => form.test(defect)) ?? [];
    const told = (errors.get(file) ?? []).filter(({ rule }) => (rules as readonly string[]).includes(rule));
    expect(told.length).toBeGreaterThan(0);
    const lines = readFileSync(path.join(folder, file), 'utf8').split(/\r?\n/);
    for (const { line, message, rule } of told) {
      expect(message).toMatch(/\bexpected\b|\bneeds quotes\b|\bquotes\b|\bkeep one side\b|\bappears again\b/);
      expect(lines[line - 1]).toMatch(STANDS[rule] ?? /\S/);
      const [, key] = /^"(.+)" appears again/.exec(message) ?? [];
      if (key !== undefined) expect(lines[line - 1]).toMatch(new RegExp(`^${key}:`));
    }
  });

  test.each(RIGHT)('%s is right', (file) => {
    expect((errors.get(file) ?? []).map(({ rule }) => rule)).not.toContain('merge-conflict');
    expect(readFileSync(path.join(folder, file), 'utf8')).toMatch(/^```markdown\r?\n<{7} /m);
  });
});
