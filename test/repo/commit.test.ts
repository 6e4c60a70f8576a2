import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeChanges } from '../../src/repo/commit.js';
import { diskRepo } from '../../src/repo/disk.js';
import { openGit } from '../../src/repo/git.js';
import type { Committing } from '../../src/repo/ready.js';
import { refuseCommit } from '../../src/repo/refuse.js';
import type { Change } from '../../src/repo/rewrite.js';
import { git, gitEnvironment, gitRepo, put, tempFolder } from './world.js';

const A = { path: 'cards/a.md', before: '# A\n', after: '# A, new\n' } satisfies Change;
const B = { path: 'cards/:(top) b.md', before: '# B\n', after: '# B, new\n' } satisfies Change;
const files = { [A.path]: A.before, [B.path]: B.before, 'other.txt': 'old\n' };

/** The environment of the user's own git, under whose name kb commits. */
const env = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  EDITOR: 'false',
  PAGER: 'false',
};

function repository(): string {
  const root = gitRepo(files);
  git(root, 'config', 'user.name', 'Ana');
  git(root, 'config', 'user.email', 'ana@example.com');
  return root;
}

const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

function committing(root: string): Committing {
  return { git: openGit(root, env), gitDir: path.join(root, '.git') };
}

function hook(root: string, name: string, script: string): void {
  put(root, { [`.git/hooks/${name}`]: `#!/bin/sh\n${script}\n` });
  chmodSync(path.join(root, '.git/hooks', name), 0o755);
}

describe('one commit', () => {
  test('has the changes and nothing else that is staged', async () => {
    const root = repository();
    put(root, { 'other.txt': 'staged\n' });
    git(root, 'add', 'other.txt');
    await refuseCommit([A, B], committing(root));
    const made = await makeChanges(diskRepo(root), [A, B], {
      git: openGit(root, env),
      message: { subject: 'Hand over', body: '# not a comment' },
    });
    expect(made).toEqual({ commit: git(root, 'rev-parse', 'HEAD'), already: false, remarks: [] });
    expect(git(root, 'log', '-1', '--format=%an <%ae> %B')).toBe(
      'Ana <ana@example.com> Hand over\n\n# not a comment',
    );
    expect(git(root, 'show', '--format=', '--name-only', 'HEAD')).toBe(`${B.path}\n${A.path}`);
    expect(git(root, 'status', '--porcelain')).toBe('M  other.txt');
  });

  test('runs the hooks of the user, who is asked for no editor', async () => {
    const root = repository();
    hook(root, 'commit-msg', 'echo seen >> seen.txt');
    await makeChanges(diskRepo(root), [A], { git: openGit(root, env), message: { subject: 'Hand over' } });
    expect(read(root, 'seen.txt')).toBe('seen\n');
  });

  test('is not made into another repository that the environment names', async () => {
    const root = repository();
    const other = repository();
    const before = git(other, 'rev-parse', 'HEAD');
    const astray = {
      ...env,
      GIT_DIR: path.join(other, '.git'),
      GIT_INDEX_FILE: path.join(other, '.git/index'),
    };
    await makeChanges(diskRepo(root), [A], { git: openGit(root, astray), message: { subject: 'Hand over' } });
    expect(git(other, 'rev-parse', 'HEAD')).toBe(before);
    expect(git(root, 'log', '-1', '--format=%s')).toBe('Hand over');
  });

  test('can be made in a base that is a folder of the repository', async () => {
    const root = gitRepo({ 'docs/cards/a.md': A.before });
    git(root, 'config', 'user.email', 'ana@example.com');
    git(root, 'config', 'user.name', 'Ana');
    const base = path.join(root, 'docs');
    await refuseCommit([A], { ...committing(root), git: openGit(base, env) });
    await makeChanges(diskRepo(base), [A], { git: openGit(base, env), message: { subject: 'Hand over' } });
    expect(git(root, 'show', '--format=', '--name-only', 'HEAD')).toBe('docs/cards/a.md');
  });
});

