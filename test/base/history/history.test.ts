/** The history of a card in real clones, and the last verified text. */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBase, type Base } from '../../../src/base/base.js';
import { cardHistory, changedCode } from '../../../src/base/history/history.js';
import { lastVerified } from '../../../src/trust/versions.js';
import type { Day } from '../../../src/day.js';
import { eventsOf } from '../../../src/trust/history.js';
import { contentHash } from '../../../src/trust/verify.js';
import { corpora, hasCorpora } from '../../corpora.js';
import { commit, git, gitRepo, put, tempFolder } from '../../repo/world.js';

const CARD = '---\ntitle: A\nowner: "@ana"\nverify-by: 2027-02-01\n---\n\nText.\n';

function baseAt(folder: string): Promise<Base> {
  const dayIn = (): Day => '2026-11-21' as Day;
  return openBase(
    { folder, name: null },
    { dayIn, progress: () => undefined, env: process.env, home: '/nonexistent' },
  );
}

async function eventsAt(folder: string, file: string): Promise<string[]> {
  const { versions } = await cardHistory(await baseAt(folder), file);
  return eventsOf(versions, []).map(({ event }) => event);
}

/** The card with a record that matches it. */
function verified(body: string, on = '2026-11-01', due = '2027-02-01'): string {
  const content = contentHash({ writtenTitle: 'A', body }, on as Day, due as Day);
  const record = `verified:\n  on: ${on}\n  by: "@ana"\n  content: "${content}"\n`;
  return `---\ntitle: A\nowner: "@ana"\nverify-by: ${due}\n${record}---\n${body}`;
}

