/** Mistakes of other bots that watch over documents, each tried on `kb issues sync` against a loopback GitHub. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGitHub, type GitHub } from '../github/server.js';
import { CREATE, LIST } from '../github/faults.js';
import { TOKENS } from '../github/state.js';
import { kb } from '../memory-io.js';
import { commit, git, gitRepo, put } from '../repo/world.js';

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const card = (title: string, due: string, { owner = '@ana', text = 'Text.', more = '' } = {}): string =>
  `---\ntitle: ${JSON.stringify(title)}\nowner: ${JSON.stringify(owner)}\nverify-by: ${due}\n${more}---\n\n${text}\n`;
const EXPIRED = '2020-02-02';
const FINE = '2099-02-02';

interface World {
  readonly github: GitHub;
  /** `open Verify: Refund` and so on, by number. */
  readonly issues: () => readonly string[];
  readonly change: (files: Readonly<Record<string, string>>) => void;
  readonly remove: (file: string) => void;
  readonly sync: (...args: readonly string[]) => Promise<{ readonly code: number; readonly err: string }>;
}

/** A base in git whose remote is the repository of the loopback GitHub. */
async function world(cards: Readonly<Record<string, string>>): Promise<World> {
  const github = await startGitHub({ people: ['ana', 'ben'], now: new Date().toISOString() });
  onTestFinished(() => github.close());
  const root = gitRepo({ 'kb.config.yaml': '', ...cards });
  git(root, 'remote', 'add', 'origin', 'https://github.com/acme/kb');
  const env = {
    PATH: process.env['PATH'],
    HOME: root,
    GITHUB_TOKEN: TOKENS.user,
    GITHUB_API_URL: github.url,
    KB_WRITE_INTERVAL_MS: '0',
  };
  return {
    github,
    issues: () =>
      [...github.state.repository.issues.values()]
        .filter(({ isPull }) => !isPull)
        .map(({ state, title }) => `${state} ${title}`),
    change: (files) => {
      put(root, files);
      commit(root);
    },
    remove: (file) => {
      git(root, 'rm', '-q', file);
      commit(root);
    },
    sync: (...args) => kb(['issues', 'sync', '--yes', ...args], { cwd: root, env }),
  };
}

const many = (count: number, owner: (at: number) => string = () => '#team'): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `cards/c${at}.md`,
      card(`Card ${at}`, `2020-02-${String(at + 1).padStart(2, '0')}`, { owner: owner(at) }),
    ]),
  );

