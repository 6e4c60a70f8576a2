/** The GitHub adapter when things go wrong: nothing is done by halves or twice, and the token is never revealed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { KbError, RefusedIssue } from '../../src/errors.js';
import { OutcomeUnknown, type Draft, type Forge } from '../../src/forge/forge.js';
import { githubForge } from '../../src/forge/forges/github.js';
import { githubHealth } from '../../src/forge/forges/github/health.js';
import type { Answer, GitHubSettings } from '../../src/forge/forges/github/octokit.js';
import { everyPage } from '../../src/forge/forges/github/pages.js';
import {
  ANY,
  broken,
  brokenAfter,
  COMMENT,
  CREATE,
  cut,
  cutAfter,
  garbage,
  GET_ISSUE,
  LIST,
  LIST_PAGE,
  primaryLimit,
  secondaryLimit,
  slow,
  tooMany,
  UPDATE,
  WRITE,
  type Fault,
  type Which,
} from '../github/faults.js';
import { startGitHub, type GitHub } from '../github/server.js';
import { TOKENS } from '../github/state.js';

const DRAFT: Draft = { card: 'a', title: 'Verify: A', body: 'x', labels: ['kb-stale'], assignees: [] };
const LABEL = { name: 'kb-stale', description: 'A card to verify', color: 'd93f0b' };

let github: GitHub;
/** How long kb waited each time, in milliseconds. */
let waits: number[];

beforeEach(async () => {
  github = await startGitHub({ people: ['ana', 'ben', 'cy'] });
  waits = [];
});
afterEach(async () => {
  await github.close();
  expect(github.violations).toEqual([]);
});

function settings(more: Partial<GitHubSettings> = {}): GitHubSettings {
  return {
    repository: 'acme/kb',
    apiUrl: github.url,
    token: TOKENS.user,
    isActions: false,
    writeInterval: 0,
    userAgent: 'kb/test',
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0.5,
    ...more,
  };
}
const open = (more: Partial<GitHubSettings> = {}): Promise<Forge> => githubForge(settings(more));
const asked = (which: Which): number => github.requests.filter(which).length;
const fault = (status: number, message: string, headers = {}): Fault => ({
  before: { status, body: { message }, headers },
});

const addressOf = (input: string | URL | Request): string =>
  input instanceof Request ? input.url : input.toString();

type Failure = Error & { readonly code?: string; readonly hint?: string | null };

async function failure(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    (value) => new Error(`no failure, but ${inspect(value)}`),
    (caught: unknown) => caught as Error,
  );
  for (const told of [inspect(error, { depth: 20, showHidden: true }), error.stack, JSON.stringify(error)])
    for (const token of Object.values(TOKENS)) expect(told).not.toContain(token);
  return error;
}

