/** When no issue may be closed: incomplete checkouts, days that are behind, folders without git. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBase } from '../../../src/base/base.js';
import { closingIn, type Closing } from '../../../src/base/issues/may-close.js';
import type { Day } from '../../../src/day.js';
import { commit, git, gitEnvironment, gitRepo, put, tempFolder } from '../../repo/world.js';

const CARD = '---\ntitle: A\nowner: "@ana"\n---\n\nText.\n';
const CARDS = {
  'cards/a.md': CARD,
  'cards/b.md': CARD.replace('A', 'B'),
  'cards/more/c.md': CARD.replace('A', 'C'),
  'kb.config.yaml': 'cards: ["cards/**/*.md", "!cards/not/**"]\n',
};

async function closing(folder: string, today?: string, main: string | null = 'main'): Promise<Closing> {
  const now = (today ?? new Date().toISOString().slice(0, 10)) as Day;
  const world = { progress: () => undefined, env: process.env, home: '/nonexistent' };
  return closingIn(await openBase({ folder, name: null }, { dayIn: () => now, ...world }), main);
}

describe('issues may be closed', () => {
  test('where the checkout is whole', async () => {
    expect(await closing(gitRepo(CARDS))).toEqual({ elsewhere: null, stop: null, notes: [] });
  });

  test('outside git, where the files are all there is, but not before the first commit', async () => {
    const folder = tempFolder();
    put(folder, CARDS);
    expect(await closing(folder)).toEqual({ elsewhere: null, stop: null, notes: [] });
    git(folder, 'init', '-q');
    expect((await closing(folder)).stop).toBe('there is no commit yet');
  });

  test('not in a sparse checkout that lacks cards, however it was made', async () => {
    const root = gitRepo(CARDS);
    const clone = path.join(tempFolder(), 'clone');
    git(root, 'clone', '-q', '--sparse', root, clone);
    git(clone, 'sparse-checkout', 'set', 'cards');
    expect((await closing(clone)).stop).toBe(null);
    git(clone, 'sparse-checkout', 'set', '--no-cone', '/*', '!/cards/more/');
    expect((await closing(clone)).stop).toBe('this checkout is missing 1 committed card: cards/more/c.md');
  });

  test('not in a partial clone of a part either, though that has no text of the others', async () => {
    const root = gitRepo(CARDS);
    git(root, 'config', 'uploadpack.allowFilter', 'true');
    const clone = path.join(tempFolder(), 'clone');
    git(root, 'clone', '-q', '--sparse', '--filter=blob:none', `file://${root}`, clone);
    git(clone, 'sparse-checkout', 'set', 'cards/more');
    expect((await closing(clone)).stop).toBe(null);
    git(clone, 'sparse-checkout', 'set', '--no-cone', '/cards/more/', '/kb.config.yaml');
    expect((await closing(clone)).stop).toBe(
      'this checkout is missing 2 committed cards: cards/a.md and 1 more',
    );
  });

  test('not where a card was deleted, moved or staged and deleted, in no commit', async () => {
    const root = gitRepo(CARDS);
    rmSync(path.join(root, 'cards/a.md'));
    expect((await closing(root)).stop).toContain('missing 1 committed card: cards/a.md');
    git(root, 'rm', '-q', 'cards/a.md');
    expect((await closing(root)).stop).toContain('missing 1 committed card: cards/a.md');
    commit(root);
    expect((await closing(root)).stop).toBe(null);
    git(root, 'mv', 'cards/b.md', 'cards/d.md');
    expect((await closing(root)).stop).toContain('missing 1 committed card: cards/b.md');
    commit(root);
    put(root, { 'cards/new.md': CARD });
    git(root, 'add', 'cards/new.md');
    rmSync(path.join(root, 'cards/new.md'));
    expect((await closing(root)).stop).toContain('missing 1 committed card: cards/new.md');
  });

  test('also where files are missing that are no cards, or are cards by no glob', async () => {
    const root = gitRepo({ ...CARDS, 'src/a.ts': '', 'cards/not/x.md': CARD, '.gitignore': 'cards/more\n' });
    git(root, 'add', '-f', 'cards/more/c.md');
    commit(root);
    rmSync(path.join(root, 'src/a.ts'));
    rmSync(path.join(root, 'cards/not/x.md'));
    expect((await closing(root)).stop).toBe(null);
  });

  test('in a base that is a folder of the repository, whatever the rest of that lacks', async () => {
    const root = gitRepo({ 'docs/kb.config.yaml': '', 'docs/cards/a.md': CARD, 'cards/b.md': CARD });
    rmSync(path.join(root, 'cards/b.md'));
    expect((await closing(path.join(root, 'docs'))).stop).toBe(null);
    put(root, { 'docs/cards/z.md': CARD });
    rmSync(path.join(root, 'docs/cards/a.md'));
    expect((await closing(path.join(root, 'docs'))).stop).toBe(
      'this checkout is missing 1 committed card: cards/a.md',
    );
  });

  test('not without a submodule that may have cards', async () => {
    const other = gitRepo({ 'x.md': CARD });
    const root = gitRepo(CARDS);
    git(root, 'submodule', '--quiet', 'add', other, 'cards/other');
    git(root, 'submodule', '--quiet', 'add', other, 'cards/not');
    git(root, 'submodule', '--quiet', 'add', other, 'theme');
    commit(root);
    expect((await closing(root)).stop).toBe(null);
    const clone = path.join(tempFolder(), 'clone');
    git(root, 'clone', '-q', root, clone);
    expect((await closing(clone)).stop).toBe(
      'the submodule cards/other is not checked out, and may contain cards',
    );
  });

  test('not with a config that is in no commit', async () => {
    const root = gitRepo(CARDS);
    put(root, { 'kb.config.yaml': 'cards: ["cards/more/**/*.md"]\n' });
    expect((await closing(root)).stop).toBe('kb.config.yaml has uncommitted edits');
  });

  test('not more than a day before the last commit came to be, whenever it was written', async () => {
    const root = gitRepo(CARDS);
    const clock = { GIT_AUTHOR_DATE: '2026-01-01T12:00:00Z', GIT_COMMITTER_DATE: '2026-11-21T23:00:00-0500' };
    execFileSync('git', ['commit', '-q', '--allow-empty', '-m', 'x'], {
      cwd: root,
      env: { ...gitEnvironment, ...clock },
    });
    expect((await closing(root, '2026-11-20')).stop).toBe(
      '2026-11-20 is before the last commit, which is from 2026-11-22',
    );
    expect((await closing(root, '2026-11-21')).stop).toBe(null);
    expect((await closing(root, '2099-11-21')).stop).toBe(null);
  });
});

