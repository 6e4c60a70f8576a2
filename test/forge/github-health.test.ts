/** What `kb doctor` learns about the token and the workflow. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { githubHealth, type GitHubHealth } from '../../src/forge/forges/github/health.js';
import { startGitHub, type GitHub } from '../github/server.js';
import { TOKENS } from '../github/state.js';

let github: GitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
  expect(github.violations).toEqual([]);
  expect(github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

function health(token: string, repository = 'acme/kb'): GitHubHealth {
  return githubHealth({
    repository,
    apiUrl: github.url,
    token,
    isActions: false,
    writeInterval: 0,
    userAgent: 'kb/test',
    wait: () => Promise.resolve(),
  });
}

test.each([
  [TOKENS.user, { scopes: ['repo'], login: 'kb-robot', canWriteIssues: true }],
  [TOKENS.outsider, { scopes: ['repo'], login: 'stranger', canWriteIssues: false }],
  [TOKENS.app, { scopes: null, login: null, canWriteIssues: null }],
])('the token %s', async (token, expected) => {
  expect(await health(token).tokenHealth()).toEqual(expected);
});

test('a token that is not taken, and one that does not see the repository', async () => {
  const refused = { name: 'KbError', code: 'forge' };
  await expect(health('ghp_nobody').tokenHealth()).rejects.toMatchObject(refused);
  await expect(health(TOKENS.user, 'acme/other').tokenHealth()).rejects.toMatchObject(refused);
});

test('a workflow that is not there, never ran, ran, and was switched off', async () => {
  const its = health(TOKENS.user);
  expect(await its.workflowHealth('kb-stale.yml')).toEqual({ state: null, lastRun: null });
  const { repository } = github.state;
  const workflow = repository.addWorkflow('kb-stale.yml');
  expect(await its.workflowHealth('kb-stale.yml')).toEqual({ state: 'active', lastRun: null });
  workflow.runs.push({ at: '2026-11-01T05:17:00Z', event: 'schedule', conclusion: 'failure' });
  workflow.runs.push({ at: '2026-11-08T05:17:00Z', event: 'schedule', conclusion: 'success' });
  workflow.state = 'disabled_inactivity';
  expect(await its.workflowHealth('kb-stale.yml')).toEqual({
    state: 'disabled_inactivity',
    lastRun: {
      at: '2026-11-08T05:17:00Z',
      conclusion: 'success',
      url: expect.stringMatching(/\/acme\/kb\/actions\/runs\/\d+$/) as string,
    },
  });
});