describe('lists', () => {
  const fill = (count: number): void => {
    for (let at = 0; at < count; at += 1)
      github.state.repository.open('kb-robot', { title: `Verify: ${at}`, labels: ['kb-stale'] });
  };

  test('are read to their end, a hundred at a time, without pull requests', async () => {
    const forge = await open();
    fill(130);
    for (let at = 0; at < 40; at += 1) github.state.asPerson('ana').openPull(`p ${at}`, ['kb-stale']);
    fill(80);
    const issues = await forge.issues({ state: 'all', label: 'kb-stale' });
    expect(new Set(issues.map(({ number }) => number)).size).toBe(210);
    expect(issues).toHaveLength(210);
    expect(asked(LIST)).toBe(3);
    expect(github.requests.at(-1)?.query.get('per_page')).toBe('100');
  });

  test('of comments, too', async () => {
    const forge = await open();
    const { number } = await forge.create(DRAFT);
    for (let at = 0; at < 120; at += 1) github.state.asPerson('ana').comment(number, String(at));
    expect((await forge.comments(number)).map(({ body }) => body)).toEqual(
      Array.from({ length: 120 }, (_, at) => String(at)),
    );
  });

  test('count an issue once that slides on to the next page', async () => {
    const forge = await open();
    fill(101);
    let isFirst = true;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const response = await globalThis.fetch(input, init);
      if (isFirst && addressOf(input).includes('/issues?')) {
        isFirst = false;
        fill(3);
      }
      return response;
    };
    const issues = await (await open({ fetch })).issues({ state: 'all' });
    expect(new Set(issues.map(({ number }) => number)).size).toBe(issues.length);
    expect(issues).toHaveLength(101);
    expect(await forge.issues({ state: 'all' })).toHaveLength(104);
  });

  test.each([
    ['a 502', broken()],
    ['a cut connection', cut()],
    ['half an answer', garbage()],
    ['an empty answer', { before: { status: 200, body: '' } }],
    ['null', { before: { status: 200, body: 'null' } }],
    ['something that is not a list', { before: { status: 200, body: { message: 'hello' } } }],
    ['a list of something else', { before: { status: 200, body: [null, { id: 1 }] } }],
    ['a conflict', fault(409, 'Git Repository is empty.')],
    ['a refusal', fault(403, 'Forbidden')],
  ])('with a page that stays away are none: %s', async (_, what: Fault) => {
    const forge = await open();
    fill(101);
    github.faults.add(LIST_PAGE(2), what, { times: Infinity });
    expect(await failure(forge.issues({ state: 'all' }))).toMatchObject({ name: 'KbError', code: 'forge' });
  });

  test.each([
    ['a 502', broken()],
    ['a cut connection', cut()],
    ['half an answer', garbage()],
    ['a limit', secondaryLimit(7)],
  ])('go on where a page fails for a while: %s', async (_, what) => {
    const forge = await open();
    fill(101);
    github.faults.add(LIST_PAGE(2), what, { times: 3 });
    expect(await forge.issues({ state: 'all' })).toHaveLength(101);
    expect(asked(LIST)).toBe(2 + 3);
  });

  test.each(['is cut inside', 'leads in circles'])('with a page that %s are none', async (how) => {
    fill(101);
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const response = await globalThis.fetch(input, init);
      if (!addressOf(input).includes('/issues?')) return response;
      const headers = new Headers(response.headers);
      if (how === 'leads in circles') {
        headers.set('link', `<${addressOf(input)}>; rel="next"`);
        return new Response(await response.text(), { headers });
      }
      const begin = new Uint8Array(await response.arrayBuffer()).slice(0, 500);
      let sent = false;
      const body = new ReadableStream({
        pull: (controller) => {
          if (sent) controller.error(new TypeError('terminated'));
          else controller.enqueue(begin);
          sent = true;
        },
      });
      return new Response(body, { headers });
    };
    const forge = await open({ fetch });
    expect(await failure(forge.issues({ state: 'all' }))).toMatchObject({ code: 'forge' });
  });

  test('without an end are none', async () => {
    let pages = 0;
    // Bypasses octokit, which takes 16 ms per request.
    const request = (): Promise<Answer> => {
      pages += 1;
      const link = `<${github.url}/repos/acme/kb/issues?page=${pages + 1}>; rel="next"`;
      return Promise.resolve({ status: 200, headers: { link }, data: [] });
    };
    const endpoint = (): object => ({ method: 'GET', url: '/repos/acme/kb/issues', headers: {} });
    const client = { request: Object.assign(request, { endpoint }), graphql: () => Promise.resolve() };
    const error = await failure(everyPage(client, 'GET /repos/acme/kb/issues', {}));
    expect(error).toMatchObject({ code: 'forge' });
    expect(error.message).toContain('more than 1000 pages');
    expect(pages).toBe(1000);
  });

  test('of what a bot wrote are found even where GitHub does not know the bot by its name', async () => {
    const forge = await open({ token: TOKENS.app });
    await forge.create(DRAFT);
    github.state.asPerson('ana').open('A wish');
    const isByCreator: Which = (request) => LIST(request) && request.query.has('creator');
    const author = 'github-actions[bot]';
    const state = 'open';
    expect(await forge.issues({ state, author })).toHaveLength(1);
    github.faults.add(isByCreator, { after: { status: 200, body: [] } });
    expect(await forge.issues({ state, author })).toHaveLength(1);
    const error = { resource: 'Issue', field: 'creator', code: 'invalid' };
    const body = { message: 'Validation Failed', errors: [error] };
    github.faults.add(isByCreator, { before: { status: 422, body } });
    expect(await forge.issues({ state, author })).toHaveLength(1);
    // For closed issues kb does not fall back to listing all of them, which may be a hundred thousand.
    github.faults.add(isByCreator, { after: { status: 200, body: [] } });
    expect(await forge.issues({ state: 'closed', author })).toEqual([]);
  });

  test('of a label with a comma are sifted here: GitHub would take it for two', async () => {
    const forge = await open();
    await forge.create({ ...DRAFT, labels: ['a,b'] });
    await forge.create({ ...DRAFT, labels: ['a', 'b'] });
    expect((await forge.issues({ state: 'all', label: 'A,b' })).map(({ labels }) => labels)).toEqual([
      ['a,b'],
    ]);
  });
});

