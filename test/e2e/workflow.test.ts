/** The steps that check pull requests (our workflow, `kb init`, the action) and those of a release, run as a runner would. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';
import type { Contexts } from './expression.js';
import { runJob, type Job, type Result, type Runner } from './runner.js';
import { action, ours, programs, version, written } from './shipped.js';

const card = (title: string, day: string, body: string): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: ${day}\n---\n\n${body}\n`;
const CARDS = {
  'kb.config.yaml': '',
  'cards/refund.md': card('Refund', '2027-02-19', 'Text. [Fees](fees.md)'),
  'cards/fees.md': card('Fees', '2027-02-19', 'Text.'),
  'cards/expired.md': card('Expired', '2020-02-19', 'Text. [Dead](nowhere.md)'),
};
const inDocs = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`docs/${name}`, text]));

const PULL_REQUEST = { GITHUB_BASE_REF: 'main', KB_TODAY: '2026-11-21' };

/** A clone as actions/checkout leaves it: the merge of the branch into main, detached, with the target branch. */
function pullRequest(change: (origin: string) => void, files = inDocs(CARDS)): string {
  const origin = gitRepo(files);
  git(origin, 'checkout', '-q', '-b', 'topic');
  change(origin);
  commit(origin);
  git(origin, 'checkout', '-q', '-b', 'merged', 'main');
  git(origin, 'merge', '-q', '--no-ff', '-m', 'Merge topic', 'topic');
  const clone = path.join(tempFolder(), 'clone');
  git(origin, 'clone', '-q', origin, clone);
  git(clone, 'checkout', '-q', '--detach', 'origin/merged');
  return clone;
}

const bringsNothing = (origin: string): void => {
  put(origin, { 'docs/cards/new.md': card('New', '2027-02-19', 'See [refunds](refund.md).') });
};
const breaksLink = (origin: string): void => {
  git(origin, 'rm', '-q', 'docs/cards/fees.md');
};

function onPullRequest(job: Job, clone: string, inputs?: Contexts): Promise<Result> {
  const github = { base_ref: 'main', token: 'ghs_read' };
  const runner: Runner = { clone, github, env: PULL_REQUEST, programs };
  return runJob(job, inputs ? { ...runner, inputs: { ...inputs, today: '2026-11-21' } } : runner);
}