describe('the versions of a card', () => {
  test('have its texts, by today’s config, through renames', async () => {
    const root = gitRepo({ 'cards/a.md': CARD, 'cards/b.md': CARD });
    git(root, 'mv', 'cards/a.md', 'cards/moved.md');
    put(root, {
      'cards/moved.md': CARD.replace('Text', 'Other'),
      'kb.config.yaml': 'defaults: {audience: public}\n',
    });
    commit(root);
    const { versions, complete, why } = await cardHistory(await baseAt(root), 'cards/moved.md');
    expect([complete, why]).toEqual([true, null]);
    expect(versions.map(({ path: file, card }) => [file, card.id, card.body.trim(), card.audience])).toEqual([
      ['cards/moved.md', 'moved', 'Other.', 'public'],
      ['cards/a.md', 'a', 'Text.', 'public'],
    ]);
  });

  test('have paths from the base, where that is a folder of the repository', async () => {
    const root = gitRepo({
      'old/a.md': CARD,
      'docs/kb.config.yaml': '',
      'docs/cards/b.md': CARD.replace('A', 'B'),
    });
    git(root, 'mv', 'old/a.md', 'docs/cards/a.md');
    commit(root);
    const { versions } = await cardHistory(await baseAt(path.join(root, 'docs')), 'cards/a.md');
    expect(versions.map((version) => version.path)).toEqual(['cards/a.md', '../old/a.md']);
  });

  test('that are too large, links or gone are left out, and say so', async () => {
    const root = gitRepo({ 'cards/a.md': CARD, 'cards/b.md': CARD.replace('A', 'B') });
    put(root, { 'cards/a.md': CARD + 'x'.repeat(300_000) });
    commit(root);
    git(root, 'rm', '-q', 'cards/a.md');
    commit(root);
    const link = git(root, 'rev-parse', 'HEAD:cards/b.md');
    git(root, 'update-index', '--add', '--cacheinfo', `120000,${link},cards/a.md`);
    git(root, 'commit', '-q', '-m', 'link');
    git(root, 'checkout', '-q', '--', 'cards/a.md');
    git(root, 'rm', '-q', 'cards/a.md');
    put(root, { 'cards/a.md': CARD.replace('Text', 'Back') });
    commit(root);
    const { versions } = await cardHistory(await baseAt(root), 'cards/a.md');
    expect(versions.map(({ card, isGone }) => [card.unreadable, isGone])).toEqual([
      [null, false],
      ['it is not a regular file', false],
      ['the file was removed', true],
      [expect.stringContaining('more than 256 KiB'), false],
      [null, false],
    ]);
    expect(eventsOf(versions, []).map(({ event }) => event)).toEqual([
      'edited',
      'unreadable',
      'removed',
      'unreadable',
      'created',
    ]);
  });

  test('are none outside git, before the first commit, and of a card that was never committed', async () => {
    const outside = tempFolder();
    put(outside, { 'cards/a.md': CARD });
    expect(await cardHistory(await baseAt(outside), 'cards/a.md')).toEqual({
      versions: [],
      complete: false,
      why: 'this folder is not in a git work tree',
    });
    git(outside, 'init', '-q');
    expect((await cardHistory(await baseAt(outside), 'cards/a.md')).why).toBe('there is no commit yet');
    const root = gitRepo();
    put(root, { 'cards/new.md': CARD });
    const none = await cardHistory(await baseAt(root), 'cards/new.md');
    expect(none).toEqual({ versions: [], complete: true, why: 'it is not committed yet' });
  });

  test('are cut at a limit', async () => {
    const root = gitRepo({ 'cards/a.md': CARD });
    put(root, { 'cards/a.md': `${CARD}more\n` });
    commit(root);
    const history = await cardHistory(await baseAt(root), 'cards/a.md', 1);
    expect([history.versions.length, history.complete]).toEqual([1, false]);
    expect(eventsOf(history.versions, [])).toEqual([]);
  });

  test('of a partial clone lack texts, and none is fetched', async () => {
    const origin = gitRepo({ 'cards/a.md': CARD });
    put(origin, { 'cards/a.md': `${CARD}more\n` });
    commit(origin);
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    const root = path.join(tempFolder(), 'partial');
    git(path.dirname(root), 'clone', '-q', '--filter=blob:none', `file://${origin}`, root);
    const missing = (): number =>
      git(root, 'rev-list', '--objects', '--all', '--missing=print').split('\n?').length - 1;
    expect(missing()).toBe(1);
    const { versions } = await cardHistory(await baseAt(root), 'cards/a.md');
    expect(versions.map(({ card }) => card.unreadable)).toEqual([null, 'its text is not in this clone']);
    expect(missing()).toBe(1);
  });

  test('of a shallow clone end where it does', async () => {
    const origin = gitRepo({ 'cards/a.md': CARD });
    put(origin, { 'cards/a.md': verified('\nText.\n') });
    commit(origin);
    put(origin, { 'cards/a.md': verified('\nText.\n').replace('Text', 'Other') });
    commit(origin);
    const root = path.join(tempFolder(), 'shallow');
    git(path.dirname(root), 'clone', '-q', '--depth', '2', `file://${origin}`, root);
    const base = await baseAt(root);
    const history = await cardHistory(base, 'cards/a.md');
    expect([history.complete, history.why]).toEqual([false, 'this clone is shallow']);
    expect(eventsOf(history.versions, []).map(({ event }) => event)).toEqual(['edited']);
    const card = (await base.cards()).byPath.get('cards/a.md');
    if (!card) throw new Error('no card');
    // The hash identifies the verified text even without the older versions.
    expect(lastVerified(history, card)?.card.body).toBe('\nText.\n');
  });
});