describe('what makes something new is never sent twice', () => {
  const faults: [string, Fault, number][] = [
    ['a 502 before', broken(), 0],
    ['a 502 after', brokenAfter(), 1],
    ['a 500', broken(500), 0],
    ['a 504 after', brokenAfter(504), 1],
    ['cut before', cut(), 0],
    ['cut after', cutAfter(), 1],
    ['garbage', garbage(), 1],
    ['another answer', { after: { status: 200, body: { message: 'Welcome' } } }, 1],
  ];

  test.each(faults)('an issue: %s', async (_, what, made) => {
    const forge = await open();
    github.faults.add(CREATE, what);
    const error = await failure(forge.create(DRAFT));
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(asked(CREATE)).toBe(1);
    expect(github.state.repository.issues.size).toBe(made);
  });

  test.each(faults.filter(([name]) => name.endsWith(' after')))('a comment: %s', async (_, what, made) => {
    const forge = await open();
    const { number } = await forge.create(DRAFT);
    github.faults.add(COMMENT, what);
    expect(await failure(forge.comment(number, 'done'))).toBeInstanceOf(OutcomeUnknown);
    expect(asked(COMMENT)).toBe(1);
    expect(await forge.comments(number)).toHaveLength(made);
  });

  test.each([
    ['a secondary limit', secondaryLimit(12), 12_000],
    ['too many requests', tooMany(3), 3000],
    ['429 without a word', fault(429, 'Slow down'), 60_000],
  ])('but a limit is told before anything happens: %s', async (_, what, wait) => {
    const forge = await open();
    github.faults.add(CREATE, what);
    await forge.create(DRAFT);
    expect(github.state.repository.issues.size).toBe(1);
    expect(waits).toEqual([wait]);
  });
});

describe('what may be sent again', () => {
  test.each([
    ['a cut connection', cutAfter()],
    ['a 502 after the effect', brokenAfter()],
  ])('is: %s', async (_, what) => {
    const forge = await open();
    const { number } = await forge.create(DRAFT);
    const work: [Which, () => Promise<unknown>][] = [
      [UPDATE, () => forge.update(number, { body: 'new', state: 'closed', reason: 'completed' })],
      [GET_ISSUE, () => forge.issue(number)],
      [
        ({ method, path }) => method === 'POST' && path.endsWith('/1/labels'),
        () => forge.addLabels(number, ['x']),
      ],
      [({ method }) => method === 'DELETE', () => forge.removeLabel(number, 'x')],
      [({ path }) => path.endsWith('/1/assignees'), () => forge.assign(number, ['ana'])],
      [({ path }) => path.endsWith('/assignees/ana'), () => forge.canAssign('ana')],
      [
        ({ method, path }) => method === 'POST' && path.endsWith('/kb/labels'),
        () => forge.ensureLabel({ ...LABEL, name: 'new' }),
      ],
      [({ path }) => path === '/graphql', () => forge.viewer()],
    ];
    for (const [which, request] of work) {
      waits = [];
      const before = asked(which);
      github.faults.add(which, what, { times: 2 });
      await request();
      expect(asked(which) - before).toBe(3);
      expect(waits).toEqual([1500, 3000]);
    }
    expect(await forge.issue(number)).toMatchObject({
      body: 'new',
      labels: ['kb-stale'],
      assignees: ['ana'],
    });
  });

  test('counts the tries of each request for itself', async () => {
    const forge = await open();
    for (let at = 0; at < 4; at += 1) {
      waits = [];
      github.faults.add(LIST, broken(), { times: 2 });
      await forge.issues({ state: 'all' });
      expect(waits).toEqual([1500, 3000]);
    }
  });

  test('is given up after five more tries, with pauses that grow', async () => {
    const forge = await open();
    const { number } = await forge.create(DRAFT);
    github.faults.add(UPDATE, broken(), { times: Infinity });
    const error = await failure(forge.update(number, { body: 'new' }));
    expect(error.message).toBe('GitHub does not answer: it fails with status 502');
    expect(error.hint).toContain('again later');
    expect(asked(UPDATE)).toBe(6);
    expect(waits).toEqual([1500, 3000, 6000, 12_000, 24_000]);
  });

  /** A fetch that fails with a network error for one method, and counts how often. */
  const breaking = (code: string, method = 'GET') => {
    const broken = { count: 0 };
    const fetch: typeof globalThis.fetch = (input, init) => {
      if (init?.method !== method) return globalThis.fetch(input, init);
      broken.count += 1;
      const cause = Object.assign(new Error(`${code} ${TOKENS.user}`), { code });
      return Promise.reject(new TypeError('fetch failed', { cause }));
    };
    return { fetch, broken };
  };

  test('is given up within seconds where nobody is there', async () => {
    const closed = await startGitHub();
    await closed.close();
    const error = await failure(open({ apiUrl: closed.url, random: () => 1 }));
    expect(error.message).toBe('GitHub cannot be reached: ECONNREFUSED');
    expect(error.hint).toMatch(/network.*GITHUB_API_URL[^]*NODE_USE_ENV_PROXY=1/);
    expect(waits).toEqual([1000, 2000]);
  });

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'])('is given up after two more: %s', async (code) => {
    const { fetch, broken } = breaking(code);
    const error = await failure(open({ fetch }));
    expect(error).toMatchObject({ code: 'forge', message: `GitHub cannot be reached: ${code}` });
    expect(broken.count).toBe(3);
    expect(waits.reduce((sum, each) => sum + each)).toBeLessThan(5000);
  });

  test.each(['ECONNRESET', 'UND_ERR_SOCKET', 'ETIMEDOUT'])('is tried five times more: %s', async (code) => {
    const { fetch, broken } = breaking(code);
    const error = await failure(open({ fetch }));
    expect(error.message).toBe(`GitHub does not answer: ${code}`);
    expect(error.hint).toContain('NODE_USE_ENV_PROXY=1');
    expect([broken.count, waits.length]).toEqual([6, 5]);
  });

  test('a new issue that found nobody to go to was not made: nothing is unknown', async () => {
    const { fetch, broken } = breaking('ENOTFOUND', 'POST');
    const forge = await open({ fetch });
    expect(await failure(forge.create(DRAFT))).toMatchObject({ name: 'KbError', code: 'forge' });
    expect(broken.count).toBe(1);
  });

  describe('a forge that takes for ever', () => {
    /** A forge whose lists and creates go to a server that is silent or stops midway, and how many did. */
    async function silent(sends: string): Promise<{ forge: Forge; seen: { count: number } }> {
      const seen = { count: 0 };
      const server = createServer((_, response) => {
        seen.count += 1;
        if (sends !== '') response.writeHead(200, { 'content-type': 'application/json' }).write(sends);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => {
        server.closeAllConnections();
        server.close();
      });
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const fetch: typeof globalThis.fetch = (input, init) =>
        /\/issues(?:\?|$)/.test(addressOf(input))
          ? globalThis.fetch(url, init)
          : // No time limit, because the loopback GitHub may be slow on a busy machine.
            globalThis.fetch(input, { ...init, signal: null });
      return { forge: await open({ fetch, longestWait: 40 }), seen };
    }

    test.each([
      ['nothing', ''],
      ['half an answer', '[{"number": 1'],
    ])('is left, and asked again: %s', async (_, sends) => {
      const { forge, seen } = await silent(sends);
      const error = await failure(forge.issues({ state: 'all' }));
      expect(error.message).toBe('GitHub does not answer: it takes too long');
      expect([seen.count, waits.length]).toEqual([6, 5]);
    });

    test.each(['', '{'])('leaves it open whether an issue was made: “%s”', async (sends) => {
      const { forge, seen } = await silent(sends);
      expect(await failure(forge.create(DRAFT))).toBeInstanceOf(OutcomeUnknown);
      expect(seen.count).toBe(1);
    });
  });

  test('an answer without an end is not read to it', async () => {
    let [sent, isCancelled] = [0, false];
    const chunk = new Uint8Array(2 ** 20).fill(0x20);
    const fetch: typeof globalThis.fetch = () => {
      const pull = (controller: ReadableStreamDefaultController): void => {
        sent += 1;
        controller.enqueue(chunk);
      };
      const body = new ReadableStream({ pull, cancel: () => void (isCancelled = true) });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
    };
    expect((await failure(open({ fetch }))).message).toContain('larger than 64 MB');
    expect(sent).toBeLessThan(70);
    expect(isCancelled).toBe(true);
  });
});

