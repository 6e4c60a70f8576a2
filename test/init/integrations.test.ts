import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { INTEGRATIONS, integrationFiles } from '../../src/init/integrations.js';
import { kb } from '../memory-io.js';
import { gitRepo, put } from '../repo/world.js';

const setting = {
  version: '1.2.3',
  folder: 'docs/',
  branch: null,
  cards: ['cards/**/*.md', '!cards/old/**'],
  pattern: {},
};
const textOf = (name: (typeof INTEGRATIONS)[number]): string =>
  integrationFiles(name, setting)[0]?.text ?? '';

describe('what kb init --with writes', () => {
  // test/workflows.test.ts checks that they are valid and have few rights, test/e2e/workflow.test.ts that they work.
  test('workflows that run this kb on the folder of the base', () => {
    const [pullRequests, stale] = integrationFiles('github', setting).map(({ text }) => text);
    const kbInFolder = 'npx --yes kbcards@1.2.3 -C "$GITHUB_WORKSPACE/docs/"';
    expect(pullRequests).toContain(`run: ${kbInFolder} lint --since "$BASE" --format github\n`);
    expect(stale).toContain(`  ${kbInFolder} issues sync `);
  });

  test.each([
    ['refs/heads/main', null],
    ['refs/remotes/origin/develop', ['develop']],
    ['refs/remotes/origin/true', ['true']],
    ['refs/remotes/origin/release-*', null],
    ["refs/remotes/origin/x']", null],
  ])('the workflow for stale cards runs on the branch of origin/HEAD: %s', async (head, branches) => {
    const root = gitRepo();
    put(root, { '.git/refs/remotes/origin/HEAD': `ref: ${head}\n` });
    await kb(['init', '--with', 'github'], { cwd: root });
    const text = readFileSync(path.join(root, '.github/workflows/kb-stale.yml'), 'utf8');
    const { on } = parse(text) as { on: { push: { branches: string[] } } };
    expect(on.push.branches).toEqual(branches ?? ['main', 'master']);
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
      '.github/workflows/kb-lint-docs.yml create',
      '.github/workflows/kb-stale-docs.yml create',
      '.pre-commit-config.yaml create',
      '.lintstagedrc.json create',
      '.vscode/tasks.json keep',
    ]);
    expect(readFileSync(path.join(root, '.lintstagedrc.json'), 'utf8')).toContain('"docs/x/*.md"');
    expect(readFileSync(path.join(root, '.vscode/tasks.json'), 'utf8')).toBe('{}');
  });

  test('workflows of its own for each base, which wait for none of another', async () => {
    const root = gitRepo({ 'kb.config.yaml': '', 'two/a/kb.config.yaml': '', 'two/b/kb.config.yaml': '' });
    for (const [folder, name, file] of [
      ['', 'kb-stale', 'kb-stale.yml'],
      ['two/a/', 'kb-stale two/a', 'kb-stale-two-a.yml'],
      ['two/b/', 'kb-stale two/b', 'kb-stale-two-b.yml'],
    ] as const) {
      await kb(['init', '--with', 'github'], { cwd: path.join(root, folder) });
      const text = readFileSync(path.join(root, '.github/workflows', file), 'utf8');
      expect(text).toContain(` -C "$GITHUB_WORKSPACE/${folder}" issues sync`);
      expect(parse(text)).toMatchObject({ name, concurrency: { group: name } });
    }
  });

  const initIn = async (root: string, folder: string): Promise<[number, string]> => {
    const { code, out, err } = await kb(['init', '--with', 'github', '--json'], {
      cwd: path.join(root, folder),
    });
    if (code !== 0) return [code, err];
    const { files } = JSON.parse(out) as { files: { file: string; act: string }[] };
    return [code, files.map(({ file, act }) => `${act} ${path.basename(file)}`).join(', ')];
  };

  test('what to do next: see what would be written, commit, push', async () => {
    const root = gitRepo({ 'docs/kb.config.yaml': '' });
    const cwd = path.join(root, 'docs');
    const { out } = await kb(['init', '--with', 'github', 'vscode'], { cwd });
    const [, next = ''] = out.split('Next:');
    expect(next).toContain(' kb issues sync --dry-run ');
    expect(next).toContain(
      'git add ../.github/workflows/kb-lint-docs.yml ../.github/workflows/kb-stale-docs.yml ../.vscode/tasks.json && git commit && git push ',
    );
    const again = await kb(['init', '--with', 'github'], { cwd });
    expect(again.out).not.toContain('git add');
    expect((await kb(['init', '--with', 'vscode'], { cwd })).out).not.toContain('issues sync');
  });

  test('no second workflow where a plain name is for this base, whoever wrote it', async () => {
    const [lint] = integrationFiles('github', setting);
    const root = gitRepo({
      'docs/kb.config.yaml': '',
      'other/kb.config.yaml': '',
      '.github/workflows/kb-lint.yml': lint?.text ?? '',
      '.github/workflows/kb-stale.yml': 'jobs:\n  a:\n    steps:\n      - run: npx kb -C docs issues sync\n',
    });
    expect(await initIn(root, 'docs')).toEqual([
      0,
      'keep kb.config.yaml, keep kb-lint.yml, keep kb-stale.yml',
    ]);
    expect(await initIn(root, 'other')).toEqual([
      0,
      'keep kb.config.yaml, create kb-lint-other.yml, create kb-stale-other.yml',
    ]);
  });

  test("no workflow in the place of another base's", async () => {
    const root = gitRepo({ 'two/b/kb.config.yaml': '', 'two-b/kb.config.yaml': '' });
    expect((await initIn(root, 'two/b'))[0]).toBe(0);
    expect(await initIn(root, 'two/b')).toEqual([
      0,
      'keep kb.config.yaml, keep kb-lint-two-b.yml, keep kb-stale-two-b.yml',
    ]);
    const [code, err] = await initIn(root, 'two-b');
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('kb-lint-two-b.yml already exists for the base in “two/b”'),
    ]);
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

  test.skipIf(process.platform === 'win32')('either all files or none', async () => {
    const root = gitRepo({});
    symlinkSync('elsewhere', path.join(root, '.github'));
    const { code, err } = await kb(['init', '--with', 'github'], { cwd: root });
    expect([code, err]).toEqual([2, expect.stringMatching(/symbolic link[^]*the files are as they were/)]);
    expect(readdirSync(root).sort()).toEqual(['.git', '.github']);
  });
});