describe('no commit', () => {
  test('outside git: the files are written', async () => {
    const root = tempFolder();
    put(root, files);
    expect(await makeChanges(diskRepo(root), [A], null)).toEqual({
      commit: null,
      already: false,
      remarks: [],
    });
    expect(read(root, A.path)).toBe(A.after);
  });

  test('where a hook says no: its words are told, the old bytes are back', async () => {
    const root = repository();
    const before = git(root, 'rev-parse', 'HEAD');
    hook(root, 'pre-commit', 'echo "cards need a ticket" >&2; exit 1');
    const done = makeChanges(diskRepo(root), [A, B], {
      git: openGit(root, env),
      message: { subject: 'Hand over' },
    });
    await expect(done).rejects.toThrow(/git did not commit: .*cards need a ticket/s);
    await expect(done).rejects.toMatchObject({ code: 'io', hint: 'the files are as they were' });
    expect([A, B].map((each) => read(root, each.path))).toEqual([A.before, B.before]);
    expect([git(root, 'rev-parse', 'HEAD'), git(root, 'status', '--porcelain')]).toEqual([before, '']);
  });

  test('where a file is another than was read', async () => {
    const root = repository();
    put(root, { [B.path]: '# B, edited\n' });
    const done = makeChanges(diskRepo(root), [A, B], {
      git: openGit(root, env),
      message: { subject: 'Hand over' },
    });
    await expect(done).rejects.toThrow(`${B.path} changed while kb was running`);
    expect([A, B].map((each) => read(root, each.path))).toEqual([A.before, '# B, edited\n']);
  });

  test.each<[string, (root: string) => void, RegExp, RegExp]>([
    [
      'in a merge',
      (root) => {
        put(root, { '.git/MERGE_HEAD': 'x' });
      },
      /a merge is in progress/,
      /git merge --continue/,
    ],
    [
      'in a rebase',
      (root) => {
        put(root, { '.git/rebase-merge/x': 'x' });
      },
      /a rebase is/,
      /git rebase --continue/,
    ],
    [
      'beside another git',
      (root) => {
        put(root, { '.git/index.lock': '' });
        utimesSync(path.join(root, '.git/index.lock'), 0, 0);
      },
      /index\.lock exists/,
      /rm .*index\.lock/,
    ],
    [
      'of edits',
      (root) => {
        put(root, { [A.path]: '# A, edited\n' });
      },
      /^not committed yet: cards\/a\.md$/,
      /git status/,
    ],
    [
      'of two edits',
      (root) => {
        put(root, { [A.path]: 'x', [B.path]: 'x' });
      },
      /^not committed yet: cards\/.* and 1 more$/,
      /git status/,
    ],
    [
      'without a name for the author',
      (root) => git(root, 'config', '--unset', 'user.email'),
      /who you are/,
      /git config user\.email/,
    ],
    [
      'of a file that git ignores',
      (root) => {
        git(root, 'rm', '-q', '--cached', A.path);
        git(root, 'commit', '-q', '-m', 'x');
        put(root, { '.gitignore': 'a.md' });
      },
      /^git ignores cards\/a\.md$/,
      /git add -f -- cards\/a\.md/,
    ],
    [
      'of a file that git does not know',
      (root) => {
        git(root, 'rm', '-q', '--cached', A.path);
        git(root, 'commit', '-q', '-m', 'x');
      },
      /^not committed yet: cards\/a\.md$/,
      /git add -- cards\/a\.md && git commit/,
    ],
  ])('%s', async (_, prepare, message, hint) => {
    const root = repository();
    prepare(root);
    const changes = [A, B].map((each) => ({ ...each, before: read(root, each.path) }));
    const refused = refuseCommit(changes, committing(root));
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ code: 'io', hint: expect.stringMatching(hint) as string });
    await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining('--no-commit') as string });
  });

  test('stops nobody whom the environment names', async () => {
    const root = repository();
    git(root, 'config', '--unset', 'user.email');
    const named = { ...env, ...gitEnvironment };
    await refuseCommit([A], {
      git: openGit(root, named),
      gitDir: path.join(root, '.git'),
    });
    await makeChanges(diskRepo(root), [A], { git: openGit(root, named), message: { subject: 'Hand over' } });
    expect(git(root, 'log', '-1', '--format=%ae')).toBe('ana@example.com');
  });
});

describe('who commits', () => {
  test.each<[string, Readonly<Record<string, string>>, string | null]>([
    ['[user]\n\temail = ben@example.com', {}, 'ben@example.com'],
    ['[author]\n\temail = ben@example.com\n[committer]\n\temail = c@example.com', {}, 'ben@example.com'],
    ['[user]\n\temail = u@example.com\n[author]\n\temail = ben@example.com', {}, 'ben@example.com'],
    ['[user]\n\temail = u@example.com', { GIT_AUTHOR_EMAIL: 'ben@example.com' }, 'ben@example.com'],
    ['[user]\n\temail = ben@example.com', { EMAIL: 'e@example.com' }, 'ben@example.com'],
    ['', { EMAIL: 'ben@example.com' }, 'ben@example.com'],
    ['[user]\n\tname = Ben', {}, null],
    ['[user]\n\temail =', {}, null],
    ['[committer]\n\temail = c@example.com', {}, null],
  ])('%j with %j is %s', async (config, names, expected) => {
    const file = path.join(tempFolder(), 'config');
    writeFileSync(file, `${config}\n`);
    const { email } = await openGit(tempFolder(), { ...env, ...names, GIT_CONFIG_GLOBAL: file }).identity();
    expect(email).toBe(expected);
  });

  test('is known by `author` and `committer` alone', async () => {
    const root = repository();
    git(root, 'config', '--remove-section', 'user');
    for (const role of ['author', 'committer']) {
      git(root, 'config', `${role}.name`, 'Ana');
      git(root, 'config', `${role}.email`, 'ana@example.com');
    }
    await refuseCommit([A], committing(root));
    await makeChanges(diskRepo(root), [A], { git: openGit(root, env), message: { subject: 'Hand over' } });
    expect(git(root, 'log', '-1', '--format=%ae')).toBe('ana@example.com');
  });
});