describe('limits', () => {
  test('are waited for, up to five minutes', async () => {
    const forge = await open();
    github.faults.add(LIST, secondaryLimit(300));
    github.faults.add(LIST, primaryLimit(github.state.clock.seconds() + 30));
    expect(await forge.issues({ state: 'all' })).toEqual([]);
    expect(waits).toEqual([300_000, 31_000]);
  });

  test.each([
    ['a secondary one', () => secondaryLimit(301), '301 seconds'],
    ['too many requests', () => tooMany(900), '900 seconds'],
    ['the hour', () => primaryLimit(github.state.clock.seconds() + 1800), '1801 seconds'],
  ])('that last longer end the run: %s', async (_, what, told) => {
    const forge = await open();
    github.faults.add(CREATE, what());
    const error = await failure(forge.create(DRAFT));
    expect(error).toMatchObject({ name: 'KbError', code: 'forge' });
    expect(`${error.message} ${error.hint ?? ''}`).toContain(told);
    expect(error.hint).toContain('again later');
    expect(waits).toEqual([]);
    expect(asked(CREATE)).toBe(1);
  });

  test('writes keep their distance', async () => {
    const forge = await open({ writeInterval: 60 });
    const { number } = await forge.create(DRAFT);
    for (let at = 0; at < 3; at += 1) await forge.comment(number, String(at));
    await forge.update(number, { body: 'y' });
    const began = github.writes().map((each) => each.began);
    expect(began).toHaveLength(5);
    // On a busy machine the server may see one write late and the next on time, so only half of four intervals is
    // certain.
    expect((began.at(-1) ?? 0) - (began[0] ?? 0)).toBeGreaterThan(120);
  });

  test('requests go one by one', async () => {
    const forge = await open();
    github.faults.add(ANY, slow(10), { times: Infinity });
    await Promise.all(Array.from({ length: 6 }, (_, at) => forge.canAssign(`user-${at}`)));
    const [, ...requests] = github.requests;
    expect(requests).toHaveLength(6);
    for (const [at, { began }] of requests.slice(1).entries())
      expect(began).toBeGreaterThanOrEqual(requests[at]?.ended ?? Infinity);
  });
});

