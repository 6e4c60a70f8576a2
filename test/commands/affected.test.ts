/** `kb affected` and where a branch began, in every state a clone can be in. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kb } from '../memory-io.js';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';

const CARD = (title: string, paths: string, more = ''): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: 2027-02-01\npaths: ${paths}\n${more}---\n\nText.\n`;

/** Cards about code, and a branch that changes some of it. */
function branched(): string {
  const root = gitRepo({
    'cards/api.md': CARD('The API', '[src/api, "docs/*.yaml"]'),
    'cards/jobs.md': CARD('Jobs', '[src/jobs/**]'),
    'cards/all.md': CARD('Everything', '["**"]', 'status: archived\n'),
    'cards/plain.md': CARD('No code', '[]'),
    'cards/odd.md': CARD('Odd', '["[", "../x", "src/[ap]*/b.ts"]'),
    'src/api/a.ts': 'a',
    'src/api/b.ts': 'b',
    'src/jobs/j.ts': 'j',
    'docs/api.yaml': 'y',
  });
  git(root, 'checkout', '-q', '-b', 'topic');
  put(root, { 'src/api/a.ts': 'changed', 'src/api/new/c.ts': 'c', 'other.txt': 'o' });
  git(root, 'rm', '-q', 'docs/api.yaml');
  commit(root);
  put(root, { 'src/jobs/j.ts': 'only in the work tree' });
  git(root, 'checkout', '-q', 'main');
  put(root, { 'src/jobs/j.ts': 'changed on main' });
  commit(root);
  git(root, 'checkout', '-q', 'topic');
  return root;
}

describe('kb affected', () => {
  test('names the cards, their owners and the files', async () => {
    const cwd = branched();
    const { out, err, code } = await kb(['affected', '--since', 'main'], { cwd });
    expect(out).toBe(
      '✔ verified (date only)\tThe API\t@ana\tapi\tdocs/api.yaml, src/api/a.ts, src/api/new/c.ts\n',
    );
    expect(err).toMatch(/^1 card affected by 4 changed files since [0-9a-f]{12}\n$/);
    expect(code).toBe(0);
    const terminal = await kb(['affected', '--since', 'main'], { cwd, terminal: true, columns: 120 });
    expect(terminal.out).toContain('docs/api.yaml and 2 more');
  });

  test('in JSON, and as paths', async () => {
    const cwd = branched();
    const { out } = await kb(['affected', '--since', 'main', '--json'], { cwd });
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      since: git(cwd, 'merge-base', 'main', 'topic'),
      cards: [
        {
          path: 'cards/api.md',
          trust: { owner: ['@ana'] },
          files: ['docs/api.yaml', 'src/api/a.ts', 'src/api/new/c.ts'],
        },
      ],
    });
    const paths = await kb(['affected', '--since', 'main', '-0', '-C', path.join(cwd, 'src')], { cwd });
    expect(paths.out).toBe('../cards/api.md\0');
  });

  test('has nothing against a branch that affects none', async () => {
    const cwd = branched();
    const { out, err, code } = await kb(['affected', '--since', 'HEAD'], { cwd });
    expect([out, code]).toEqual(['', 0]);
    expect(err).toContain('0 cards affected by 0 changed files');
    expect(await kb(['affected', 'HEAD', '-f', 'markdown'], { cwd })).toMatchObject({ out: '', code: 0 });
  });

  test('takes the ref as an argument, too; without one it is origin/main', async () => {
    const cwd = branched();
    const { out } = await kb(['affected', 'main'], { cwd });
    expect(out).toBe((await kb(['affected', '--since', 'main'], { cwd })).out);
    const { err, code } = await kb(['affected'], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining('“origin/main” is not a branch')]);
    expect((await kb(['affected', '--', '--output=x'], { cwd })).err).toContain('kb affected takes a branch');
  });

  test('as a table for the page of a job, with paths from the root of the work tree', async () => {
    const root = gitRepo({
      'docs/kb.config.yaml': '',
      'docs/cards/a.md': CARD('A @bob | `x`', '[src]'),
      'src/a.ts': 'a',
      'src/b.ts': 'b',
    });
    put(root, { 'src/a.ts': 'b', 'src/b.ts': 'a' });
    commit(root);
    const { out } = await kb(['affected', 'HEAD~1', '-f', 'markdown'], { cwd: path.join(root, 'docs') });
    expect(out).toBe(`### Cards about code that this branch changes

| card | owner | trust | code |
| --- | --- | --- | --- |
| A \`@bob \\|\` \`x\` \`docs/cards/a.md\` | \`@ana\` | verified (date only) | \`src/a.ts\` and 1 more |
`);
  });

  test('counts paths from the root of the work tree, also where the base is a folder in it', async () => {
    const root = gitRepo({
      'docs/kb.config.yaml': '',
      'docs/cards/a.md': CARD('A', '[src/a.ts]'),
      'src/a.ts': 'a',
    });
    put(root, { 'src/a.ts': 'b' });
    commit(root);
    const { out } = await kb(['affected', '--since', 'HEAD~1'], { cwd: path.join(root, 'docs') });
    expect(out).toContain('\tsrc/a.ts\n');
  });
});

