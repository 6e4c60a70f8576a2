/** Which workflows keep issues in step with cards. */
import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { readWorkflow } from '../../src/forge/workflow.js';
import { integrationFiles } from '../../src/init/integrations.js';
import { growth, LINEAR } from '../cost.js';

describe('a workflow', () => {
  test('that kb writes', () => {
    const files = integrationFiles('github', {
      version: '1.0.0',
      folder: 'docs/',
      branch: 'main',
      cards: [],
      pattern: {},
    });
    const told = files.map(({ path, text }) => [path, readWorkflow(text)]);
    expect(Object.fromEntries(told)).toEqual({
      '.github/workflows/kb-lint.yml': { syncs: false, isScheduled: false },
      '.github/workflows/kb-stale.yml': { syncs: true, isScheduled: true },
    });
    const ours = readFileSync('.github/workflows/kb-stale.yml', 'utf8');
    expect(readWorkflow(ours)).toEqual({ syncs: true, isScheduled: true });
  });

  test.each([
    ['jobs:\n  a:\n    steps:\n      - run: npx kb issues sync --yes\n', true],
    ['jobs:\r\n  a:\r\n    steps:\r\n      - run: kb  issues  sync\r\n', true],
    ['      - run: >-\n          npx kb\n          issues sync\n', true],
    ['      - uses: acme/kb@v1\n        with:\n          run: sync\n', true],
    [
      "      - uses: acme/kb@v1\n        with:\n          today: 'x'\n          run: 'sync' # each day\n",
      true,
    ],
    ['      - uses: acme/kb@v1\n        with:\n          run: lint\n', false],
    ['      - run: sync\n', false],
    [
      '      - uses: acme/kb@v1\n        with:\n          folder: x\n        env:\n          run: sync\n',
      false,
    ],
    ['      # - run: kb issues sync\n', false],
    ['name: kb issues sync\n', false],
    ['      - run: gh issues syncing\n', false],
    ['', false],
    ['\0\uFFFD%&*: !!js/function >', false],
  ])('%j', (text, syncs) => {
    expect(readWorkflow(text).syncs).toBe(syncs);
  });

  test.each([
    ['one key', `a:${' '.repeat(1000)}\u2028`],
    ['dashes', '- - - -  '],
    ['inputs', 'with:\n run: sync x\n'],
    ['levels', Array.from({ length: 50 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['words', 'issues  '],
  ])('of any length takes time in proportion to it: %s', (_, piece) => {
    const text = piece.repeat(Math.ceil(2_000_000 / piece.length));
    expect(growth(readWorkflow, text)).toBeLessThan(LINEAR);
  });

  test.each([
    ['on:\n  schedule:\n    - cron: x\n', true],
    ["'on':\n  push:\n  schedule:\n", true],
    ['on:\n  push:\njobs:\n  schedule:\n    steps:\n', false],
    ['on: push\nenv:\n  schedule: x\n', false],
  ])('with a schedule: %j', (text, isScheduled) => {
    expect(readWorkflow(text).isScheduled).toBe(isScheduled);
  });
});