describe('it is said', () => {
  test('that cards have uncommitted edits', async () => {
    const root = gitRepo(CARDS);
    put(root, { 'cards/a.md': CARD.replaceAll('\n', '\r\n') });
    expect((await closing(root)).notes).toEqual([]);
    put(root, { 'cards/a.md': `${CARD}More.\n` });
    expect((await closing(root)).notes).toEqual(['1 card has uncommitted edits']);
    put(root, { 'cards/new.md': CARD });
    expect(await closing(root)).toEqual({
      elsewhere: null,
      stop: null,
      notes: ['2 cards have uncommitted edits'],
    });
  });
});

describe('the branch', () => {
  const cloned = (): readonly [origin: string, clone: string] => {
    const origin = gitRepo(CARDS);
    const clone = path.join(tempFolder(), 'clone');
    git(origin, 'clone', '-q', origin, clone);
    return [origin, clone];
  };
  const ELSE = 'the checkout differs from origin/main as fetched: git pull, and git push';

  test('has to be that of the forge: another one has other cards', async () => {
    const [, clone] = cloned();
    expect(await closing(clone)).toEqual({ elsewhere: null, stop: null, notes: [] });
    git(clone, 'switch', '-q', '-c', 'side');
    expect((await closing(clone)).elsewhere).toBe('the branch here is side, but issues follow main');
    expect((await closing(clone, undefined, 'side')).elsewhere).toBe(null);
    expect((await closing(clone, undefined, null)).elsewhere).toBe(null);
  });

  test('has to be as it was fetched: what is only here is not true for everybody, and what is behind is not true any more', async () => {
    const [origin, clone] = cloned();
    const first = git(clone, 'rev-parse', 'HEAD');
    put(clone, { 'cards/new.md': CARD });
    commit(clone);
    expect((await closing(clone)).stop).toBe(ELSE);
    git(clone, 'reset', '-q', '--hard', first);
    commit(origin, 'more');
    git(clone, 'fetch', '-q');
    expect((await closing(clone)).stop).toBe(ELSE);
    git(clone, 'merge', '-q', '--ff-only', 'origin/main');
    expect((await closing(clone)).stop).toBe(null);
  });

  test('may be left out, as CI checks a commit out', async () => {
    const [, clone] = cloned();
    git(clone, 'switch', '-q', '--detach');
    expect(await closing(clone)).toEqual({ elsewhere: null, stop: null, notes: [] });
    commit(clone, 'more');
    expect((await closing(clone)).stop).toBe(ELSE);
  });

  test('is nobody’s where nothing was ever fetched', async () => {
    const root = gitRepo(CARDS);
    git(root, 'remote', 'add', 'origin', 'https://github.com/acme/kb.git');
    expect(await closing(root)).toEqual({ elsewhere: null, stop: null, notes: [] });
  });
});