describe('where a branch began', () => {
  const since = async (
    cwd: string,
    ref: string,
  ): Promise<{ code: number; error: { code: string; message: string; hint: string } | undefined }> => {
    const { out, code } = await kb(['affected', '--json', `--since=${ref}`], { cwd });
    return {
      code,
      error: (JSON.parse(out) as { error?: { code: string; message: string; hint: string } }).error,
    };
  };

  test.each(['--output=x', '-Ox', 'a..b', 'HEAD@{1}', 'a b', ''])('is not asked of “%s”', async (ref) => {
    const { code, error } = await since(branched(), ref);
    expect([code, error?.code]).toEqual([2, 'usage']);
    expect(error?.message).toContain('--since takes a branch, tag or commit');
  });

  test('is unknown outside git, and before the first commit', async () => {
    const outside = tempFolder();
    put(outside, { 'cards/a.md': '# A\n' });
    expect((await since(outside, 'main')).error).toMatchObject({ code: 'usage', hint: 'git init' });
    git(outside, 'init', '-q');
    expect((await since(outside, 'main')).error?.message).toContain('there is none yet');
  });

  test('is unknown where nothing has the name', async () => {
    const origin = branched();
    const cwd = path.join(tempFolder(), 'clone');
    git(origin, 'checkout', '-q', 'main');
    git(path.dirname(cwd), 'clone', '-q', origin, cwd);
    expect((await since(cwd, 'topic')).error).toMatchObject({
      code: 'not-found',
      hint: '--since origin/topic is there',
    });
    expect((await since(cwd, 'origin/nope')).error?.hint).toContain(
      'git fetch origin +nope:refs/remotes/origin/nope',
    );
    expect((await since(cwd, 'origin/$(id)')).error?.hint).not.toContain('$(id)');
    git(cwd, 'checkout', '-q', '--detach', 'origin/topic');
    expect((await since(cwd, 'origin/main')).code).toBe(0);
  });

  test('is unknown in a shallow clone, which says how to deepen it', async () => {
    const origin = branched();
    const cwd = path.join(tempFolder(), 'shallow');
    git(path.dirname(cwd), 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${origin}`, cwd);
    const { code, error } = await since(cwd, 'origin/main');
    expect([code, error?.code]).toEqual([2, 'not-found']);
    expect(error?.hint).toContain('git fetch --unshallow');
    expect(error?.hint).toContain('fetch-depth: 0');
    expect((await since(cwd, 'HEAD~1')).error?.hint).toContain('git fetch --unshallow');
    git(cwd, 'fetch', '-q', '--unshallow');
    expect((await since(cwd, 'origin/main')).code).toBe(0);
  });

  test('is unknown where two histories have nothing in common', async () => {
    const cwd = branched();
    git(cwd, 'stash', '-q');
    git(cwd, 'checkout', '-q', '--orphan', 'other');
    commit(cwd);
    expect((await since(cwd, 'main')).error?.message).toBe('HEAD and “main” have no commit in common');
  });
});