describe('refusals', () => {
  const hinted = async (work: Promise<unknown>): Promise<string> => {
    const { code, message, hint } = await failure(work);
    expect(code).toBe('forge');
    return `${message}\n${hint ?? ''}`;
  };

  test('a token that is wrong', async () => {
    expect(await hinted(open({ token: 'ghp_nobody' }))).toMatch(/rejects the token.*\n.*gh auth token/);
  });

  test('a repository that the token does not see', async () => {
    expect(await hinted(open({ repository: 'acme/other' }))).toMatch(
      /no repository acme\/other to this token\n/,
    );
  });

  test('issues that are switched off, before anything is asked', async () => {
    github.state.repository.hasIssues = false;
    expect(await hinted(open())).toMatch(/issues are turned off in acme\/kb\n.*Features/);
  });

  test('a workflow that may only read, before anything is written', async () => {
    const forge = await open({ token: TOKENS.readOnlyApp });
    expect(await forge.issues({ state: 'all' })).toEqual([]);
    for (const work of [() => forge.ensureLabel(LABEL), () => forge.create(DRAFT)]) {
      const told = await hinted(work());
      expect(told).toContain('has no `issues: write` permission for acme/kb');
      expect(told).toContain('permissions:\n    contents: read\n    issues: write');
    }
    expect(github.state.repository.issues.size).toBe(0);
  });

  test.each([
    [fault(403, 'Resource not accessible by personal access token'), /Issues: Read and write/],
    [
      fault(403, 'Resource protected by organization SAML enforcement.', {
        'x-github-sso': 'required; url=https://x',
      }),
      /single sign-on\n.*Configure SSO/,
    ],
    [fault(403, 'Repository was archived so is read-only.'), /“Repository was archived so is read-only.”/],
    [fault(451, 'Repository access blocked'), /\(451\): “Repository access blocked”/],
    [fault(422, 'Validation Failed'), /\(422\): “Validation Failed/],
    [fault(410, 'Issues are disabled for this repo'), /turned off/],
  ])('are told with a way out: %o', async (what, expected) => {
    const forge = await open();
    github.faults.add(CREATE, what);
    expect(await hinted(forge.create(DRAFT))).toMatch(expected);
    expect(asked(CREATE)).toBe(1);
  });

  test.each<[string, Fault, isOfOne: boolean]>([
    ['422', fault(422, 'Validation Failed'), true],
    ['403', fault(403, 'Content creation is blocked'), true],
    ['404', fault(404, 'Not Found'), true],
    ['410', fault(410, 'This issue was deleted'), true],
    ['a token that is wrong', fault(401, 'Bad credentials'), false],
    ['a permission', fault(403, 'Resource not accessible by integration'), false],
    ['another permission', fault(403, 'Resource not accessible by personal access token'), false],
    ['single sign-on', fault(403, 'No', { 'x-github-sso': 'required' }), false],
    ['issues that are off', fault(410, 'Issues are disabled for this repo'), false],
    ['a limit', tooMany(900), false],
    ['no answer', broken(), false],
  ])('concern one issue, or all of them: %s', async (_, what, isOfOne) => {
    const forge = await open();
    const { number } = await forge.create(DRAFT);
    github.faults.add(UPDATE, what, { times: Infinity });
    const error = await failure(forge.update(number, { body: 'x' }));
    expect(error).toMatchObject({ name: 'KbError', code: 'forge' });
    expect(error instanceof RefusedIssue).toBe(isOfOne);
  });

  test('of a new issue concern that one; of the repository, all', async () => {
    const forge = await open();
    const kindOf = async (which: Which, what: Fault, work: () => Promise<unknown>): Promise<boolean> => {
      github.faults.add(which, what);
      return (await failure(work())) instanceof RefusedIssue;
    };
    const create = (): Promise<unknown> => forge.create(DRAFT);
    const list = (): Promise<unknown> => forge.issues({ state: 'all' });
    expect(await kindOf(CREATE, fault(422, 'Validation Failed'), create)).toBe(true);
    expect(await kindOf(CREATE, fault(403, 'Blocked'), create)).toBe(true);
    expect(await kindOf(CREATE, fault(404, 'Not Found'), create)).toBe(false);
    expect(await kindOf(LIST, fault(422, 'Validation Failed'), list)).toBe(false);
    expect(await kindOf(LIST, fault(403, 'Blocked'), list)).toBe(false);
  });

  test('what GitHub says is cut, on one line, and without the token', async () => {
    const forge = await open();
    github.faults.add(CREATE, fault(400, `no\r\n::error::x ${TOKENS.user} ${'long '.repeat(10_000)}`));
    const { message } = await failure(forge.create(DRAFT));
    expect(message).toMatch(/^GitHub refused the request \(400\): “no ::error::x \[token\] long /);
    expect(message.length).toBeLessThan(400);
  });

  test('an issue that is too long or locked', async () => {
    const forge = await open();
    expect(await hinted(forge.create({ ...DRAFT, body: 'x'.repeat(65_537) }))).toContain('body is too long');
    expect(await hinted(forge.update(7, { body: 'x' }))).toContain('has no issue #7');
  });

  test('a page that is no GitHub', async () => {
    github.faults.add(
      ANY,
      { before: { status: 200, body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } } },
      { times: Infinity },
    );
    expect(await hinted(open())).toMatch(/does not answer like the GitHub API\n.*GITHUB_API_URL/);
    expect([asked(ANY), waits], 'it will be the same again').toEqual([1, []]);
    github.faults.clear();
    github.faults.add(ANY, { before: { status: 200, body: { hello: 'world' } } });
    expect(await hinted(open())).toMatch(/does not answer like the GitHub API\n.*GITHUB_API_URL/);
  });
});

