/** Front matter by real teams: valid front matter is read as any YAML reader would, defects are named. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { decode } from '../../src/card/decode.js';
import { readFrontMatter, type FrontMatter } from '../../src/card/frontmatter.js';
import { corpora, hasCorpora } from '../corpora.js';

const read = (file: string): { text: string; front: FrontMatter } => {
  const { text, unreadable } = decode(readFileSync(file));
  if (unreadable !== null) throw new Error(`${file}: ${unreadable}`);
  return { text, front: readFrontMatter(text) };
};

describe.each([
  ['sample', 1, []],
  ['our guide', 1, []],
  [
    'govuk',
    1,
    ['govuk-developer-docs/source/manual/alerts/whitehall-scheduled-publishing.html.md.erb duplicate-key 7'],
  ],
  ['support-arduino', 1, []],
  ['langs', 1, []],
  ['mdn-1k', 1, []],
  ['mdn-8k', 10, []],
])('%s, one card in %i', (corpus, step, known) => {
  test.runIf(hasCorpora(corpus))(
    'is read without an error but the known ones, with the keys that any YAML reader sees',
    () => {
      const root = corpora(corpus);
      const files = globSync(['**/*.md', '**/*.md.erb'], { cwd: root, ignore: ['SOURCE.md'] }).toSorted();
      const found: string[] = [];
      let readable = 0;
      for (const file of files.filter((_, index) => index % step === 0)) {
        const { text, front } = read(path.join(root, file));
        const errors = front.problems.filter(({ severity }) => severity !== 'info');
        found.push(...errors.map(({ rule, line }) => `${file} ${rule} ${line ?? 0}`));
        if (text.slice(front.bodyOffset) !== front.body) found.push(`${file}: body`);
        if (!front.fields) continue;
        readable += 1;
        const block = text.slice(text.indexOf('\n') + 1, front.bodyOffset).replace(/---\s*$/, '');
        const theirs = parseDocument(block, { schema: 'failsafe' }).toJS() as Record<string, unknown>;
        if ([...front.fields.keys()].join() !== Object.keys(theirs).join()) found.push(`${file}: keys`);
        for (const [key, { value }] of front.fields) {
          if (typeof value === 'string' && value !== theirs[key]) found.push(`${file}: ${key}`);
        }
      }
      expect(found).toEqual(known);
      expect(readable).toBeGreaterThan(Math.min(100, files.length / 2));
    },
  );
});

describe.runIf(hasCorpora('bad-inputs'))('bad inputs', () => {
  const [, ...rows] = hasCorpora('bad-inputs')
    ? readFileSync(path.join(corpora('bad-inputs'), 'cases.tsv'), 'utf8')
        .trimEnd()
        .split('\n')
    : [];
  const cases = rows.map((row) => row.split('\t') as [file: string, kind: string]);

  /** The defect as another parser names it → what kb reports, as `rule line`. */
  const expected = (kind: string, text: string): RegExp => {
    const lineOf = (pattern: RegExp): number => text.slice(0, text.search(pattern)).split('\n').length;
    if (kind.startsWith('throws: duplicated mapping key')) return /^duplicate-key \d+$/;
    if (kind === 'merge-conflict markers')
      return new RegExp(`^(?:merge-conflict ${lineOf(/^<{7} /m)}|none)$`);
    if (kind.startsWith('frontmatter without opening')) return /^front-matter-open 1$/;
    if (kind.startsWith('date is a string')) return /^none$/;
    if (kind.startsWith('throws: end of the stream')) return /^front-matter-yaml 2$/;
    if (kind.startsWith('throws: unknown escape')) return /^front-matter-yaml 2$/;
    if (kind.startsWith('throws: plain scalar may not start with %')) return /^front-matter-yaml 9$/;
    if (kind.startsWith('throws: incomplete explicit mapping pair'))
      return /^(?:unquoted-colon|front-matter-yaml) 2$/;
    return /^(?:front-matter-yaml (?:2|10)|front-matter-closed (?:1|29)|merge-conflict 9)$/;
  };

  test('there are cases', () => {
    expect(cases).toHaveLength(65);
  });

  test.each(cases)('%s: %s', (file, kind) => {
    const { text, front } = read(path.join(corpora('bad-inputs'), file));
    const errors = front.problems.filter(({ severity }) => severity === 'error');
    const said = errors.map(({ rule, line }) => `${rule} ${line ?? 0}`);
    expect(said[0] ?? 'none').toMatch(expected(kind, text));
    if (kind.startsWith('throws')) expect(front.unreadable).not.toBeNull();
    if (kind.startsWith('throws: duplicated')) {
      for (const { line = 0, message } of errors) {
        const key = /^"([^"]+)"/.exec(message)?.[1] ?? '?';
        const lines = text
          .split('\n')
          .flatMap((each, index) => (each.startsWith(`${key}:`) ? [index + 1] : []));
        expect(lines).toEqual([Number(/line (\d+)$/.exec(message)?.[1]), line]);
      }
    }
    // If the file has a heading without indentation, the body still contains it.
    const heading = /^# .+$/m.exec(text)?.[0];
    if (heading !== undefined) expect(front.body).toContain(heading);
  });

  test('markers in a code fence are no conflict', () => {
    const fenced = cases.filter(([file]) => /^mscontrib-\w+-(?:h1-in-moniker|multiple-h1s)/.test(file));
    expect(fenced).toHaveLength(3);
    for (const [file] of fenced)
      expect(read(path.join(corpora('bad-inputs'), file)).front.problems).toEqual([]);
  });
});
