/** How `kb issues sync` ends if GitHub refuses some requests. */
import { onTestFinished, test, expect } from 'vitest';
import { CREATE, type Which } from '../github/faults.js';
import { startGitHub, type GitHub } from '../github/server.js';
import { TOKENS } from '../github/state.js';
import { kb } from '../memory-io.js';
import { git, gitRepo } from '../repo/world.js';

const NAMES = ['a', 'b', 'c'];
const card = (name: string): string =>
  `---\ntitle: Card ${name}\nowner: "@${name}"\nverify-by: 2026-01-01\n---\n\n# Card ${name}\n`;

/** A base of three overdue cards, with a loopback GitHub for its issues. */
async function base(): Promise<{ github: GitHub; sync: (...args: string[]) => ReturnType<typeof kb> }> {
  const github = await startGitHub({ now: '2026-11-21T09:00:00Z', people: NAMES });
  onTestFinished(() => github.close());
  const config = { 'kb.config.yaml': 'cards: ["cards/**/*.md"]\n' };
  const cwd = gitRepo({
    ...config,
    ...Object.fromEntries(NAMES.map((name) => [`cards/${name}.md`, card(name)])),
  });
  git(cwd, 'remote', 'add', 'origin', 'https://github.com/acme/kb.git');
  const env = {
    PATH: process.env['PATH'],
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: '1',
    KB_TODAY: '2026-11-21',
    GITHUB_ACTIONS: 'true',
    GITHUB_TOKEN: TOKENS.app,
    GITHUB_API_URL: github.url,
    KB_WRITE_INTERVAL_MS: '0',
    FORCE_HYPERLINK: '1',
  };
  return {
    github,
    sync: (...args) =>
      kb(['issues', 'sync', ...args], { cwd, env, terminal: true, columns: 200, color: true }),
  };
}

/** The request for the issue of card “a”. */
const createOfA: Which = (request) =>
  CREATE(request) && (request.body as { title?: unknown }).title === 'Verify: Card a';
const REFUSED = { before: { status: 422, body: { message: 'Validation Failed \u001b[2J' } } };

test('an issue that is always refused costs no other one; the exit code says that something is left', async () => {
  const { github, sync } = await base();
  github.faults.add(createOfA, REFUSED, { times: Infinity });
  const { out, err, code } = await sync();
  expect(code).toBe(2);
  expect(out).toContain('::error title=kb issues::GitHub refused 1 issue\n');
  expect(err).toContain('GitHub refused the request (422): “Validation Failed');
  expect(`${out}${err}`).not.toContain('\u001b[2J');
  expect(err).toContain('2 created, 1 refused\n');
  const again = await sync('--json');
  expect(JSON.parse(again.out)).toMatchObject({ refused: 1, kept: 2, plan: [{ card: 'a', done: false }] });
  expect([again.code, github.state.repository.issues.size]).toEqual([2, 2]);
  github.faults.clear();
  expect((await sync()).code).toBe(0);
  expect(github.state.repository.issues.size).toBe(3);
});

test('what a GitHub says of an issue never reaches the terminal as it is', async () => {
  const { github, sync } = await base();
  const evil = '\u001b]0;owned\u0007\u009b2J\u202e';
  for (const [at, url] of [`https://github.com/${evil}`, `javascript:${evil}`, evil].entries()) {
    const body = {
      number: 70 + at,
      state: 'open',
      title: evil,
      html_url: url,
      created_at: '2026-11-21T09:00:00Z',
      user: { login: evil },
      labels: [{ name: 'kb-stale' }, { name: evil }],
      assignees: [{ login: evil }],
    };
    github.faults.add(CREATE, { before: { status: 201, body } });
  }
  const { out, err, code } = await sync('--yes');
  expect(code).toBe(0);
  expect(out).toContain('#72');
  expect(`${out}${err}`).not.toMatch(/owned\u0007|\u001b\]0|\u009b|\u202e|javascript:/);
});