describe('odd answers', () => {
  const isSoak = process.env['KB_SOAK'] !== undefined;
  const jsonType = { 'content-type': 'application/json' };
  const ODD: readonly unknown[] = [
    null,
    5,
    'x',
    [],
    {},
    [null],
    [[]],
    { errors: 5 },
    { errors: [null] },
    { errors: [{ message: { toString: 1 } }] },
    { errors: [{ field: { toString: 1 }, code: 7 }] },
    { message: { toString: 1 }, documentation_url: { toString: 1 } },
    { data: null },
    { data: { viewer: 5 } },
    { number: '1', state: 'open', created_at: '2026-01-01T00:00:00Z' },
    { number: 1, state: 'open', created_at: 'yesterday' },
    { number: 1, state: 'closed', created_at: '2026-01-01T00:00:00Z', closed_at: 17 },
    {
      number: 1,
      state: 'open',
      created_at: '2026-01-01T00:00:00Z',
      labels: 5,
      assignees: [null, 5],
      user: 5,
    },
    { full_name: { toString: 1 } },
    { workflow_runs: 5, state: {} },
    { workflow_runs: [5] },
  ];
  const HEADERS: readonly Record<string, string>[] = [
    {},
    { link: '<http://[>; rel="next"' },
    { link: '<javascript:alert(1)>; rel="next"' },
    { 'retry-after': 'soon' },
    { 'retry-after': '1e999' },
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'x', date: 'x' },
    { location: 'http://[' },
  ];

  /** What every request of a forge throws. */
  async function errorsOf(forge: Forge): Promise<unknown[]> {
    const some = [
      () => forge.viewer(),
      () => forge.issues({ state: 'all' }),
      () => forge.create({ ...DRAFT, assignees: ['ana'] }),
      () => forge.assign(1, ['ana', 'ben']),
    ];
    const others = [
      () => forge.issue(1),
      () => forge.update(1, { state: 'closed', reason: 'duplicate' }),
      () => forge.comments(1),
      () => forge.comment(1, 'x'),
      () => forge.addLabels(1, ['x']),
      () => forge.hadLabel(1, 'x'),
      () => forge.removeLabel(1, 'x'),
      () => forge.ensureLabel(LABEL),
      () => forge.canAssign('ana'),
    ];
    const work = isSoak ? [...some, ...others] : some;
    const errors: unknown[] = [];
    for (const each of work) await each().catch((error: unknown) => errors.push(error));
    return errors;
  }

  async function check(answer: () => Response): Promise<void> {
    let isOpen = false;
    const fetch: typeof globalThis.fetch = () =>
      Promise.resolve(isOpen ? answer() : Response.json({ full_name: 'acme/kb' }));
    const forge = await open({ fetch });
    isOpen = true;
    const more = { ...settings({ fetch }) };
    const others = [() => open({ fetch }), () => githubHealth(more).tokenHealth()];
    const errors = await errorsOf(forge);
    for (const each of [...others, () => githubHealth(more).workflowHealth('x.yml')])
      await each().catch((error: unknown) => errors.push(error));
    for (const error of errors)
      if (!(error instanceof KbError) && !(error instanceof OutcomeUnknown)) throw error;
  }

  const STUMBLING = ODD.filter((each) => JSON.stringify(each).includes('toString'));
  const STATUSES = isSoak ? [201, 302, 401, 403, 404, 410, 422, 500] : [];
  const cases: (readonly [status: number, bodies: readonly unknown[], headers: typeof HEADERS])[] = [
    [200, isSoak ? ODD : ODD.filter((_, at) => at % 2 === 0 || at < 10), [{}]],
    [422, [null, ...STUMBLING.slice(1)], [{}]],
    [200, [[]], HEADERS.slice(1, 3)],
    ...STATUSES.map((status) => [status, ODD, HEADERS] as const),
  ];

  test.each(cases)('are none of GitHub, and no crash: %i', async (status, bodies, many) => {
    for (const body of bodies)
      for (const headers of many)
        await check(
          () => new Response(JSON.stringify(body), { status, headers: { ...jsonType, ...headers } }),
        );
  });

  test('of any shape', async () => {
    const statuses = fc.constantFrom(200, 403, 404, 422);
    const keys = fc.constantFrom('message', 'errors', 'data', 'number', 'state', 'labels', 'user', 'viewer');
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(null, 1, -1, 0.5, '', 'open', 'closed', true),
        fc.array(tie('node'), { maxLength: 2 }),
        fc.dictionary(keys, tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    await fc.assert(
      fc.asyncProperty(statuses, value, (status, body) =>
        check(() => new Response(JSON.stringify(body), { status, headers: jsonType })),
      ),
      { numRuns: isSoak ? 300 : 8 },
    );
  });

  test('about another issue than that which was asked for', async () => {
    const forge = await open();
    await forge.create(DRAFT);
    await forge.create(DRAFT);
    const other = JSON.parse(
      await (
        await fetch(`${github.url}/repos/acme/kb/issues/2`, {
          headers: { authorization: `token ${TOKENS.user}` },
        })
      ).text(),
    ) as unknown;
    for (const which of [GET_ISSUE, UPDATE]) {
      github.faults.add(which, { before: { status: 200, body: other } });
      const error = await failure(which === UPDATE ? forge.update(1, { body: 'y' }) : forge.issue(1));
      expect(error.message).toContain('does not answer like the GitHub API');
    }
  });

  test.each(['x', '1', 0, -1, 1.5, 1e300])('with a number that is none: %s', async (number) => {
    const forge = await open();
    const made = { number, state: 'open', title: 'x', created_at: '2026-01-01T00:00:00Z' };
    github.faults.add(LIST, { before: { status: 200, body: [made] } });
    expect((await failure(forge.issues({ state: 'all' }))).message).toContain(
      'does not answer like the GitHub API',
    );
  });
});

