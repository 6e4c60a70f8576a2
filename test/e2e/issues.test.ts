/** The life of issues on other teams' docs, in real git, with a loopback GitHub; GitHub's own `gh` reads them, too. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { corpora, hasCorpora } from '../corpora.js';
import { gh, hasGh } from '../github/gh.js';
import { startGitHub, type GitHub } from '../github/server.js';
import { TOKENS } from '../github/state.js';
import { kb } from '../memory-io.js';
import { git, gitEnvironment, tempFolder } from '../repo/world.js';

interface Plan {
  readonly plan: readonly { readonly do: string; readonly card: string; readonly issue: number }[];
  readonly left: number;
  readonly kept: number;
}

/** The docs in git, with a remote on GitHub, and a config that kb proposed. */
async function repository(): Promise<string> {
  const cwd = tempFolder();
  cpSync(corpora('govuk'), cwd, { recursive: true });
  for (const name of readdirSync(cwd, { recursive: true, encoding: 'utf8' }))
    chmodSync(path.join(cwd, name), 0o755);
  git(cwd, 'init', '-q');
  git(cwd, 'config', 'user.name', 'Ana');
  git(cwd, 'config', 'user.email', 'ana@example.com');
  git(cwd, 'remote', 'add', 'origin', 'https://github.com/acme/kb.git');
  await kb(['init', '--detect'], { cwd });
  git(cwd, 'add', '-A');
  execFileSync('git', ['commit', '-qm', 'pages'], { cwd, env: { ...gitEnvironment, ...DATES } });
  return cwd;
}

/** On the day of the test, because kb closes no issue on a day before the last commit. */
const DATES = { GIT_AUTHOR_DATE: '2026-11-21T09:00:00Z', GIT_COMMITTER_DATE: '2026-11-21T09:00:00Z' };

function environment(github: GitHub, cwd: string) {
  return {
    PATH: process.env['PATH'],
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: '1',
    KB_USER: '@ana',
    ...DATES,
    GITHUB_ACTIONS: 'true',
    GITHUB_TOKEN: TOKENS.app,
    GITHUB_API_URL: github.url,
    KB_WRITE_INTERVAL_MS: '0',
  };
}

test.runIf(hasCorpora('govuk'))(
  'ten a run until all are there, then nothing; verified: closed; half a year on: reopened',
  async () => {
    const github = await startGitHub({ now: '2026-11-21T09:00:00Z' });
    onTestFinished(() => github.close());
    const cwd = await repository();
    const env = environment(github, cwd);
    const run = (...args: string[]) => kb(args, { cwd, env });
    const sync = async (today: string, ...args: string[]): Promise<Plan> => {
      const { out, err, code } = await run('issues', 'sync', '--today', today, '--json', ...args);
      expect([code, err.includes('bug')], err).toEqual([0, false]);
      return JSON.parse(out) as Plan;
    };
    const did = ({ plan }: Plan): string[] => [...new Set(plan.map((each) => each.do))];
    const stale = JSON.parse((await run('stale', '--today', '2026-11-21', '--json')).out) as {
      cards: unknown[];
    };
    const wanted = stale.cards.length;
    expect(wanted).toBeGreaterThan(20);

    const dry = await sync('2026-11-21', '--dry-run');
    expect([did(dry), dry.plan.length, dry.left]).toEqual([['create'], 10, wanted - 10]);
    expect(github.writes()).toEqual([]);

    const counts: number[] = [];
    for (let left = 1; left > 0 && counts.length < 20;) {
      const done = await sync('2026-11-21');
      counts.push(done.plan.length);
      left = done.left;
    }
    expect(counts.slice(0, -1).every((count) => count === 10)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(wanted);
    const { issues } = github.state.repository;
    expect(new Set([...issues.values()].map(({ title }) => title)).size).toBe(wanted);

    const before = github.writes().length;
    expect(await sync('2026-11-21')).toMatchObject({ plan: [], left: 0, kept: wanted });
    expect(await sync('2026-11-24')).toMatchObject({ plan: [], left: 0, kept: wanted });
    expect(github.writes().length).toBe(before);

    const three = dry.plan.slice(0, 3).map(({ card }) => card);
    const verified = await run('verify', ...three, '--note', 'read with the team');
    expect(verified.code, verified.err).toBe(0);
    const head = git(cwd, 'rev-parse', 'HEAD');
    const closing = await sync('2026-11-22');
    expect(closing.plan.map((each) => [each.do, each.card])).toEqual(
      three.toSorted().map((card) => ['close', card]),
    );
    for (const { issue } of closing.plan) {
      const { state, reason, comments } = github.state.repository.issue(issue);
      expect([state, reason, comments.length]).toEqual(['closed', 'completed', 1]);
      expect(comments[0]?.body).toContain(head);
      expect(comments[0]?.body).toContain('read with the team');
    }

    const later = await sync('2027-05-25');
    const again = later.plan.filter((each) => three.includes(each.card));
    expect(again.map((each) => each.do)).toEqual(['reopen', 'reopen', 'reopen']);
    expect(new Set(again.map(({ issue }) => issue))).toEqual(new Set(closing.plan.map(({ issue }) => issue)));
    const titles = [...issues.values()].map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(github.violations).toEqual([]);

    if (!hasGh()) return;
    const listed = JSON.parse(
      await gh(
        github,
        'issue',
        'list',
        '--label',
        'kb-stale',
        '--limit',
        '200',
        '--json',
        'number,title,state',
      ),
    ) as { title: string }[];
    expect(listed.length).toBe([...issues.values()].filter(({ state }) => state === 'open').length);
    const number = String(again[0]?.issue);
    expect(await gh(github, 'issue', 'view', number)).toContain('kb verify');
    expect(await gh(github, 'issue', 'view', number, '--comments')).toContain(head);
  },
  180_000,
);
