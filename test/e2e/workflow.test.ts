/** The steps of the workflow that `kb init --with github` writes, run as a runner would: in a clone of a pull request. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { integrationFiles } from '../../src/init/integrations.js';
import { root } from '../build.js';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';

interface Step {
  readonly name?: string;
  readonly run?: string;
}
interface Workflow {
  readonly jobs: { readonly lint: { readonly steps: readonly Step[] } };
}

const card = (title: string, day: string, body: string): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: ${day}\n---\n\n${body}\n`;
const OLD = {
  'docs/kb.config.yaml': '',
  'docs/cards/refund.md': card('Refund', '2027-02-19', 'Text. [Fees](fees.md)'),
  'docs/cards/fees.md': card('Fees', '2027-02-19', 'Text.'),
  'docs/cards/expired.md': card('Expired', '2020-02-19', 'Text. [Dead](nowhere.md)'),
};
const setting = { version: '1.2.3', folder: 'docs/', cards: ['cards/**/*.md'], pattern: {} };

/** A clone as actions/checkout leaves it: the merge of the branch into main, detached, with the branch of the target. */
function pullRequest(change: (origin: string) => void): string {
  const origin = gitRepo(OLD);
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

/** Runs the steps; those that install Node are the runner's. */
function runWorkflow(clone: string): {
  readonly steps: readonly { readonly name: string; readonly status: number | null; readonly out: string }[];
  readonly summary: string;
} {
  const folder = tempFolder();
  const shim = path.join(folder, 'npx');
  writeFileSync(shim, `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${root}/bin/kb.js" "$@"\n`);
  chmodSync(shim, 0o755);
  const summary = path.join(folder, 'summary.md');
  writeFileSync(summary, '');
  const [file] = integrationFiles('github', setting);
  const steps = (parse(file?.text ?? '') as Workflow).jobs.lint.steps.flatMap(({ name = '', run }) => {
    if (run === undefined) return [];
    const env = {
      PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`,
      HOME: folder,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
      BASE: 'refs/remotes/origin/main',
      GITHUB_WORKSPACE: clone,
      KB_TODAY: '2026-11-21',
      LANG: 'C.UTF-8',
    };
    // As the runner starts a step without `shell`.
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', run], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return [{ name, status, out: stdout + stderr }];
  });
  return { steps, summary: readFileSync(summary, 'utf8') };
}

describe.skipIf(process.platform === 'win32')('the workflow for pull requests', () => {
  test('passes a branch that brings nothing, whatever was wrong before', () => {
    const clone = pullRequest((origin) => {
      put(origin, { 'docs/cards/new.md': card('New', '2027-02-19', 'See [refunds](refund.md).') });
    });
    const { steps, summary } = runWorkflow(clone);
    expect(steps.map(({ name, status }) => [name, status])).toEqual([
      ['Check the cards', 0],
      ['Tell the reviewer', 0],
    ]);
    expect(steps[0]?.out).not.toMatch(/^::/m);
    expect(summary).toContain('New');
  });

  test('fails a branch that breaks a link elsewhere, and says where', () => {
    const clone = pullRequest((origin) => {
      git(origin, 'rm', '-q', 'docs/cards/fees.md');
    });
    const { steps, summary } = runWorkflow(clone);
    expect(steps.map(({ status }) => status)).toEqual([1, 0]);
    expect(steps[0]?.out).toMatch(/^::error file=docs\/cards\/refund\.md,line=7,.*fees\.md/m);
    expect(steps[0]?.out).not.toContain('nowhere.md');
    expect(summary).toMatch(/^## kb lint: 1 error[^]*^## kb: 1 card removed/m);
    expect(summary.match(/nothing is at/g)).toHaveLength(1);
    expect(summary).not.toContain('What is wrong that was not before');
    expect(summary.match(/`(?!docs\/)cards\//g)).toBeNull();
  });
});