describe('redirects', () => {
  const elsewhere = async (status: number, location: (url: string) => string): Promise<void> => {
    const other = await startGitHub();
    try {
      github.faults.add(
        ANY,
        { before: { status, body: { message: 'Moved' }, headers: { location: location(other.url) } } },
        { times: Infinity },
      );
      const error = await failure(open());
      expect(error.message).toMatch(/redirects to http:\/\/127\.0\.0\.1:\d+: the token is not sent there/);
      expect(other.requests).toEqual([]);
      expect(asked(ANY)).toBe(1);
    } finally {
      await other.close();
    }
  };

  test.each([301, 302, 307, 308])('%i to another place does not get the token', async (status) => {
    await elsewhere(status, (url) => `${url}/repos/acme/kb`);
  });

  test('a list does not, either', async () => {
    const other = await startGitHub();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const response = await globalThis.fetch(input, init);
      if (!addressOf(input).includes('/issues?')) return response;
      return new Response(await response.text(), {
        headers: {
          'content-type': 'application/json',
          link: `<${other.url}/repos/acme/kb/issues?page=2>; rel="next"`,
        },
      });
    };
    const forge = await open({ fetch });
    expect((await failure(forge.issues({ state: 'all' }))).message).toContain('the token is not sent there');
    expect(other.requests).toEqual([]);
    await other.close();
  });

  test('a repository of another name is found, and known by its new one', async () => {
    const moved: Which = ({ path }) => path === '/repos/acme/old';
    github.faults.add(moved, {
      before: {
        status: 301,
        body: { message: 'Moved Permanently' },
        headers: { location: `${github.url}/repos/acme/kb` },
      },
    });
    const forge = await open({ repository: 'acme/old' });
    await forge.create(DRAFT);
    expect(github.requests.at(-1)?.path).toBe('/repos/acme/kb/issues');
  });

  test('an issue that was transferred is none of ours, and is not changed there', async () => {
    const forge = await open();
    const { number } = await forge.create(DRAFT);
    const other = github.state.addRepository('acme/other');
    github.state.asPerson('ana').transfer(number, other);
    expect(await forge.issue(number)).toBeNull();
    expect((await failure(forge.update(number, { body: 'x' }))).code).toBe('forge');
    expect([...other.issues.values()].map(({ body }) => body)).toEqual(['x']);
  });

  test('circles end', async () => {
    github.faults.add(
      ANY,
      { before: { status: 302, body: {}, headers: { location: '/repos/acme/kb' } } },
      { times: Infinity },
    );
    expect((await failure(open())).message).toContain('redirects endlessly');
    expect(asked(ANY)).toBeLessThan(10);
  });
});

