/** Unusable templates as `kb lint` reports them: in a plain run, on a branch, and if they are excluded. */
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { kb } from '../../memory-io.js';
import { repository, USER } from '../../repo/committing.js';
import { commit, git, put } from '../../repo/world.js';

const CARD = '---\ntitle: Fees\nowner: "@legal"\nverify-by: 2027-02-19\n---\n\nText.\n';
const BROKEN = '---\ntemplate: [x]\n---\n\n# {{title}}\n';
const WHOLE = '---\ntemplate: {summary: ours}\n---\n\n# {{title}}\n';
const FILES = {
  'kb.config.yaml': 'cards: ["docs/**/*.md"]\n',
  'docs/team/card.md': CARD,
  'docs/_templates/old.md': BROKEN,
};
const WHY = '`template` expects a map with `summary` and `ask` [broken-template]';

async function lint(root: string, ...args: string[]): Promise<readonly [code: number, findings: string[]]> {
  const { out, code } = await kb(['lint', '--rule', 'broken-template', ...args], { cwd: root, env: USER });
  return [code, out.split('\n').filter((line) => line !== '')];
}

test('wherever kb new would find them', async () => {
  const root = repository({
    ...FILES,
    '_templates/top.md': BROKEN,
    'docs/team/deep/_templates/far.mdx': BROKEN,
    'docs/_templates/whole.md': WHOLE,
    'docs/_templates/notes.txt': BROKEN,
    'docs/_templates/part/inner.md': BROKEN,
    'docs/old_templates/none.md': BROKEN,
    'src/_templates/other.md': BROKEN,
  });
  const found = ['_templates/top.md', 'docs/_templates/old.md', 'docs/team/deep/_templates/far.mdx'];
  expect(await lint(root)).toEqual([0, found.map((file) => `${file}:2:11: warning ${WHY}`)]);
  expect(await lint(root, '--max-warnings', '2')).toMatchObject([1, {}]);
  expect((await lint(root, 'docs/team'))[1]).toHaveLength(1);
});

test('of a branch: those that it breaks or brings fail, the others do not', async () => {
  const root = repository({ ...FILES, 'docs/_templates/whole.md': WHOLE });
  git(root, 'switch', '-qc', 'topic');
  put(root, { 'docs/team/card.md': `${CARD}More.\n` });
  commit(root);
  expect(await lint(root, '--since', 'main')).toEqual([0, []]);
  put(root, { 'docs/_templates/old.md': `${BROKEN}\nStill broken.\n` });
  expect(await lint(root, '--since', 'main')).toEqual([0, []]);
  put(root, { 'docs/_templates/whole.md': BROKEN, 'docs/team/_templates/new.md': BROKEN });
  const found = ['docs/_templates/whole.md', 'docs/team/_templates/new.md'];
  expect(await lint(root, '--since', 'main')).toEqual([1, found.map((file) => `${file}:2:11: error ${WHY}`)]);
  git(root, 'checkout', '-q', 'main', '--', '.');
  rmSync(path.join(root, 'docs/team/_templates'), { recursive: true });
  expect(await lint(root, '--since', 'main')).toEqual([0, []]);
});

test('not those of another tool that the config leaves out', async () => {
  const root = repository({
    ...FILES,
    'kb.config.yaml': 'cards: ["docs/**/*.md", "!**/_templates/**"]\n',
  });
  expect(await lint(root)).toEqual([0, []]);
  put(root, { 'kb.config.yaml': 'cards: ["docs/**/*.md"]\nrules: {broken-template: off}\n' });
  expect(await lint(root)).toEqual([0, []]);
});

test.skipIf(process.platform === 'win32')(
  'a file that must not be opened, and a folder that must not be entered, are told of',
  async () => {
    const root = repository(FILES);
    rmSync(path.join(root, 'docs/_templates/old.md'));
    symlinkSync('../team/card.md', path.join(root, 'docs/_templates/link.md'));
    symlinkSync('../_templates', path.join(root, 'docs/team/_templates'));
    const why = 'warning it is a symbolic link, which is not followed [broken-template]';
    const found = ['docs/_templates/link.md', 'docs/team/_templates'];
    expect(await lint(root)).toEqual([0, found.map((file) => `${file}:1:1: ${why}`)]);
  },
);

test('a template that the config takes for a card is both', async () => {
  const root = repository({
    ...FILES,
    'kb.config.yaml': 'cards: ["docs/**/*.md", "docs/_templates/*.md"]\n',
  });
  expect(await lint(root)).toEqual([0, [`docs/_templates/old.md:2:11: warning ${WHY}`]]);
  const { out } = await kb(['list', '-0'], { cwd: root, env: USER });
  expect(out.split('\0').sort()).toEqual(['', 'docs/_templates/old.md', 'docs/team/card.md']);
  put(root, { 'kb.config.yaml': FILES['kb.config.yaml'] });
  expect((await kb(['list', '-0'], { cwd: root, env: USER })).out).toBe('docs/team/card.md\0');
});

test('kb doctor names the first', async () => {
  const root = repository({ ...FILES, 'docs/_templates/second.md': BROKEN });
  const checks = async (): Promise<unknown[]> => {
    const { out } = await kb(['doctor', '--json'], { cwd: root, env: USER });
    return (JSON.parse(out) as { checks: { name: string }[] }).checks.filter(
      ({ name }) => name === 'templates',
    );
  };
  const found =
    'cannot be used: docs/_templates/old.md:2 `template` expects a map with `summary` and `ask`; and 1 more';
  expect(await checks()).toEqual([
    { name: 'templates', ok: 'warn', found, fix: 'kb lint --rule broken-template' },
  ]);
  rmSync(path.join(root, 'docs/_templates'), { recursive: true });
  expect(await checks()).toEqual([]);
});
