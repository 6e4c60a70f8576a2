/** The steps that sync issues, in our workflow, in that of `kb init` and in the action, run against a loopback GitHub. */
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGitHub, type GitHub } from '../github/server.js';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';
import { holds, type Contexts } from './expression.js';
import { runJob, type Job, type Result } from './runner.js';
import { action, ours, programs, version, WRITTEN, written } from './shipped.js';

/** Uses the real day: git dates the commits by it, and no issue is closed on an earlier day. */
const SCHEDULED = { today: null, 'dry-run': null };
const card = (title: string, day: string): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: ${day}\n---\n\nText.\n`;
const STALE = {
  'kb.config.yaml': '',
  'cards/refund.md': card('Refund', '2020-10-11'),
  'cards/fees.md': card('Fees', '2020-11-01'),
  'cards/fine.md': card('Fine', '2099-02-19'),
};

/** A clone as actions/checkout leaves it: of the default branch, with its whole history. */
function cloneOf(folder: string): string {
  const origin = gitRepo(
    Object.fromEntries(Object.entries(STALE).map(([name, text]) => [folder + name, text])),
  );
  const clone = path.join(tempFolder(), 'clone');
  git(origin, 'clone', '-q', origin, clone);
  git(clone, 'remote', 'set-url', 'origin', 'https://github.com/acme/kb');
  return clone;
}

/** Commits, and marks the commit as pushed. */
function push(clone: string, message: string): void {
  commit(clone, message);
  git(clone, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
}

async function github(): Promise<GitHub> {
  const started = await startGitHub({ repository: 'acme/kb', people: ['ana'] });
  onTestFinished(() => started.close());
  return started;
}

interface Call {
  readonly job: Job;
  readonly event?: string;
  readonly inputs?: Contexts;
  readonly token?: string;
}

function run(
  { url }: GitHub,
  clone: string,
  { job, event = 'schedule', inputs, token = 'ghs_app' }: Call,
): Promise<Result> {
  return runJob(job, {
    clone,
    github: { token, event_name: event },
    inputs: inputs ?? SCHEDULED,
    env: {
      GITHUB_API_URL: url,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/kb',
      GITHUB_REF_NAME: 'main',
      KB_WRITE_INTERVAL_MS: '0',
    },
    programs,
  });
}

const dayAfter = (): string => new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const last = ({ ran }: Result): readonly [number | null, string] => [
  ran.at(-1)?.code ?? null,
  ran.at(-1)?.out ?? '',
];
const titles = ({ state }: GitHub): string[] =>
  [...state.repository.issues.values()].map((issue) => `${issue.state} ${issue.title}`);

describe.skipIf(process.platform === 'win32')('the workflow for stale cards', () => {
  test('opens an issue a card, does nothing more the next day, closes it, and stops with another login', async () => {
    const [hub, clone, job] = [await github(), cloneOf('docs/'), written('kb-stale.yml', 'issues')];
    const first = await run(hub, clone, { job });
    expect(last(first)).toEqual([0, expect.any(String)]);
    expect(titles(hub)).toEqual(['open Verify: Refund', 'open Verify: Fees']);
    expect(hub.state.repository.issue(1).assignees).toEqual(['ana']);
    expect(first.summary).toContain('2 created');

    const before = hub.writes().length;
    const second = await run(hub, clone, { job, inputs: { today: dayAfter(), 'dry-run': false } });
    expect([last(second)[0], hub.writes().length]).toEqual([0, before]);

    put(clone, { 'docs/cards/fees.md': card('Fees', '2099-02-19') });
    push(clone, 'Fees are as they were');
    const third = await run(hub, clone, { job, event: 'push' });
    expect(last(third)[0]).toBe(0);
    expect(titles(hub)).toEqual(['open Verify: Refund', 'closed Verify: Fees']);
    expect(hub.violations).toEqual([]);

    const writes = hub.writes().length;
    const other = await run(hub, clone, { job, token: 'ghp_user' });
    expect([last(other)[0], hub.writes().length]).toEqual([2, writes]);
    for (const text of [last(other)[1], other.summary])
      expect(text).toMatch(
        /created by another login: `?#1`? by “`?github-actions\[bot\]`?”(?=.*author:)(?=.*--adopt)/,
      );
  });

  test('opens nothing new on a push, however many there are', async () => {
    const [hub, clone, job] = [await github(), cloneOf('docs/'), written('kb-stale.yml', 'issues')];
    const { ran, summary } = await run(hub, clone, { job, event: 'push' });
    expect([ran.at(-1)?.code, hub.writes()]).toEqual([0, []]);
    expect(summary).toContain('2 more cards get their issue in later runs');
  });

  test.each([
    ['push', null, ' --new-per-run 0'],
    ['push', true, ' --new-per-run 0 --dry-run'],
    ['workflow_dispatch', false, ''],
    ['workflow_dispatch', true, ' --dry-run'],
    ['schedule', null, ''],
  ])('asks for what the event is for: %s, dry-run: %s', async (event, dry, asked) => {
    for (const job of [ours('kb-stale.yml', 'issues'), written('kb-stale.yml', 'issues')]) {
      const { calls } = await runJob(job, {
        clone: tempFolder(),
        github: { token: 'ghs_app', event_name: event },
        inputs: { today: null, 'dry-run': dry },
        programs: { npm: '', node: '', npx: '' },
      });
      expect(calls.at(-1)?.replace(/^.* issues sync --yes/, '')).toBe(asked);
    }
  });

  test('writes nothing when it is asked to run dry, and judges on the day that it is told: ours', async () => {
    const [hub, clone, job] = [await github(), cloneOf(''), ours('kb-stale.yml', 'issues')];
    const { ran, summary } = await run(hub, clone, { job, inputs: { today: '2099-03-01', 'dry-run': true } });
    expect(ran.map(({ code }) => code)).toEqual([0, 0]);
    expect([hub.writes(), summary]).toEqual([[], expect.stringContaining('3 to create')]);
  });

  test.each<[string, string, (hub: GitHub) => void]>([
    ['issues: write', 'ghs_read', () => undefined],
    [
      'issues are turned off in acme/kb',
      'ghs_app',
      ({ state }) => {
        state.repository.hasIssues = false;
      },
    ],
  ])('says on the page of the run why it stopped: %s', async (why, token, arrange) => {
    const [hub, clone, job] = [await github(), cloneOf('docs/'), written('kb-stale.yml', 'issues')];
    arrange(hub);
    const result = await run(hub, clone, { job, token });
    const [code, out] = last(result);
    expect([code, out]).toEqual([2, expect.stringMatching(new RegExp(`^::error .*${why}`, 'm'))]);
    expect(result.summary).toContain(why);
    expect(out + result.summary).not.toContain(token);
    expect(titles(hub)).toEqual([]);
  });

  test('says on the page of the run that its day is none', async () => {
    const [hub, clone, job] = [await github(), cloneOf('docs/'), written('kb-stale.yml', 'issues')];
    const result = await run(hub, clone, { job, inputs: { today: '2026-13-01', 'dry-run': true } });
    const [code, out] = last(result);
    const why = 'KB_TODAY takes a date, YYYY-MM-DD; found “2026-13-01”';
    expect([code, out]).toEqual([2, expect.stringMatching(new RegExp(`^::error .*${why}`, 'm'))]);
    expect(result.summary).toContain(why.replace('KB_TODAY', '**Stopped**: `KB_TODAY`'));
    expect(hub.requests).toEqual([]);
  });

  test('says in pull requests when that was', async () => {
    const [hub, clone, job] = [await github(), cloneOf('docs/'), written('kb-lint.yml', 'lint')];
    const steps = job.steps.filter(({ name }) => name?.startsWith('Show when'));
    put(clone, WRITTEN);
    const { runs } = hub.state.repository.addWorkflow('kb-stale-docs.yml');
    runs.push({ event: 'schedule', conclusion: 'failure', at: '2026-11-20T06:17:00Z' });
    const { ran } = await run(hub, clone, { job: { steps }, token: 'ghs_read' });
    expect(ran.map(({ code }) => code)).toEqual([0]);
    expect(ran[0]?.out).toContain('2026-11-20 06:17 UTC, failure');
  });

  test.each<[string, boolean, Contexts]>([
    ['a push to main', true, { event_name: 'push', ref_name: 'main', event: here({}) }],
    ['a run by hand', true, { event_name: 'workflow_dispatch', ref_name: 'main', event: here({}) }],
    ['a run by hand elsewhere', false, { event_name: 'workflow_dispatch', ref_name: 'x', event: here({}) }],
    [
      'a tag of its name',
      false,
      { event_name: 'workflow_dispatch', ref_name: 'main', ref_type: 'tag', event: here({}) },
    ],
    ['the day', true, { event_name: 'schedule', ref_name: 'main', event: here({}) }],
    // Older GitHub Enterprise versions send no repository in this event.
    ['the day, untold', true, { event_name: 'schedule', ref_name: 'main', event: { repository: null } }],
    ['a push in a fork', false, { event_name: 'push', ref_name: 'main', event: here({ fork: true }) }],
    ['the day in a fork', false, { event_name: 'schedule', ref_name: 'main', event: here({ fork: true }) }],
  ])('is for the default branch of no fork: %s', (_, isFor, context) => {
    for (const job of [ours('kb-stale.yml', 'issues'), written('kb-stale.yml', 'issues')]) {
      expect(holds(job.if ?? '', { github: { ref_type: 'branch', ...context } })).toBe(isFor);
    }
  });
});