describe('what happened', () => {
  test('is told the same of a branch, of its merge, and of its squash', async () => {
    const root = gitRepo({ 'cards/a.md': CARD, 'cards/b.md': CARD.replace('A', 'B') });
    git(root, 'checkout', '-q', '-b', 'topic');
    put(root, { 'cards/a.md': CARD.replace('Text', 'Other') });
    commit(root);
    put(root, { 'cards/a.md': verified('\nOther.\n') });
    commit(root, 'x\n\nKb-Verified: b\nKb-Evidence: a lie');
    expect(await eventsAt(root, 'cards/a.md')).toEqual(['verified', 'edited', 'created']);
    git(root, 'checkout', '-q', 'main');
    put(root, { 'cards/b.md': CARD.replace('A', 'C') });
    commit(root);
    git(root, 'branch', 'squashed');
    git(root, 'merge', '-q', '-m', 'merge', 'topic');
    expect(await eventsAt(root, 'cards/a.md')).toEqual(['verified', 'edited', 'created']);
    expect(await eventsAt(root, 'cards/b.md')).toEqual(['edited', 'created']);
    git(root, 'checkout', '-q', 'squashed');
    git(root, 'merge', '-q', '--squash', 'topic');
    commit(root);
    expect(await eventsAt(root, 'cards/a.md')).toEqual(['verified', 'edited', 'created']);
  });
});

describe.runIf(hasCorpora('govuk', 'langs'))('pages of other teams', () => {
  function copy(folder: string, config: string): { root: string; file: string } {
    const root = tempFolder();
    cpSync(corpora(folder), path.join(root, 'docs'), { recursive: true });
    put(root, { 'kb.config.yaml': `cards: ["docs/**/*.md", "docs/**/*.md.erb"]\n${config}` });
    git(root, 'init', '-q');
    commit(root);
    return { root, file: git(root, '-c', 'core.quotePath=false', 'ls-files', 'docs').split('\n')[0] ?? '' };
  }

  test.each([
    ['gds', 'govuk/gds-way', /^last_reviewed_on: .*$/m, (day: string) => `last_reviewed_on: ${day}`],
    [
      'learn',
      'langs/support-he',
      /^ms\.date: .*$/m,
      (day: string) => `ms.date: ${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`,
    ],
  ])('in dialect %s', async (dialect, folder, line, written) => {
    const { root } = copy(folder, `dialect: ${dialect}\n`);
    const before = await baseAt(root);
    const page = (await before.cards()).cards.find(
      ({ source, verified }) => line.test(source) && verified.on !== null,
    );
    if (!page) throw new Error('no page');
    expect(await eventsAt(root, page.path)).toEqual(['verified', 'created']);
    put(root, { [page.path]: page.source.replace(line, written('2026-11-20')) });
    const reviewed = commit(root);
    put(root, { [page.path]: `${page.source.replace(line, written('2026-11-20'))}\nMore.\n` });
    commit(root);
    const base = await baseAt(root);
    const history = await cardHistory(base, page.path);
    const [edit, verification] = eventsOf(history.versions, []);
    expect(edit).toMatchObject({ event: 'edited', lines: { removed: 0 } });
    expect(verification).toMatchObject({ event: 'verified', on: '2026-11-20', matches: null });
    const card = (await base.cards()).byPath.get(page.path);
    expect(card && lastVerified(history, card)?.commit).toBe(reviewed);
  });
});

test('code that changed since', async () => {
  const root = gitRepo({
    'docs/kb.config.yaml': '',
    'docs/cards/a.md': CARD,
    'src/a.ts': 'a',
    'src/b.ts': 'b',
    'x.ts': 'x',
  });
  const from = git(root, 'rev-parse', 'HEAD');
  put(root, { 'src/a.ts': 'changed', 'src/c.ts': 'c', 'x.ts': 'y' });
  git(root, 'rm', '-q', 'src/b.ts');
  commit(root);
  const base = await baseAt(path.join(root, 'docs'));
  expect(await changedCode(base, { paths: ['src'] }, from)).toEqual([
    { path: 'src/a.ts', status: 'M' },
    { path: 'src/b.ts', status: 'D' },
    { path: 'src/c.ts', status: 'A' },
  ]);
  expect(await changedCode(base, { paths: [] }, from)).toEqual([]);
  expect(await changedCode(base, { paths: ['**'] }, 'f'.repeat(40))).toBeNull();
});
