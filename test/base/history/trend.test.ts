import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kb } from '../../memory-io.js';
import { git, gitEnvironment, put, tempFolder } from '../../repo/world.js';

interface Point {
  readonly day: string;
  readonly commit: string | null;
  readonly score: number | null;
  readonly active: number;
  readonly states: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
}

interface History {
  readonly complete: boolean;
  readonly since: string | null;
  readonly months: readonly Point[];
}

const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

/** A card that was verified on a day, for 90 days. */
const card = (on: string, more = ''): string =>
  `---\ntitle: T\nowner: "@ana"\nverified: {on: ${on}}\n${more}---\nText\n`;

function repo(): string {
  const root = tempFolder();
  git(root, 'init', '-q');
  return root;
}

/** Runs git as if it were this time. */
function gitAt(root: string, time: string, ...args: readonly string[]): void {
  const clock = { GIT_AUTHOR_DATE: time, GIT_COMMITTER_DATE: time };
  execFileSync('git', args, { cwd: root, env: { ...gitEnvironment, ...clock }, stdio: 'pipe' });
}

/** Commits all files; `null` removes one. Returns the commit id. */
function commitAt(root: string, time: string, files: Readonly<Record<string, string | null>> = {}): string {
  for (const [name, content] of Object.entries(files)) {
    if (content === null) git(root, 'rm', '-q', name);
    else put(root, { [name]: content });
  }
  git(root, 'add', '-A');
  gitAt(root, time, 'commit', '-q', '--allow-empty', '-m', 'x');
  return git(root, 'rev-parse', 'HEAD');
}

async function history(root: string, length = '4m', ...args: readonly string[]): Promise<History> {
  const { out, code } = await kb(['stats', '--history', length, '--json', ...args], { cwd: root, env });
  expect(code).toBe(0);
  return (JSON.parse(out) as { history: History }).history;
}

/** Day and number of active cards of each point. */
async function actives(root: string, length?: string, ...args: readonly string[]): Promise<unknown[]> {
  return (await history(root, length, ...args)).months.map(({ day, active }) => [day.slice(5), active]);
}