function here(repository: Contexts): Contexts {
  return { repository: { fork: false, default_branch: 'main', ...repository } };
}

describe.skipIf(process.platform === 'win32')('the action, asked to sync', () => {
  const asked = (inputs: Readonly<Record<string, string>>): Call =>
    action({ run: 'sync', folder: 'docs', token: 'ghs_app', ...inputs });

  test('hands on how much it did', async () => {
    const [hub, clone] = [await github(), cloneOf('docs/')];
    const first = await run(hub, clone, asked({ 'new-per-run': '1' }));
    expect(last(first)[0]).toBe(0);
    const none = { created: '0', updated: '0', closed: '0', reopened: '0', left: '0' };
    expect(first.outputs['kb']).toEqual({ ...none, created: '1', left: '1' });
    expect(first.calls).toEqual([
      `npx --yes kbcards@${version} -C ${clone}/docs issues sync --yes --new-per-run=1`,
    ]);
    put(clone, { 'docs/cards/refund.md': card('Refund', '2099-02-19') });
    push(clone, 'Refunds are as they were');
    const second = await run(hub, clone, asked({}));
    expect(second.outputs['kb']).toEqual({ ...none, created: '1', closed: '1' });
    expect(titles(hub)).toEqual(['closed Verify: Refund', 'open Verify: Fees']);
  });

  test('takes issues over, and runs dry, only when it is told', async () => {
    const [hub, clone] = [await github(), cloneOf('docs/')];
    const { ran, calls, outputs } = await run(hub, clone, asked({ adopt: 'true', 'dry-run': 'true' }));
    expect(ran.map(({ code }) => code)).toEqual([0]);
    expect(calls[0]).toMatch(/ issues sync --yes --dry-run --adopt$/);
    expect([outputs['kb']?.['created'], hub.writes()]).toEqual(['2', []]);
  });

  test('gives the token to nothing but that', () => {
    const [step] = asked({}).job.steps.filter(({ id }) => id === 'kb');
    expect(Object.values(step?.env ?? {}).filter((value) => value.includes('token'))).toEqual([
      "${{ inputs.run == 'sync' && inputs.token || '' }}",
    ]);
  });
});