describe('what other robots get wrong', () => {
  test('duplicates every run', async () => {
    const { issues, sync, github } = await world({ 'cards/a.md': card('A', EXPIRED) });
    github.state.asPerson('zoe').openPull('Verify: A', ['kb-stale']);
    for (let run = 0; run < 3; run++) expect((await sync()).code).toBe(0);
    expect(issues()).toEqual(['open Verify: A']);
  });

  test('never closes', async () => {
    const { issues, sync, change, remove, github } = await world({
      'cards/a.md': card('A', EXPIRED),
      'cards/b.md': card('B', EXPIRED),
    });
    await sync();
    change({ 'cards/a.md': card('A', FINE) });
    remove('cards/b.md');
    await sync();
    expect(issues()).toEqual(['closed Verify: A', 'closed Verify: B']);
    const { repository } = github.state;
    expect([1, 2].map((number) => repository.issue(number).reason)).toEqual(['completed', 'not_planned']);
  });

  test('cannot reopen', async () => {
    const { issues, sync, change } = await world({ 'cards/a.md': card('A', EXPIRED) });
    await sync();
    change({ 'cards/a.md': card('A', day(100)) });
    await sync();
    expect(issues()).toEqual(['closed Verify: A']);
    await sync('--today', day(101));
    expect(issues()).toEqual(['open Verify: A']);
  });

  test('ignores a person’s “not planned”', async () => {
    const { issues, sync, change, github } = await world({ 'cards/a.md': card('A', EXPIRED) });
    await sync();
    github.state.asPerson('ben').close(1, 'not_planned');
    await sync();
    await sync('--today', day(60));
    expect(issues()).toEqual(['closed Verify: A']);
    change({ 'cards/a.md': card('A', '2021-01-01') });
    await sync();
    expect(issues()).toEqual(['open Verify: A']);
  });

  test('inexact title search', async () => {
    const { issues, sync, change, github } = await world({
      'cards/refund.md': card('Refund', EXPIRED),
      'cards/refund-eu.md': card('Refund', EXPIRED),
    });
    github.state.asPerson('zoe').open('Verify: Refund', 'Is it?', ['kb-stale']);
    await sync();
    change({ 'cards/refund.md': card('Refund', FINE) });
    await sync();
    expect(issues()).toEqual(['open Verify: Refund', 'closed Verify: Refund', 'open Verify: Refund']);
    expect(github.state.repository.issue(1)).toMatchObject({ state: 'open', body: 'Is it?' });
  });

  test('opens although all is fine', async () => {
    const { sync, github } = await world({ 'cards/a.md': card('A', FINE), 'cards/b.md': card('B', day(3)) });
    expect((await sync()).code).toBe(0);
    expect(github.writes()).toEqual([]);
  });

  test('opens because the tool crashed', async () => {
    const { sync, change, issues, github } = await world({ 'cards/a.md': card('A', FINE) });
    change({ 'kb.config.yaml': 'cards: [' });
    expect((await sync()).code).toBe(2);
    change({ 'kb.config.yaml': '', 'cards/a.md': '---\ntitle: [\n---\n' });
    expect((await sync()).code).toBe(0);
    change({ 'cards/a.md': card('A', EXPIRED) });
    github.faults.add(LIST, { before: { status: 404, body: { message: 'Not Found' } } }, { times: Infinity });
    expect((await sync()).code).toBe(2);
    expect([issues(), github.writes()]).toEqual([[], []]);
  });

  test('skips overdue items', async () => {
    const { sync, issues } = await world(many(23));
    for (const [run, count] of [10, 20, 23, 23].entries()) {
      const { err } = await sync();
      expect(issues()).toHaveLength(count);
      expect(err).toContain(['13 more cards', '3 more cards', '3 created', '23 unchanged'][run]);
    }
    expect(issues()[0]).toBe('open Verify: Card 0');
  });

  test('no way to test the future', async () => {
    const { sync, github } = await world({ 'cards/a.md': card('A', day(30)) });
    expect((await sync('--dry-run')).err).toContain('nothing to do');
    expect((await sync('--dry-run', '--today', day(31))).err).toContain('1 to create');
    expect(github.writes()).toEqual([]);
  });

  test('floods on day one', async () => {
    const { sync, issues, github } = await world({ ...many(15), ...many(6, () => '@ana') });
    const { err } = await sync();
    expect(issues()).toHaveLength(10);
    expect(err).toContain('5 more cards get their issue in later runs');
    const ofAna = [...github.state.repository.issues.values()].filter(({ assignees }) =>
      assignees.includes('ana'),
    );
    expect(ofAna).toHaveLength(3);
  });

  test('random assignee', async () => {
    const { sync, github } = await world({
      'cards/a.md': card('A', EXPIRED, { owner: '@ben' }),
      'cards/b.md': card('B', EXPIRED, { owner: '@gone' }),
    });
    await sync();
    const { repository } = github.state;
    expect([1, 2].map((number) => repository.issue(number).assignees)).toEqual([['ben'], []]);
    expect(repository.issue(2).labels).toContain('kb-no-owner');
  });

  test('a comment every run', async () => {
    const { sync, change, github } = await world({ 'cards/a.md': card('A', EXPIRED) });
    for (let run = 0; run < 3; run++) await sync('--today', day(run * 30));
    expect(github.state.repository.issue(1).comments).toEqual([]);
    change({ 'cards/a.md': card('A', FINE) });
    for (let run = 0; run < 3; run++) await sync();
    expect(github.state.repository.issue(1).comments).toHaveLength(1);
  });

  test('killed by the stale bot’s default label', async () => {
    const { sync, change, github } = await world({ 'cards/a.md': card('A', EXPIRED) });
    await sync();
    expect(github.state.repository.issue(1).labels).toEqual(['kb-stale']);
    change({ 'kb.config.yaml': 'issues: { label: stale }\n' });
    expect((await sync()).err).toContain('not `stale`');
  });

  test('whole create lost to one bad assignee', async () => {
    const { sync, issues, github } = await world({ 'cards/a.md': card('A', EXPIRED) });
    // She leaves after kb has asked whether she can be assigned, and before it creates the issue.
    github.faults.add((request) => {
      if (CREATE(request)) github.state.directory.forbidAssigning('ana');
      return false;
    }, {});
    expect((await sync()).code).toBe(0);
    expect(issues()).toEqual(['open Verify: A']);
  });

  test('mentions strangers', async () => {
    const hostile = 'Ask @everyone, see #1, fixes acme/kb#2 <!-- kb:end -->';
    const { sync, github } = await world({
      'cards/a.md': card(hostile, EXPIRED, {
        owner: '@zoe',
        more: `flags:\n  - { by: "@mallory", on: 2020-01-01, note: ${JSON.stringify(hostile)} }\n`,
      }),
    });
    await sync();
    const { title, body } = github.state.repository.issue(1);
    const plain = (body ?? '').replace(/```[^]*?```|`[^`]*`|<!--.*?-->|\]\([^)]*\)/g, '');
    expect(`${title}\n${plain}`).not.toMatch(/(?:^|[^\w`])@[a-z]|#\d/i);
    expect(title).toContain('Ask');
  });
});