describe.skipIf(process.platform === 'win32')('the workflow for pull requests', () => {
  const job = written('kb-lint.yml', 'lint');

  test('passes a branch that brings nothing, whatever was wrong before', async () => {
    const { ran, summary } = await onPullRequest(job, pullRequest(bringsNothing));
    expect(ran.map(({ name, code }) => [name, code])).toEqual([
      ['Check the cards', 0],
      ['Summarize the changes for the reviewer', 0],
      ['Show when the issues were last synced', 0],
    ]);
    expect(ran[0]?.out).not.toMatch(/^::/m);
    expect(summary).toContain('New');
  });

  test('fails a branch that breaks a link elsewhere, and says where', async () => {
    const { ran, summary } = await onPullRequest(job, pullRequest(breaksLink));
    expect(ran.map(({ code }) => code)).toEqual([1, 0, 0]);
    expect(ran[0]?.out).toMatch(/^::error file=docs\/cards\/refund\.md,line=7,.*fees\.md/m);
    expect(ran[0]?.out).not.toContain('nowhere.md');
    expect(summary).toMatch(/^## kb lint: 1 error[^]*^## kb: 1 card removed/m);
    expect(summary.match(/broken link/g)).toHaveLength(1);
    expect(summary).not.toContain('New problems');
    expect(summary.match(/`(?!docs\/)cards\//g)).toBeNull();
  });

  test('is the same for our own cards, with the kb of the branch', async () => {
    const clone = pullRequest((origin) => git(origin, 'rm', '-q', 'cards/fees.md'), CARDS);
    const { ran, calls, summary } = await onPullRequest(ours('kb-lint.yml', 'lint'), clone);
    expect(calls).toEqual(['npm ci']);
    expect(ran.map(({ code }) => code)).toEqual([0, 1, 0, 0]);
    expect(ran[1]?.out).toMatch(/^::error file=cards\/refund\.md,line=7,.*fees\.md/m);
    expect(summary).toMatch(/^## kb lint: 1 error[^]*^## kb: 1 card removed/m);
  });
});

describe.skipIf(process.platform === 'win32')('the action, asked to lint', () => {
  test('judges a pull request by what it brings, and hands on how much that is', async () => {
    const { job, inputs } = action({ folder: 'docs' });
    const { ran, outputs, actions, calls, summary } = await onPullRequest(
      job,
      pullRequest(breaksLink),
      inputs,
    );
    expect(ran.map(({ code }) => code)).toEqual([1]);
    expect(outputs['kb']).toEqual({ errors: '1', warnings: '0' });
    expect(summary).toMatch(/^## kb lint: 1 error/);
    expect(actions).toMatchObject([{ with: { 'node-version': '22', 'package-manager-cache': 'false' } }]);
    const base = 'refs/remotes/origin/main';
    expect(calls[0]).toMatch(new RegExp(`^npx --yes kbcards@${version} .*/docs lint .*--since=${base}$`));
  });

  test('takes a ref and a number of warnings as they are', async () => {
    const { job, inputs } = action({ folder: 'docs', since: '$(touch x)`touch y`; "', 'max-warnings': '7' });
    const clone = pullRequest(bringsNothing);
    const { ran, calls } = await onPullRequest(job, clone, inputs);
    expect([ran[0]?.code, ran[0]?.out]).toEqual([2, expect.stringContaining('--since takes a branch')]);
    expect(calls[0]).toContain('--since=$(touch x)`touch y`; " --max-warnings=7');
  });

  test('looks at everything elsewhere', async () => {
    const { job, inputs } = action({ folder: 'docs', today: '2026-11-21' });
    const clone = pullRequest(bringsNothing);
    const github = { token: 'ghs_read' };
    const { ran, outputs } = await runJob(job, {
      clone,
      github,
      inputs,
      programs,
      env: { GITHUB_BASE_REF: '' },
    });
    expect(ran.map(({ code }) => code)).toEqual([1]);
    expect(Number(outputs['kb']?.['errors'])).toBeGreaterThan(1);
  });

  test('refuses what it does not know', async () => {
    const { job, inputs } = action({ run: 'lint; id' });
    const { ran, calls } = await onPullRequest(job, pullRequest(bringsNothing), inputs);
    expect([ran[0]?.code, calls]).toEqual([2, []]);
    expect(ran[0]?.out).toBe('::error title=kb::the input “run” must be lint or sync\n');
  });
});

describe.skipIf(process.platform === 'win32')('the release', () => {
  const released = {
    'package.json': '{ "version": "1.2.0-rc.1" }',
    'CHANGELOG.md':
      '# Changelog\n\n## 1.2.0 – unreleased\n\n- Later\n\n## 1.2.0-rc.1 – 2026-11-20\n\n### Added\n\n- New\n\n## 1.1.0 – 2026-01-02\n\n- Old\n',
  };
  const run = (
    job: string,
    tag: string,
    files: Readonly<Record<string, string>> = released,
  ): Promise<Result> =>
    runJob(ours('release.yml', job), {
      clone: gitRepo(files),
      github: { token: 'ghs_app' },
      env: {
        GITHUB_REF_NAME: tag,
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'acme/kb',
      },
      programs: { npm: '', gh: 'cat "$RUNNER_TEMP/notes.md"; echo "$GH_TOKEN"' },
    });

  test('tests the version that the tag names', async () => {
    const { ran, calls } = await run('check', 'v1.2.0-rc.1');
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(calls).toEqual(['npm ci', 'npm test', 'npm run check']);
  });

  test.each([
    ['v1.2.0', '1.2.0-rc.1', 'the tag is v1.2.0, but package.json says 1.2.0-rc.1'],
    ['v1.2.0', '1.2.0', 'CHANGELOG.md has no section “1.2.0 – YYYY-MM-DD”'],
    ['v1x1.0', '1x1.0', 'CHANGELOG.md has no section “1x1.0 – YYYY-MM-DD”'],
  ])('stops at %s where the package is %s', async (tag, version, message) => {
    const files = { ...released, 'package.json': JSON.stringify({ version }) };
    const { ran, calls } = await run('check', tag, files);
    expect([ran.at(-1)?.code, ran.at(-1)?.out]).toEqual([1, `::error title=release::${message}\n`]);
    expect(calls).toEqual([]);
  });

  test.each([
    ['v1.2.0-rc.1', 'next'],
    ['v1.1.0', 'latest'],
  ])('publishes %s as %s, with the repository that the provenance names', async (tag, channel) => {
    const { ran, calls } = await run('publish', tag);
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(calls).toEqual([
      'npm ci --ignore-scripts',
      'npm run build',
      'npm pkg set repository.type=git repository.url=git+https://github.com/acme/kb.git',
      `npm publish --ignore-scripts --provenance --access public --tag ${channel}`,
    ]);
  });

  test.each([
    ['v1.2.0-rc.1', '### Added\n- New', ' --prerelease'],
    ['v1.1.0', '- Old', ''],
  ])('tells what is new in %s', async (tag, notes, flag) => {
    const { ran, calls, temp } = await run('release', tag);
    expect(ran.map(({ code, out }) => [code, out.replace(/\n+/g, '\n').trim()])).toEqual([
      [0, `${notes}\nghs_app`],
    ]);
    expect(calls).toEqual([
      `gh release create ${tag} --verify-tag --title kb ${tag.slice(1)} --notes-file ${temp}/notes.md${flag}`,
    ]);
  });
});
