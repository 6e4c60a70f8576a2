/** The jobs that we ship, ready for the runner: from our workflows, from those that `kb init` writes, and from the action. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { integrationFiles } from '../../src/init/integrations.js';
import { root } from '../build.js';
import type { Contexts } from './expression.js';
import type { Job } from './runner.js';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const setting = { version: '1.2.3', folder: 'docs/', branch: null, cards: ['cards/**/*.md'], pattern: {} };
/** What `kb init --with github` writes for a base in docs/: path → text. */
export const WRITTEN: Readonly<Record<string, string>> = Object.fromEntries(
  integrationFiles('github', setting).map(({ path: file, text }) => [file, text]),
);

/** A job of one of our own workflows. */
export function ours(file: string, name: string): Job {
  return jobOf(read(`.github/workflows/${file}`), name);
}

/** A job of one of the workflows in `WRITTEN`. */
export function written(file: string, name: string): Job {
  return jobOf(WRITTEN[`.github/workflows/${file.replace('.yml', '-docs.yml')}`] ?? '', name);
}

function jobOf(text: string, name: string): Job {
  const { jobs } = parse(text) as { readonly jobs: Readonly<Record<string, Job>> };
  const job = jobs[name];
  if (!job) throw new Error(`no job ${name}`);
  return job;
}

/** The action as a job, with the inputs that a workflow gives it. */
export function action(given: Readonly<Record<string, string>>): { job: Job; inputs: Contexts } {
  const { inputs, runs } = parse(read('action.yml')) as {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly runs: { readonly steps: Job['steps'] };
  };
  const defaults = Object.entries(inputs).map(([name, each]) => [name, each.default] as const);
  return { job: { steps: runs.steps }, inputs: { ...Object.fromEntries(defaults), ...given } };
}

export const { version } = JSON.parse(read('package.json')) as { readonly version: string };

/** `npx --yes kbcards@VERSION …` runs the kb of this checkout, and `npm ci` puts it where our own workflows expect it. */
export const programs = {
  npx: `shift 2\nexec "${process.execPath}" "${root}/bin/kb.js" "$@"`,
  npm: `[ "$1" != ci ] || ln -sfn "${root}/bin" bin`,
};
