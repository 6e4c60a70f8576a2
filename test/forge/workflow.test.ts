/** Which workflows keep issues in sync with cards. */
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
      '.github/workflows/kb-lint-docs.yml': {
        syncs: [],
        names: ['docs', 'docs', 'docs'],
        isScheduled: false,
      },
      '.github/workflows/kb-stale-docs.yml': { syncs: ['docs'], names: ['docs'], isScheduled: true },
    });
    const ours = readFileSync('.github/workflows/kb-stale.yml', 'utf8');
    expect(readWorkflow(ours)).toEqual({ syncs: [''], names: [''], isScheduled: true });
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
    expect(readWorkflow(text).syncs.length > 0).toBe(syncs);
  });

  test.each<[string, (string | null)[]]>([
    ['- run: kb issues sync', ['']],
    ['- run: kb -C docs issues sync', ['docs']],
    ['- run: kb -C./docs/b/ issues sync --yes', ['docs/b']],
    [`- run: kb -C '$GITHUB_WORKSPACE/docs' issues sync`, ['docs']],
    ['- run: npx kb -C "$GITHUB_WORKSPACE"/docs issues sync', ['docs']],
    ['- run: npx kb -C ${{ github.workspace }} issues sync', [null]],
    ['- run: npx kb -C "${{ github.workspace }}/docs/" issues sync', ['docs']],
    ['- run: |\n    npx kb issues sync \\\n      -C docs', ['docs']],
    ['- run: git -C x pull; kb issues sync', ['']],
    ['- run: kb -C a issues sync; kb -C b issues sync', ['a', 'b']],
    ['- run: kb -C "$FOLDER" issues sync', [null]],
    ['- run: kb -C ../x issues sync', [null]],
    ['- run: kb -C /x issues sync', [null]],
    ['- run: cd docs && kb issues sync', [null]],
    ['- run: kb issues sync\n  working-directory: docs # ours', ['docs']],
    ['- working-directory: docs\n  run: kb -C b issues sync', ['docs/b']],
    ['- working-directory: docs\n  run: kb -C "$GITHUB_WORKSPACE/b" issues sync', ['b']],
    ['- working-directory: ${{ runner.temp }}\n  run: kb issues sync', [null]],
    ['- uses: acme/kb@v1\n  with:\n    run: sync', ['']],
    ['- uses: acme/kb@v1\n  with:\n    run: sync\n    folder: "docs/b" # ours', ['docs/b']],
    ['- uses: acme/kb@v1\n  with:\n    run: sync\n    folder: ${{ matrix.base }}', [null]],
    ['- run: kb -C a lint\n- run: kb -C b issues sync', ['b']],
  ])('is for the base that it names: %j', (steps, folders) => {
    const text = `jobs:\n  a:\n    steps:\n${steps.replace(/^/gm, '      ')}\n`;
    expect(readWorkflow(text).syncs).toEqual(folders);
    expect(readWorkflow(text).names).toEqual(expect.arrayContaining(folders));
  });

  test('is for the base where its steps run', () => {
    const text =
      'defaults:\n  run:\n    working-directory: docs\njobs:\n  a:\n    steps:\n      - run: kb issues sync\n';
    expect(readWorkflow(text).syncs).toEqual(['docs']);
  });

  test.each([
    ['one key', `a:${' '.repeat(1000)}\u2028`],
    ['dashes', '- - - -  '],
    ['inputs', 'with:\n run: sync x\n'],
    ['levels', Array.from({ length: 50 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['words', 'issues  '],
    ['folders', ' -C " -C \' issues sync\n'],
    ['quotes', ` -C "'`],
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
