import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { parseConfig } from '../../src/config/parse.js';
import { propose, type Page, type Proposal } from '../../src/init/propose.js';

/** A page with these lines of front matter; without lines it has no front matter. */
const page = (path: string, lines = ''): Page => ({
  path,
  fields: lines === '' ? null : readFrontMatter(`---\n${lines}\n---\n`).fields,
});

function proposed(...pages: Page[]): Proposal {
  const proposal = propose(pages);
  if (!proposal) throw new Error('nothing proposed');
  // Every proposed config can be read.
  expect(parseConfig(proposal.config, '/base/kb.config.yaml').cards).toEqual(proposal.globs);
  return proposal;
}

const OURS = 'title: A\nverify-by: 2027-01-31';

describe('which pages are cards', () => {
  test('none where there is no page, or only pages about the repo', () => {
    expect(propose([])).toBeNull();
    expect(propose([page('README.md'), page('docs/contributing.md')])).toBeNull();
  });

  test('those of the folders with front matter, where most pages have it', () => {
    const pages = [page('cards/a.md', OURS), page('cards/b.md', OURS), page('notes/c.md')];
    expect(proposed(...pages).globs).toEqual(['cards/**/*.md']);
  });

  test('all of them where few have it', () => {
    const pages = [page('cards/a.md', OURS), page('notes/b.md'), page('notes/c.md')];
    expect(proposed(...pages).globs).toEqual(['cards/**/*.md', 'notes/**/*.md']);
  });

  test('of the root and of every extension', () => {
    expect(proposed(page('a.md', OURS), page('docs/b.html.md.erb', OURS)).globs).toEqual([
      '*.{md,md.erb}',
      'docs/**/*.{md,md.erb}',
    ]);
  });

  test('one glob stands for many folders, and pages about the repo are left out', () => {
    const pages = ['a', 'b', 'c', 'd'].map((folder) => page(`${folder}/x.md`, OURS));
    expect(proposed(...pages, page('README.md'), page('a/README.md')).globs).toEqual([
      '**/*.md',
      '!**/README.md',
    ]);
  });

  test('of many folders, one without cards is left out as a whole', () => {
    const pages = ['a', 'b', 'c', 'd'].map((folder) => page(`${folder}/x.md`, OURS));
    const others = [page('notes/1.md'), page('notes/deep/2.md'), page('SOURCE.md')];
    expect(proposed(...pages, ...others).globs).toEqual(['**/*.md', '!SOURCE.md', '!notes/**']);
  });

  test('a folder whose name holds wildcards is meant as it is', () => {
    expect(proposed(page('a[1]*/x.md', OURS)).globs).toEqual(['a\\[1\\]\\*/**/*.md']);
  });
});

describe('whose names the fields have', () => {
  test.each([
    ['kb', OURS],
    ['gds', 'last_reviewed_on: 2026-01-01\nreview_in: 6 months'],
    ['learn', 'ms.date: 01/31/2026\nms.author: ana'],
  ])('%s', (dialect, lines) => {
    const { config, detection } = proposed(page('cards/a.md', lines));
    expect(detection.dialect).toBe(dialect);
    expect(config).toContain(`dialect: ${dialect}\n`);
    expect(config).not.toContain('fields:');
  });

  test('our own, to begin with, where nothing says who owns a page', () => {
    const { config, detection } = proposed(page('cards/a.md', 'title: A'));
    expect(detection.dialect).toBeNull();
    expect(config).toContain('dialect: custom\n');
    expect(config).toContain('  verify-by: "verify-by"\n');
  });
});