describe('the viewer', () => {
  const graphql: Which = ({ path }) => path === '/graphql';

  test('is asked by GraphQL, of an Enterprise at its own address; never by GET /user', async () => {
    expect(await (await open({ apiUrl: `${github.url}/api/v3` })).viewer()).toBe('kb-robot');
    expect(await (await open({ token: TOKENS.app, isActions: true })).viewer()).toBe('github-actions[bot]');
    expect(github.requests.some(({ path }) => path === '/user')).toBe(false);
  });

  test.each([
    ['a refusal', fault(403, 'Resource not accessible by integration')],
    ['none there', fault(404, 'Not Found')],
    ['errors', { before: { status: 200, body: { data: { viewer: null }, errors: [{ message: 'x' }] } } }],
    ['nobody', { before: { status: 200, body: { data: { viewer: null } } } }],
  ])('under Actions it is known without GraphQL: %s', async (_, what: Fault) => {
    github.faults.add(graphql, what, { times: Infinity });
    expect(await (await open({ token: TOKENS.app, isActions: true })).viewer()).toBe('github-actions[bot]');
    // A person's token stays a person's, wherever it is used.
    expect(await (await open({ isActions: true })).viewer()).toBeNull();
    expect(await (await open({ token: TOKENS.app })).viewer()).toBeNull();
  });

  test('is not guessed where GitHub does not answer', async () => {
    const forge = await open({ token: TOKENS.app, isActions: true });
    github.faults.add(graphql, broken(), { times: Infinity });
    expect((await failure(forge.viewer())).code).toBe('forge');
  });
});

describe('assignees', () => {
  test('who are refused cost neither the issue nor the others', async () => {
    const forge = await open();
    const made = await forge.create({ ...DRAFT, assignees: ['ana', 'gone', 'Ben', 'not a login', 'x[bot]'] });
    expect(made.assignees).toEqual(['ana', 'ben']);
    expect(asked(CREATE)).toBe(2);
    expect(github.state.repository.issues.size).toBe(1);
  });

  test('go with the issue where all may be assigned', async () => {
    const forge = await open();
    expect((await forge.create({ ...DRAFT, assignees: ['ana', 'ben'] })).assignees).toEqual(['ana', 'ben']);
    expect(asked(WRITE)).toBe(1);
  });

  test('the issue is told even where assigning fails', async () => {
    const forge = await open();
    github.faults.add(({ path }) => path.endsWith('/assignees'), fault(403, 'Forbidden'), {
      times: Infinity,
    });
    expect(await forge.create({ ...DRAFT, assignees: ['ana', 'gone'] })).toMatchObject({
      number: 1,
      assignees: [],
    });
  });

  test('are what GitHub says, where it drops them without a word', async () => {
    const forge = await open({ token: TOKENS.outsider });
    expect(await forge.create({ ...DRAFT, assignees: ['ana'] })).toMatchObject({ assignees: [], labels: [] });
    expect(await forge.assign(1, ['ana'])).toEqual([]);
  });

  test('are asked about once, and only where they could be logins', async () => {
    const forge = await open();
    for (const login of ['ana', 'ANA', 'gone', 'gone']) await forge.canAssign(login);
    for (const login of ['', 'a b', '../x', 'x[bot]', '@acme/team', 'a'.repeat(200)])
      expect(await forge.canAssign(login)).toBe(false);
    expect(asked(({ path }) => path.includes('/assignees/'))).toBe(2);
  });
});

describe('an Enterprise that knows no duplicates', () => {
  const asDuplicate: Which = (request) =>
    UPDATE(request) && (request.body as { state_reason?: unknown }).state_reason === 'duplicate';

  test('has them closed as not planned, and is asked once', async () => {
    const forge = await open();
    for (let at = 0; at < 3; at += 1) await forge.create(DRAFT);
    const message =
      'Invalid request. "duplicate" is not a member of ["completed", "reopened", "not_planned"].';
    github.faults.add(asDuplicate, fault(422, message), { times: Infinity });
    for (const number of [1, 2])
      expect(await forge.update(number, { state: 'closed', reason: 'duplicate' })).toMatchObject({
        state: 'closed',
        reason: 'not_planned',
      });
    expect(asked(UPDATE)).toBe(3);
    expect(asked(asDuplicate)).toBe(1);
    expect(await forge.update(3, { state: 'closed', reason: 'completed' })).toMatchObject({
      reason: 'completed',
    });
  });

  test('is another than one that takes no change of the issue at all', async () => {
    const forge = await open();
    await forge.create(DRAFT);
    await forge.create(DRAFT);
    github.faults.add(UPDATE, fault(422, 'Validation Failed'), { times: 2 });
    const close = (number: number) => forge.update(number, { state: 'closed', reason: 'duplicate' });
    expect(await failure(close(1))).toBeInstanceOf(RefusedIssue);
    expect(await close(2)).toMatchObject({ reason: 'duplicate' });
  });
});

test('a label that somebody makes at the same moment is fine', async () => {
  const forge = await open();
  const makes: Which = ({ method, path }) => method === 'POST' && path === '/repos/acme/kb/labels';
  github.faults.add(makes, brokenAfter());
  await forge.ensureLabel(LABEL);
  expect(github.state.repository.labels.get('kb-stale')).toMatchObject({ color: 'd93f0b' });
  expect(asked(makes)).toBe(2);
});