describe('kb stats --history', () => {
  test('takes the last commit of each month, and the files as they are for today', async () => {
    const root = repo();
    const first = commitAt(root, '2026-08-03T10:00:00Z', { 'cards/a.md': card('2026-08-01') });
    commitAt(root, '2026-09-10T10:00:00Z', {
      'cards/b.md': card('2026-09-01'),
      'cards/c.md': card('2026-05-01'),
    });
    const second = commitAt(root, '2026-09-30T23:59:59Z', { 'cards/c.md': null });
    commitAt(root, '2026-11-01T00:00:00Z', { 'cards/d.md': card('2026-11-01') });
    put(root, { 'cards/e.md': '---\ntitle: T\nstatus: draft\n---\n' });
    const { months, ...rest } = await history(root);
    expect(rest).toEqual({ complete: true, lacking: [], since: '2026-08-03' });
    expect(months.map(({ day, commit, score, active }) => [day, commit, score, active])).toEqual([
      ['2026-08-31', first, 100, 1],
      ['2026-09-30', second, 100, 2],
      ['2026-10-31', second, 50, 2],
      ['2026-11-21', null, 33, 3],
    ]);
    expect(months.at(-1)?.states).toMatchObject({ verified: 1, due: 1, stale: 1, draft: 1 });
  });

  test('says of each month what kb says in a checkout of it on that day', async () => {
    const root = repo();
    put(root, { 'kb.config.yaml': 'cards: ["docs/**/*.md"]\n' });
    commitAt(root, '2026-06-02T10:00:00Z', {
      'docs/a.md': card('2026-06-01', 'paths: [src]\n'),
      'docs/b.md': '---\ntitle: B\nverified: {on: 2026-06-01}\n---\n',
      'docs/x/_kb.yaml': 'owner: "@x"\nverify-every: 30d\n',
      'docs/x/c.md': '---\ntitle: C\nverified: {on: 2026-06-01}\n---\n',
      'src/a.ts': '1\n',
    });
    const hash = '000000000000';
    const code = `---\ntitle: A\nowner: "@ana"\npaths: [src]\nverified: {on: 2026-06-01, paths: "${hash}"}\n---\n`;
    commitAt(root, '2026-07-02T10:00:00Z', { 'docs/a.md': code, CODEOWNERS: 'docs/ @team\n' });
    commitAt(root, '2026-08-02T10:00:00Z', { 'docs/x/_kb.yaml': 'verify-every: 60d\n', 'src/a.ts': '2\n' });
    // Two cards with the same id are unreadable until one of them is removed.
    const twin = card('2026-08-20', 'id: same\n');
    commitAt(root, '2026-09-02T10:00:00Z', { 'docs/one.md': twin, 'docs/two.md': twin });
    commitAt(root, '2026-10-02T10:00:00Z', {
      'docs/two.md': null,
      CODEOWNERS: null,
      'docs/bad.md': '---\na: [\n---\n',
    });
    const { months } = await history(root, '6m');
    expect(months.length).toBe(6);
    for (const { day, commit, score, active, states, reasons } of months) {
      git(root, 'checkout', '-q', commit ?? 'main');
      const { out } = await kb(['stats', '--json', '--today', day], { cwd: root, env });
      expect(JSON.parse(out)).toMatchObject({ score, active, states, reasons });
    }
    expect(months.map(({ reasons }) => reasons['unreadable'])).toEqual([0, 0, 0, 2, 1, 1]);
    expect(months.map(({ reasons }) => reasons['owner-missing'])).toEqual([1, 0, 0, 0, 0, 0]);
    expect(months[1]?.reasons).toMatchObject({ 'code-changed': 1 });
  });

  test('follows first parents: a branch counts from its merge', async () => {
    const root = repo();
    commitAt(root, '2026-08-01T10:00:00Z', { 'cards/a.md': card('2026-08-01') });
    git(root, 'checkout', '-q', '-b', 'side');
    commitAt(root, '2026-08-10T10:00:00Z', { 'cards/b.md': card('2026-08-01') });
    git(root, 'checkout', '-q', 'main');
    commitAt(root, '2026-09-01T10:00:00Z', { 'cards/c.md': card('2026-08-01') });
    gitAt(root, '2026-10-05T10:00:00Z', 'merge', '-q', '--no-ff', '-m', 'x', 'side');
    expect(await actives(root)).toEqual([
      ['08-31', 1],
      ['09-30', 2],
      ['10-31', 3],
      ['11-21', 3],
    ]);
  });

  test.each([
    ['UTC', [1, 2, 2, 2]],
    ['Asia/Tokyo', [1, 1, 2, 2]],
    ['America/Los_Angeles', [2, 2, 2]],
  ])('ends a month when the day ends in %s', async (zone, wanted) => {
    const root = repo();
    put(root, { 'kb.config.yaml': `timezone: ${zone}\n` });
    // Already August in Tokyo, still July in Los Angeles.
    commitAt(root, '2026-08-01T03:00:00Z', { 'cards/a.md': card('2026-08-01') });
    // Still September in Los Angeles and London, already October in Tokyo.
    commitAt(root, '2026-09-30T20:00:00Z', { 'cards/b.md': card('2026-08-01') });
    const { months, since } = await history(root);
    expect(since).toBe(zone === 'America/Los_Angeles' ? '2026-07-31' : '2026-08-01');
    expect(months.map(({ day }) => day.slice(5, 7))[0]).toBe(zone === 'America/Los_Angeles' ? '07' : '08');
    expect(months.slice(-wanted.length).map(({ active }) => active)).toEqual(wanted);
  });

  test('is not led astray by a clock that was wrong', async () => {
    const root = repo();
    const cards = (count: number) => ({ [`cards/${count}.md`]: card('2026-08-01') });
    commitAt(root, '2026-08-01T10:00:00Z', cards(1));
    commitAt(root, '2026-08-20T10:00:00Z', cards(2));
    commitAt(root, '1971-01-01T00:00:00Z', cards(3));
    commitAt(root, '2026-10-20T10:00:00Z', cards(4));
    commitAt(root, '2026-10-20T09:00:00Z', cards(5));
    expect(await actives(root)).toEqual([
      ['08-31', 3],
      ['09-30', 3],
      ['10-31', 5],
      ['11-21', 5],
    ]);
  });

  test('of a base in a folder of the repository, which came later than the repository', async () => {
    const root = repo();
    commitAt(root, '2026-08-01T10:00:00Z', { 'README.md': '# R\n', 'cards/none.md': card('2026-08-01') });
    commitAt(root, '2026-10-01T10:00:00Z', {
      'docs/kb.config.yaml': '',
      'docs/cards/a.md': card('2026-10-01'),
    });
    const { months } = await history(path.join(root, 'docs'));
    expect(months.map(({ score, active }) => [score, active])).toEqual([
      [null, 0],
      [null, 0],
      [100, 1],
      [100, 1],
    ]);
  });

  test('keeps to the filters', async () => {
    const root = repo();
    commitAt(root, '2026-10-01T10:00:00Z', {
      'kb.config.yaml': 'people:\n  ana: {login: "@ana", emails: [ana@acme.com]}\n',
      'cards/a.md': card('2026-10-01', 'tags: [x]\n'),
      'cards/b.md': card('2026-10-01').replace('@ana', 'ana@acme.com'),
      'cards/c.md': card('2026-10-01', 'kind: faq\n').replace('@ana', '@ben'),
    });
    expect(await actives(root, '1m')).toEqual([
      ['10-31', 3],
      ['11-21', 3],
    ]);
    expect(await actives(root, '1m', '-t', 'x')).toEqual([
      ['10-31', 1],
      ['11-21', 1],
    ]);
    expect(await actives(root, '1m', '-o', 'ana')).toEqual([
      ['10-31', 2],
      ['11-21', 2],
    ]);
    expect(await actives(root, '1m', '--kind', 'faq')).toEqual([
      ['10-31', 1],
      ['11-21', 1],
    ]);
  });

  test('goes on into the days that are named as today', async () => {
    const root = repo();
    commitAt(root, '2026-10-01T10:00:00Z', { 'cards/a.md': card('2026-10-01') });
    const { months } = await history(root, '3m', '--today', '2027-01-31');
    expect(months.map(({ day, score }) => [day, score])).toEqual([
      ['2026-10-31', 100],
      ['2026-11-30', 100],
      ['2026-12-31', 0],
      ['2027-01-31', 0],
    ]);
  });

  test('before the first commit has today only', async () => {
    const root = repo();
    put(root, { 'cards/a.md': card('2026-11-01') });
    expect(await history(root)).toMatchObject({
      complete: true,
      since: null,
      months: [{ day: '2026-11-21', active: 1 }],
    });
  });

  test('says what a shallow clone lacks', async () => {
    const root = repo();
    commitAt(root, '2026-06-01T10:00:00Z', { 'cards/a.md': card('2026-06-01') });
    commitAt(root, '2026-10-03T10:00:00Z', { 'cards/b.md': card('2026-06-01') });
    commitAt(root, '2026-11-03T10:00:00Z', { 'cards/c.md': card('2026-11-01') });
    const clone = tempFolder();
    git(clone, 'clone', '-q', '--depth', '2', `file://${root}`, '.');
    const { out, err, code } = await kb(['stats', '--history', '--json'], { cwd: clone, env });
    const { complete, since, months } = (JSON.parse(out) as { history: History }).history;
    expect({ complete, since, code }).toEqual({ complete: false, since: '2026-10-03', code: 0 });
    expect(months.map(({ day, active }) => [day, active])).toEqual([
      ['2026-10-31', 2],
      ['2026-11-21', 3],
    ]);
    expect(err).toContain('this clone is shallow: its history starts on 2026-10-03; git fetch --unshallow\n');
    // The requested period is complete.
    expect(await history(clone, '1m')).toMatchObject({ complete: true });
  });

  test.each(['blob:none', 'tree:0'])(
    'fetches nothing into a partial clone (%s), and says which months it lacks',
    async (filter) => {
      const root = repo();
      git(root, 'config', 'uploadpack.allowFilter', 'true');
      commitAt(root, '2026-08-03T10:00:00Z', { 'cards/a.md': card('2026-06-01'), 'cards/_kb.yaml': '' });
      commitAt(root, '2026-09-03T10:00:00Z', { 'cards/_kb.yaml': 'verify-every: 20d\n' });
      commitAt(root, '2026-10-03T10:00:00Z', { 'cards/a.md': card('2026-11-01') });
      commitAt(root, '2026-10-03T10:00:00Z', { 'cards/_kb.yaml': 'verify-every: 30d\n' });
      commitAt(root, '2026-11-03T10:00:00Z', { 'other.md': 'x\n' });
      const clone = tempFolder();
      git(clone, 'clone', '-q', `--filter=${filter}`, `file://${root}`, '.');
      git(clone, 'cat-file', 'blob', 'HEAD~4:cards/a.md');
      const { out, err, code } = await kb(['stats', '--history', '--json'], { cwd: clone, env });
      const { history: found } = JSON.parse(out) as { history: History };
      const lacking = ['2026-08-31', '2026-09-30', ...(filter === 'tree:0' ? ['2026-10-31'] : [])];
      expect(found).toMatchObject({ complete: false, since: '2026-08-03', lacking });
      expect(found.months.length).toBe(4 - lacking.length);
      expect([err, code]).toEqual([
        `this clone is partial: files of ${lacking.length} of 3 months are missing, the newest of ${lacking.at(-1)}; git fetch --refetch --no-filter\n`,
        0,
      ]);
      git(clone, 'fetch', '-q', '--refetch', '--no-filter');
      expect(await history(clone)).toEqual(await history(root));
    },
  );

  test('needs git', async () => {
    const root = tempFolder();
    put(root, { 'kb.config.yaml': '', 'cards/a.md': card('2026-11-01') });
    const { err, code } = await kb(['stats', '--history'], { cwd: root, env });
    expect([err, code]).toEqual([
      `kb: --history needs git, and ${root} is not in a git work tree\n    git init\n`,
      2,
    ]);
    expect((await kb(['stats'], { cwd: root, env })).code).toBe(0);
  });

  test('runs nothing of the repository, and takes no branch for an option', async () => {
    const root = repo();
    commitAt(root, '2026-10-01T10:00:00Z', { 'cards/a.md': card('2026-10-01') });
    const canary = path.join(tempFolder(), 'ran');
    const run = `sh -c 'touch ${canary}'`;
    for (const key of ['core.fsmonitor', 'core.pager', 'diff.external', 'log.showSignature', 'gpg.program'])
      git(root, 'config', key, key === 'log.showSignature' ? 'true' : run);
    writeFileSync(path.join(root, '.git/HEAD'), 'ref: refs/heads/--output=x\n');
    put(root, { '.git/refs/heads/--output=x': `${git(root, 'rev-parse', 'main')}\n` });
    expect((await history(root)).months.length).toBe(2);
    expect(() => execFileSync('ls', [canary], { stdio: 'pipe' })).toThrow();
  });
});
