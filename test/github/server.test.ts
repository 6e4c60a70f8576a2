/** The loopback GitHub behaves like GitHub; otherwise tests against it would prove nothing. */
import { describe, expect, onTestFinished, test } from 'vitest';
import * as faults from './faults.js';
import { startGitHub, type GitHub, type GitHubOptions } from './server.js';
import { TOKENS } from './state.js';

interface Seen {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Sends a request as a client would; a `path` without a leading slash is relative to the repository. */
type Ask = (
  method: string,
  path: string,
  body?: unknown,
  token?: string | null,
  headers?: Readonly<Record<string, string>>,
) => Promise<Seen>;

async function started(options: GitHubOptions = {}): Promise<{ readonly github: GitHub; readonly ask: Ask }> {
  const github = await startGitHub({ people: ['ana', 'ben'], ...options });
  onTestFinished(() => github.close());
  return { github, ask: asking(github) };
}

function asking(github: GitHub): Ask {
  return async (method, path, body, token = TOKENS.user, headers = {}) => {
    const url = path.startsWith('http')
      ? path
      : `${github.url}${path.startsWith('/') ? '' : '/repos/acme/kb/'}${path}`;
    const answer = await fetch(url, {
      method,
      headers: { ...headers, ...(token !== null && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text === '' ? null : (JSON.parse(text) as unknown),
      headers: answer.headers,
    };
  };
}

const numbers = ({ body }: Seen): readonly number[] =>
  (body as { number: number }[]).map(({ number }) => number);

describe('lists', () => {
  test('pull requests have numbers of the same row, and say that they are none', async () => {
    const { github, ask } = await started();
    const ana = github.state.asPerson('ana');
    ana.open('One');
    ana.openPull('Two');
    const list = await ask('GET', 'issues');
    expect(numbers(list)).toEqual([2, 1]);
    expect((list.body as object[]).map((issue) => 'pull_request' in issue)).toEqual([true, false]);
  });

  test('come in pages that lead to the next one', async () => {
    const { github, ask } = await started();
    for (let count = 0; count < 7; count += 1) github.state.asPerson('ana').open(`Issue ${count}`);
    const found: number[] = [];
    let next: string | undefined = 'issues?per_page=3&direction=asc';
    while (next !== undefined) {
      const list: Seen = await ask('GET', next);
      found.push(...numbers(list));
      next = /<([^>]+)>; rel="next"/.exec(list.headers.get('link') ?? '')?.[1];
    }
    expect(found).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('show what was asked for', async () => {
    const { github, ask } = await started();
    const ana = github.state.asPerson('ana');
    ana.open('One', '', ['kb-stale', 'docs']);
    github.state.asPerson('ben').open('Two', '', ['kb-stale']);
    ana.open('Three');
    ana.close(3);
    github.state.clock.advance({ days: 1 });
    const since = github.state.clock.now();
    ana.comment(2, 'Me too');
    expect(numbers(await ask('GET', 'issues'))).toEqual([2, 1]);
    expect(numbers(await ask('GET', 'issues?state=all'))).toEqual([3, 2, 1]);
    expect(numbers(await ask('GET', 'issues?labels=KB-stale,docs'))).toEqual([1]);
    expect(numbers(await ask('GET', 'issues?creator=Ben'))).toEqual([2]);
    expect(numbers(await ask('GET', `issues?since=${since}`))).toEqual([2]);
    expect(numbers(await ask('GET', 'issues?sort=updated&direction=asc'))).toEqual([1, 2]);
  });

  test('may lag behind, which the issue itself does not', async () => {
    const { github, ask } = await started();
    github.state.repository.lag = 2;
    await ask('POST', 'issues', { title: 'New' });
    expect((await ask('GET', 'issues/1')).status).toBe(200);
    expect(numbers(await ask('GET', 'issues'))).toEqual([]);
    expect(numbers(await ask('GET', 'issues'))).toEqual([]);
    expect(numbers(await ask('GET', 'issues'))).toEqual([1]);
    github.state.asPerson('ana').close(1);
    expect(numbers(await ask('GET', 'issues'))).toEqual([1]);
  });

  test('who has the answer is told that it is the same', async () => {
    const { ask, github } = await started();
    const ifNoneMatch = (await ask('GET', 'issues')).headers.get('etag') ?? '';
    const again = (): Promise<Seen> =>
      ask('GET', 'issues', undefined, TOKENS.user, { 'if-none-match': ifNoneMatch });
    expect((await again()).status).toBe(304);
    github.state.asPerson('ana').open('One');
    expect((await again()).status).toBe(200);
  });
});

describe('tokens', () => {
  test('without one, or with a wrong one, nothing is told', async () => {
    const { ask } = await started();
    expect((await ask('GET', 'issues', undefined, null)).body).toMatchObject({
      message: 'Requires authentication',
    });
    expect(await ask('GET', 'issues', undefined, 'ghp_wrong')).toMatchObject({
      status: 401,
      body: { message: 'Bad credentials' },
    });
  });

  test('that of a workflow belongs to no user, but has a login', async () => {
    const { ask } = await started();
    expect((await ask('GET', '/user', undefined, TOKENS.app)).status).toBe(403);
    expect((await ask('GET', '/user')).body).toMatchObject({ login: 'kb-robot' });
    const viewer = await ask('POST', '/graphql', { query: '{ viewer { login } }' }, TOKENS.app);
    expect(viewer.body).toEqual({ data: { viewer: { login: 'github-actions[bot]' } } });
  });

  test('one that may only read cannot write', async () => {
    const { github, ask } = await started();
    expect((await ask('GET', 'issues', undefined, TOKENS.readOnlyApp)).status).toBe(200);
    const refused = await ask('POST', 'issues', { title: 'One' }, TOKENS.readOnlyApp);
    expect(refused).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('issues=write');
    expect(github.state.repository.issues.size).toBe(0);
  });

  test('labels and assignees of one who may not push are dropped without a word', async () => {
    const { ask } = await started();
    const draft = { title: 'One', labels: ['kb-stale'], assignees: ['ana'] };
    const made = await ask('POST', 'issues', draft, TOKENS.outsider);
    expect(made).toMatchObject({ status: 201, body: { labels: [], assignees: [] } });
  });
});

describe('issues', () => {
  test('one login that may not be assigned costs the whole create, but is dropped from an assignment', async () => {
    const { github, ask } = await started();
    expect((await ask('GET', 'assignees/ana')).status).toBe(204);
    expect((await ask('GET', 'assignees/zoe')).status).toBe(404);
    expect((await ask('POST', 'issues', { title: 'One', assignees: ['ana', 'zoe'] })).status).toBe(422);
    expect(github.state.repository.issues.size).toBe(0);
    await ask('POST', 'issues', { title: 'One' });
    const assigned = await ask('POST', 'issues/1/assignees', { assignees: ['zoe', 'ANA'] });
    expect(assigned).toMatchObject({ status: 201, body: { assignees: [{ login: 'ana' }] } });
  });

  test.each([
    ['a title', { title: 'x'.repeat(257) }],
    ['no title', { title: ' ' }],
    ['a body', { title: 'x', body: 'x'.repeat(65_537) }],
    ['a label', { title: 'x', labels: ['x'.repeat(51)] }],
  ])('%s beyond the limits is refused', async (_, draft) => {
    const { ask, github } = await started();
    expect((await ask('POST', 'issues', draft)).status).toBe(422);
    expect(github.violations).toEqual([]);
  });

  test('what the limits allow is taken', async () => {
    const { ask } = await started();
    const draft = { title: '😀'.repeat(256), body: 'ü'.repeat(65_536), labels: ['x'.repeat(50)] };
    expect((await ask('POST', 'issues', draft)).status).toBe(201);
  });

  test('a request that the API does not know is seen', async () => {
    const { ask, github } = await started();
    await ask('POST', 'issues', { title: 'One' });
    expect((await ask('PATCH', 'issues/1', { state: 'shut' })).status).toBe(422);
    expect((await ask('PATCH', 'issues/1', { reason: 'completed' })).status).toBe(422);
    expect((await ask('GET', 'issues?label=kb-stale')).status).toBe(422);
    expect((await ask('GET', 'milestones')).status).toBe(404);
    expect(github.violations).toHaveLength(4);
  });

  test('say why and by whom they are closed; a list does not say by whom', async () => {
    const { github, ask } = await started();
    const ana = github.state.asPerson('ana');
    ana.open('One');
    ana.close(1, 'not_planned');
    expect((await ask('GET', 'issues/1')).body).toMatchObject({
      state_reason: 'not_planned',
      closed_by: { login: 'ana' },
    });
    expect((await ask('GET', 'issues?state=all')).body).not.toHaveProperty('[0].closed_by');
    github.state.listsTellCloser = true;
    expect((await ask('GET', 'issues?state=all')).body).toHaveProperty('[0].closed_by');
    const opened = await ask('PATCH', 'issues/1', { state: 'open' });
    expect(opened.body).toMatchObject({
      state: 'open',
      state_reason: 'reopened',
      closed_at: null,
      closed_by: null,
    });
  });

  test('keep what people did: lines that end in CRLF, and who took themselves off', async () => {
    const { github, ask } = await started();
    await ask('POST', 'issues', { title: 'One', body: 'a\nb', assignees: ['ana'] });
    const ana = github.state.asPerson('ana');
    ana.editBody(1, (body) => `${body}\nc`);
    ana.unassign(1, 'ana');
    ana.close(1);
    expect((await ask('GET', 'issues/1')).body).toMatchObject({ body: 'a\r\nb\r\nc', assignees: [] });
    const events = await ask('GET', 'issues/1/events');
    expect(events.body).toMatchObject([
      { event: 'assigned', actor: { login: 'kb-robot' } },
      { event: 'unassigned', actor: { login: 'ana' }, assignee: { login: 'ana' } },
      { event: 'closed', actor: { login: 'ana' }, state_reason: 'completed' },
    ]);
  });

  test('labels are made where they are missing, and known in whatever case', async () => {
    const { ask } = await started();
    expect((await ask('GET', 'labels/kb-stale')).status).toBe(404);
    await ask('POST', 'labels', { name: 'kb-stale', color: 'fbca04', description: 'Not verified in time' });
    expect((await ask('POST', 'labels', { name: 'KB-Stale' })).status).toBe(422);
    await ask('POST', 'issues', { title: 'One', labels: ['KB-STALE', 'a/b c'] });
    const left = await ask('DELETE', `issues/1/labels/${encodeURIComponent('A/b c')}`);
    expect(left.body).toMatchObject([{ name: 'kb-stale', color: 'fbca04' }]);
    expect((await ask('DELETE', 'issues/1/labels/other')).status).toBe(404);
    expect((await ask('POST', 'issues/1/labels', { labels: ['more'] })).body).toHaveLength(2);
    expect((await ask('GET', 'issues/1/labels')).body).toHaveLength(2);
  });

  test('locked ones take comments of those alone who may push', async () => {
    const { github, ask } = await started();
    github.state.asPerson('ana').open('One');
    github.state.asPerson('ana').lock(1);
    expect((await ask('POST', 'issues/1/comments', { body: 'Hello' }, TOKENS.app)).status).toBe(403);
    expect((await ask('POST', 'issues/1/comments', { body: 'Hello' })).status).toBe(201);
    expect((await ask('GET', 'issues/1/comments')).body).toMatchObject([
      { body: 'Hello', user: { login: 'kb-robot' } },
    ]);
  });

  test('that are gone say so', async () => {
    const { github, ask } = await started();
    const ana = github.state.asPerson('ana');
    for (const title of ['One', 'Two']) ana.open(title);
    ana.delete(1);
    ana.transfer(2, github.state.addRepository('acme/other'));
    expect((await ask('GET', 'issues/1')).status).toBe(410);
    expect((await ask('GET', 'issues/2')).body).toMatchObject({
      number: 1,
      html_url: 'https://github.com/acme/other/issues/1',
    });
    expect(github.requests.map(({ status }) => status)).toEqual([410, 301, 200]);
    expect(numbers(await ask('GET', 'issues?state=all'))).toEqual([]);
    expect((await ask('GET', '/repos/acme/none/issues')).status).toBe(404);
    github.state.repository.hasIssues = false;
    expect((await ask('GET', 'issues')).status).toBe(410);
    expect((await ask('GET', '/repos/acme/kb')).body).toMatchObject({ has_issues: false });
  });
});

test('tells when a workflow ran', async () => {
  const { github, ask } = await started();
  const { runs } = github.state.repository.addWorkflow('kb-stale.yml');
  runs.push({ event: 'schedule', conclusion: 'success', at: '2026-11-01T03:17:00Z' });
  runs.push({ event: 'push', conclusion: 'failure', at: '2026-11-20T08:00:00Z' });
  const workflow = 'actions/workflows/kb-stale.yml';
  expect((await ask('GET', workflow)).body).toMatchObject({ state: 'active' });
  const found = await ask('GET', `${workflow}/runs?status=success`);
  expect(found.body).toMatchObject({
    total_count: 1,
    workflow_runs: [{ created_at: '2026-11-01T03:17:00Z' }],
  });
  expect((await ask('GET', 'actions/workflows/other.yml')).status).toBe(404);
});

describe('faults', () => {
  const draft = { title: 'One' };

  test('before a request is carried out, and after', async () => {
    const { github, ask } = await started();
    github.faults.add(faults.CREATE, faults.broken());
    github.faults.add(faults.CREATE, faults.brokenAfter());
    expect((await ask('POST', 'issues', draft)).status).toBe(502);
    expect(github.state.repository.issues.size).toBe(0);
    expect((await ask('POST', 'issues', draft)).status).toBe(502);
    expect(github.state.repository.issues.size).toBe(1);
    expect((await ask('POST', 'issues', draft)).status).toBe(201);
  });

  test('connections that break', async () => {
    const { github, ask } = await started();
    github.faults.add(faults.WRITE, faults.cut());
    github.faults.add(faults.WRITE, faults.cutAfter());
    await expect(ask('POST', 'issues', draft)).rejects.toThrow('fetch failed');
    expect(github.state.repository.issues.size).toBe(0);
    await expect(ask('POST', 'issues', draft)).rejects.toThrow('fetch failed');
    expect(github.state.repository.issues.size).toBe(1);
    expect(github.requests.map(({ status }) => status)).toEqual([null, null]);
  });

  test('limits', async () => {
    const { github, ask } = await started();
    github.faults.add(faults.ANY, faults.secondaryLimit(7));
    github.faults.add(faults.ANY, faults.tooMany(8));
    github.faults.add(faults.ANY, faults.primaryLimit(1_800_000_000));
    const [secondary, many, primary] = [
      await ask('GET', 'issues'),
      await ask('GET', 'issues'),
      await ask('GET', 'issues'),
    ];
    expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([403, '7']);
    expect([many.status, many.headers.get('retry-after')]).toEqual([429, '8']);
    expect([primary.status, primary.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
  });

  test('one page for good, one of many by chance, and what is no JSON', async () => {
    const { github, ask } = await started({ seed: 7 });
    github.faults.add(faults.LIST_PAGE(2), faults.broken(500), { times: Infinity });
    github.faults.add(faults.GET_ISSUE, faults.garbage());
    github.faults.add(faults.COMMENT, faults.broken(), { skip: 1 });
    github.state.asPerson('ana').open('One');
    expect((await ask('GET', 'issues?page=1')).status).toBe(200);
    for (let count = 0; count < 3; count += 1) expect((await ask('GET', 'issues?page=2')).status).toBe(500);
    await expect(ask('GET', 'issues/1')).rejects.toThrow('JSON');
    expect((await ask('POST', 'issues/1/comments', { body: 'a' })).status).toBe(201);
    expect((await ask('POST', 'issues/1/comments', { body: 'b' })).status).toBe(502);
    github.faults.clear();
    github.faults.add(faults.UPDATE, faults.broken(), { times: Infinity, chance: 0.5 });
    const statuses: number[] = [];
    for (let count = 0; count < 40; count += 1)
      statuses.push((await ask('PATCH', 'issues/1', { title: 'x' })).status);
    expect(statuses.filter((status) => status === 502).length).toBeGreaterThan(10);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(10);
  });

  test('slowness, and a token that GraphQL refuses', async () => {
    const { github, ask } = await started();
    github.faults.add(faults.GRAPHQL, faults.forbidden());
    github.faults.add(faults.LIST, faults.slow(30));
    expect((await ask('POST', '/graphql', { query: '{ viewer { login } }' })).status).toBe(403);
    await ask('GET', 'issues');
    const { began, ended } = github.requests.at(-1) ?? { began: 0, ended: 0 };
    expect(ended - began).toBeGreaterThan(25);
  });
});

test('what only reads is no write, be it sent with POST', async () => {
  const { github, ask } = await started();
  await ask('GET', 'issues');
  await ask('POST', '/graphql', {
    query: 'query Q { repository(owner: "acme", name: "kb") { hasIssuesEnabled } }',
  });
  expect(github.writes()).toEqual([]);
  await ask('POST', 'issues', { title: 'One' });
  expect(github.writes()).toMatchObject([{ method: 'POST', path: '/repos/acme/kb/issues', status: 201 }]);
});

test('an answer that GitHub would not give makes the test fail', async () => {
  const github = await startGitHub();
  github.state.asPerson('ana').open('One').updatedAt = 'yesterday';
  expect((await asking(github)('GET', 'issues/1')).status).toBe(500);
  await expect(github.close()).rejects.toThrow('/updated_at must match format "date-time"');
});
