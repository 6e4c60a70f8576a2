/** A commit in every state that git can be in: it is right, or nothing has changed and a sentence says what to do. */
import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KbError } from '../../src/errors.js';
import { makeChanges } from '../../src/repo/commit.js';
import { diskRepo } from '../../src/repo/disk.js';
import { openGit } from '../../src/repo/git.js';
import {
  carryOut,
  committed,
  edit,
  hook,
  isThere,
  named,
  program,
  read,
  repository,
  USER,
} from './committing.js';
import { commit, git, put, tempFolder } from './world.js';

/** Expects a refusal that changes no file, nothing staged, and no branch. Returns the error. */
async function refusal(root: string, act: () => Promise<unknown>, file = 'cards/a.md'): Promise<KbError> {
  const state = (): unknown => [
    isThere(root, file) && read(root, file),
    execFileSync('sh', ['-c', 'git rev-parse -q --verify HEAD; git ls-files -s'], {
      cwd: root,
      env: USER,
      encoding: 'utf8',
    }),
  ];
  const before = state();
  const error = await act().then(
    () => expect.unreachable('it was done'),
    (thrown: unknown) => thrown as KbError,
  );
  expect(error).toMatchObject({ name: 'KbError', code: 'io' });
  expect(state()).toEqual(before);
  return error;
}

describe('where HEAD is', () => {
  test('a branch without a commit: the first one', async () => {
    const root = tempFolder();
    git(root, 'init', '-q');
    named(root);
    put(root, { 'cards/a.md': '# A\n', 'cards/b.md': '# B\n' });
    const error = await refusal(root, () => carryOut(root, [edit(root)]));
    expect([error.message, error.hint]).toEqual([
      'not committed yet: cards/a.md',
      'git status; git add -- cards/a.md && git commit -- cards/a.md\n--no-commit writes the files without committing',
    ]);
    const created = { path: 'cards/c.md', before: null, after: '# C\n' };
    const made = await carryOut(root, [edit(root), created], { edits: { include: true } });
    const remarks = ['new in git: cards/a.md'];
    expect(made).toEqual({ commit: git(root, 'rev-parse', 'HEAD'), already: false, remarks });
    expect(committed(root)).toEqual(['cards/a.md', 'cards/c.md']);
    expect(git(root, 'status', '--porcelain')).toBe('?? cards/b.md');
  });

  test('detached: it is said', async () => {
    const root = repository();
    git(root, 'checkout', '-q', '--detach');
    const made = await carryOut(root, [edit(root)]);
    expect(made.remarks).toEqual([
      'HEAD is detached: this commit is on no branch; git switch -c NAME keeps it',
    ]);
    expect(committed(root)).toEqual(['cards/a.md']);
  });

  test('a bisect: it is said', async () => {
    const root = repository();
    for (const name of ['2', '3', '4', '5']) commit(root, name);
    for (const args of [['start'], ['bad'], ['good', 'HEAD~4']]) git(root, 'bisect', ...args);
    const made = await carryOut(root, [edit(root)]);
    expect(made.remarks).toEqual([
      'HEAD is detached by a bisect: this commit is on no branch; git switch -c NAME keeps it',
    ]);
  });
});

describe('what kind of repository', () => {
  test('a shallow clone', async () => {
    const origin = repository();
    put(origin, { 'cards/a.md': '# A\nedited\n' });
    commit(origin);
    const root = path.join(tempFolder(), 'clone');
    git(origin, 'clone', '-q', '--depth=1', `file://${origin}`, root);
    named(root);
    await carryOut(root, [edit(root)]);
    expect(committed(root)).toEqual(['cards/a.md']);
  });

  test('a linked work tree commits on its own branch', async () => {
    const main = repository();
    const root = path.join(tempFolder(), 'linked');
    git(main, 'worktree', 'add', '-q', '-b', 'side', root);
    expect((await carryOut(root, [edit(root)])).remarks).toEqual([]);
    expect(git(main, 'rev-parse', 'side')).toBe(git(root, 'rev-parse', 'HEAD'));
    expect(git(main, 'status', '--porcelain')).toBe('');
  });

  test('a submodule: the repository around it has to record the commit', async () => {
    const part = repository();
    const around = repository({ 'README.md': 'x' });
    git(around, 'submodule', '--quiet', 'add', part, 'docs/know ledge');
    commit(around);
    const root = named(path.join(around, 'docs/know ledge'));
    git(root, 'switch', '-q', '-C', 'main');
    expect((await carryOut(root, [edit(root)])).remarks).toEqual([
      `this is a submodule: git -C ${around} add 'docs/know ledge' records the commit there`,
    ]);
    expect(committed(root)).toEqual(['cards/a.md']);
    expect(git(around, 'status', '--porcelain')).toBe('M "docs/know ledge"');
  });

  test('a card in a submodule of the base is committed there, not here', async () => {
    const part = repository();
    const root = repository({ 'cards/b.md': '# B\n' });
    git(root, 'submodule', '--quiet', 'add', part, 'cards/part');
    commit(root);
    const file = 'cards/part/cards/a.md';
    const error = await refusal(root, () => carryOut(root, [edit(root, file)]), file);
    expect(error.message).toBe(`${file} is in another repository`);
    expect(error.hint).toContain('kb -C cards/part … commits there');
  });

  test.each(['--cone', '--no-cone'])('a sparse checkout (%s) keeps what it does not show', async (mode) => {
    const root = repository({ 'cards/a.md': '# A\n', 'other/b.md': '# B\n' });
    git(root, 'sparse-checkout', 'set', mode, 'cards');
    await carryOut(root, [edit(root)]);
    expect(committed(root)).toEqual(['cards/a.md']);
    expect(git(root, 'ls-tree', '-r', '--name-only', 'HEAD')).toBe('cards/a.md\nother/b.md');
    expect(isThere(root, 'other/b.md')).toBe(false);
    const outside = { path: 'other/c.md', before: null, after: '# C\n' };
    const error = await refusal(root, () => carryOut(root, [outside]), 'other/c.md');
    expect(error.message).toContain('sparse');
    expect(isThere(root, 'other')).toBe(false);
  });

  test('a card that git is told to skip', async () => {
    const root = repository();
    git(root, 'update-index', '--skip-worktree', 'cards/a.md');
    const error = await refusal(root, () => carryOut(root, [edit(root)]));
    expect(error.message).toBe('git is configured to skip cards/a.md');
    expect(error.hint).toContain('git update-index --no-skip-worktree -- cards/a.md');
    git(root, 'update-index', '--no-skip-worktree', 'cards/a.md');
    git(root, 'update-index', '--assume-unchanged', 'cards/a.md');
    await carryOut(root, [edit(root)]);
    expect(committed(root)).toEqual(['cards/a.md']);
  });

  test('no work tree', async () => {
    const root = repository();
    git(root, 'config', 'core.bare', 'true');
    const error = await refusal(root, () => carryOut(root, [edit(root)])).catch((failed: unknown) => failed);
    expect(String(error)).toContain('git has no work tree here');
  });

  test("another user's", async () => {
    if (process.getuid?.() !== 0) return;
    const root = repository();
    const [, ...rest] = [root, path.join(root, '.git')];
    for (const file of [root, ...rest]) chownSync(file, 4242, 4242);
    await expect(carryOut(root, [edit(root)])).rejects.toMatchObject({
      message: 'git does not trust this folder: it belongs to another user',
      hint: expect.stringContaining(`git config --global --add safe.directory ${root}`) as string,
    });
    expect(read(root, 'cards/a.md')).toBe('# A\n');
  });

  test('one whose base is a folder in it, under a name like a flag', async () => {
    const root = repository({ '-docs/cards/a.md': '# A\n', 'cards/a.md': '# other\n' });
    const base = path.join(root, '-docs');
    const moved = [
      { path: 'cards/a.md', before: '# A\n', after: null },
      { path: 'cards/deep/er/b.md', before: null, after: '# A\n' },
    ];
    await carryOut(base, moved);
    expect(committed(root)).toEqual(['-docs/cards/a.md', '-docs/cards/deep/er/b.md']);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('the environment of a hook leads nowhere else', async () => {
    const [root, other] = [repository(), repository()];
    const env = {
      ...USER,
      GIT_DIR: path.join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: '/dev/null',
    };
    await carryOut(root, [edit(root)], { env });
    expect([committed(root), git(other, 'rev-list', '--count', 'HEAD')]).toEqual([['cards/a.md'], '1']);
  });
});

describe('what git is in the middle of', () => {
  /** Two branches that git cannot merge by itself. */
  function torn(): string {
    const root = repository();
    git(root, 'switch', '-q', '-c', 'side');
    put(root, { 'cards/a.md': '# A, theirs\n' });
    commit(root);
    git(root, 'switch', '-q', 'main');
    put(root, { 'cards/a.md': '# A, ours\n' });
    commit(root);
    return root;
  }
  const failing = (root: string, ...args: string[]): void => {
    expect(() => git(root, ...args)).toThrow();
  };

  test.each<[string, (root: string) => void]>([
    [
      'merge',
      (root) => {
        failing(root, 'merge', 'side');
      },
    ],
    [
      'rebase',
      (root) => {
        failing(root, 'rebase', 'side');
      },
    ],
    [
      'cherry-pick',
      (root) => {
        failing(root, 'cherry-pick', 'side');
      },
    ],
    [
      'revert',
      (root) => {
        put(root, { 'cards/a.md': '# A, ours again\n' });
        commit(root);
        failing(root, 'revert', 'HEAD~1');
      },
    ],
    [
      'am',
      (root) => {
        put(root, { 'side.patch': `${git(root, 'format-patch', '--stdout', '-1', 'side')}\n` });
        failing(root, 'am', 'side.patch');
      },
    ],
  ])('%s', async (operation, begin) => {
    const root = torn();
    begin(root);
    const error = await refusal(root, () => carryOut(root, [edit(root)]));
    expect(error.message).toBe(`a ${operation} is in progress here`.replace('a am', 'an am'));
    expect(error.hint).toContain(`git ${operation} --continue`);
  });

  test('a stash that did not fit leaves a conflict without an operation', async () => {
    const root = torn();
    put(root, { 'cards/a.md': '# A, stashed\n' });
    git(root, 'stash', '-q');
    put(root, { 'cards/a.md': '# A, newer\n' });
    commit(root);
    failing(root, 'stash', 'pop');
    const error = await refusal(root, () => carryOut(root, [edit(root)], { edits: { include: true } }));
    expect(error.message).toBe('cards/a.md is in conflict');
    expect(error.hint).toContain('git add -- cards/a.md once the conflict is resolved');
  });

  test('an index.lock that nobody holds', async () => {
    const root = repository();
    put(root, { '.git/index.lock': '' });
    utimesSync(path.join(root, '.git/index.lock'), 1, 1);
    const error = await refusal(root, () => carryOut(root, [edit(root)]));
    expect(error.hint).toContain(`rm ${root}/.git/index.lock`);
  });

  test('an index.lock that appears in between', async () => {
    const root = repository();
    const created = { path: 'cards/new/n.md', before: null, after: '# N\n' };
    put(root, { '.git/index.lock': '' });
    const error = await refusal(root, () =>
      makeChanges(diskRepo(root), [edit(root), created], {
        git: openGit(root, USER),
        message: { subject: 'x' },
      }),
    );
    expect(error.message).toMatch(/^git did not commit: .*index\.lock/s);
    expect(error.hint).toBe('the files are as they were');
    expect(isThere(root, 'cards/new')).toBe(false);
  });
});

describe('what the user, or the team, has git do', () => {
  test('hooks that fail: with words on either stream, or without a word', async () => {
    for (const [script, words] of [
      ['echo "cards need a ticket" >&2; exit 1', 'cards need a ticket'],
      ['echo "cards need a ticket"; exit 3', 'cards need a ticket'],
      ['exit 1', 'it ended without a message'],
    ] as const) {
      const root = repository();
      hook(root, 'pre-commit', script);
      const created = { path: 'cards/new/n.md', before: null, after: '# N\n' };
      put(root, { 'cards/old.md': '# Old\n' });
      const old = { path: 'cards/old.md', before: '# Old\n', after: null };
      git(root, 'add', 'cards/old.md');
      const act = () => carryOut(root, [old, edit(root), created], { edits: { include: true } });
      const error = await refusal(root, act);
      expect(error.message, script).toContain(`git did not commit: ${words}`);
      expect(error.hint).toBe('the files are as they were');
      expect([read(root, 'cards/old.md'), isThere(root, 'cards/new')]).toEqual(['# Old\n', false]);
    }
  });

  test('a git that is killed: the files are back, and its lock is told the next time', async () => {
    const root = repository();
    hook(root, 'pre-commit', 'kill -9 $PPID');
    const error = await refusal(root, () => carryOut(root, [edit(root)]));
    expect(error.message).toBe('git did not commit: it ended without a message, probably because of a hook');
    const lock = path.join(root, '.git/index.lock');
    utimesSync(lock, 1, 1);
    expect((await refusal(root, () => carryOut(root, [edit(root)]))).hint).toContain(`rm ${lock}`);
    rmSync(lock);
    hook(root, 'pre-commit', 'exit 0');
    expect((await carryOut(root, [edit(root)])).remarks).toEqual([]);
  });

  test('a formatter that puts its work into the commit: it stays, and is said', async () => {
    const root = repository();
    hook(root, 'pre-commit', 'echo formatted >> cards/a.md; git add cards/a.md');
    const made = await carryOut(root, [edit(root)]);
    expect(made.remarks).toEqual(['a hook changed cards/a.md: the commit contains its version']);
    expect(git(root, 'show', 'HEAD:cards/a.md')).toBe('# A\nmore\nformatted');
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('a formatter that leaves its work on disk: that is said', async () => {
    const root = repository();
    hook(root, 'pre-commit', 'echo formatted >> cards/a.md');
    const made = await carryOut(root, [edit(root)]);
    expect(made.remarks).toEqual([
      'a hook changed cards/a.md, which is not committed: git diff -- cards/a.md',
    ]);
    expect(git(root, 'show', 'HEAD:cards/a.md')).toBe('# A\nmore');
    expect(read(root, 'cards/a.md')).toBe('# A\nmore\nformatted\n');
  });

  test('a formatter that changes the file and says no: what it made of it stays, all else is as before', async () => {
    const root = repository({ 'cards/a.md': '# A\n', 'cards/b.md': '# B\n' });
    hook(root, 'pre-commit', 'echo formatted >> cards/a.md; echo "files were modified by this hook"; exit 1');
    const created = { path: 'cards/new/n.md', before: null, after: '# N\n' };
    const act = carryOut(root, [edit(root), edit(root, 'cards/b.md'), created]);
    await expect(act).rejects.toMatchObject({
      message: 'git did not commit: files were modified by this hook',
      hint: 'changed in the meantime, and left as it is: cards/a.md',
    });
    expect(read(root, 'cards/a.md')).toBe('# A\nmore\nformatted\n');
    expect([read(root, 'cards/b.md'), isThere(root, 'cards/new')]).toEqual(['# B\n', false]);
    expect(git(root, 'status', '--porcelain')).toBe('M cards/a.md');
    // The next run commits it.
    await carryOut(root, [edit(root)], { edits: { include: true } }).catch(() => undefined);
    hook(root, 'pre-commit', 'exit 0');
    await carryOut(root, [edit(root, 'cards/a.md', '')], { edits: { include: true } });
    expect(git(root, 'show', 'HEAD:cards/a.md')).toContain('# A\nmore\nformatted');
  });

  test('what an editor saves during a hook that says no, in files of every kind, is not lost', async () => {
    const root = repository({ 'cards/a.md': '# A\n', 'cards/b.md': '# B\n' });
    hook(root, 'pre-commit', 'for f in a b n; do echo mine > cards/$f.md; done; exit 1');
    const changes = [
      edit(root),
      { path: 'cards/n.md', before: null, after: '# B\n' },
      { path: 'cards/b.md', before: '# B\n', after: null },
    ];
    await expect(carryOut(root, changes)).rejects.toMatchObject({
      hint: expect.stringContaining('cards/b.md') as string,
    });
    for (const file of ['a', 'b', 'n']) expect(read(root, `cards/${file}.md`)).toBe('mine\n');
  });

  test('a file that moved and whose name somebody takes meanwhile is where it went', async () => {
    const root = repository({ 'cards/a.md': '# A\n' });
    hook(root, 'pre-commit', 'echo mine > cards/a.md; exit 1');
    const moved = [
      { path: 'cards/b.md', before: null, after: '# A\n' },
      { path: 'cards/a.md', before: '# A\n', after: null },
    ];
    await expect(carryOut(root, moved)).rejects.toMatchObject({
      hint: 'not put back: cards/b.md; changed in the meantime, and left as it is: cards/a.md',
    });
    expect([read(root, 'cards/a.md'), read(root, 'cards/b.md')]).toEqual(['mine\n', '# A\n']);
  });

  test('a file that is gone meanwhile is back', async () => {
    const root = repository();
    hook(root, 'pre-commit', 'rm cards/a.md; exit 1');
    await refusal(root, () => carryOut(root, [edit(root)]));
  });

  test('a hook that rewrites the message', async () => {
    const root = repository();
    hook(root, 'commit-msg', 'echo "TICKET-1 $(cat "$1")" > "$1"');
    expect((await carryOut(root, [edit(root)])).remarks).toEqual([]);
    expect(git(root, 'log', '-1', '--format=%s')).toBe('TICKET-1 Say so');
  });

  test('a commit that git made although it fails afterwards is a commit', async () => {
    const root = repository();
    hook(root, 'commit-msg', 'rm .git/index.lock');
    const made = await carryOut(root, [edit(root)]);
    expect(made.remarks.join()).toContain('git made the commit, but reported a problem');
    expect([committed(root), read(root, 'cards/a.md')]).toEqual([['cards/a.md'], '# A\nmore\n']);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('what fails behind the commit undoes nothing', async () => {
    const root = repository();
    hook(root, 'post-commit', 'mv .git gone');
    await expect(carryOut(root, [edit(root)])).rejects.toThrow('git cannot tell what it committed');
    renameSync(path.join(root, 'gone'), path.join(root, '.git'));
    expect([committed(root), read(root, 'cards/a.md')]).toEqual([['cards/a.md'], '# A\nmore\n']);
  });

  test('what the last commit has already is no commit of ours, and no hook is asked', async () => {
    const root = repository();
    hook(root, 'pre-commit', 'exit 1');
    const file = { path: 'cards/a.md', before: '# A\n', after: '# A\n' };
    expect(await carryOut(root, [file])).toEqual({ commit: null, already: true, remarks: [] });
    expect(git(root, 'rev-list', '--count', 'HEAD')).toBe('1');
  });

  test('signing: with a program that works, and with one that does not', async () => {
    const root = repository();
    const sign = String.raw`cat > /dev/null; echo "[GNUPG:] SIG_CREATED " >&2; printf -- '-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n'`;
    git(root, 'config', 'gpg.program', program(root, '.git/sign', sign));
    git(root, 'config', '--type=bool', 'commit.gpgsign', 'true');
    const made = await carryOut(root, [edit(root)]);
    expect(git(root, 'cat-file', 'commit', made.commit ?? '')).toContain(
      'gpgsig -----BEGIN PGP SIGNATURE-----',
    );
    program(root, '.git/sign', 'cat > /dev/null; exit 2');
    const error = await refusal(root, () => carryOut(root, [edit(root)]));
    expect(error.message).toContain('gpg failed to sign');
  });

  test('an editor, a template, a way to clean messages: none of them is asked', async () => {
    const root = repository();
    const editor = program(root, '.git/editor', 'echo edited > "$1"');
    put(root, { '.git/template': '# Why?\n' });
    for (const [key, value] of [
      ['core.editor', editor],
      ['commit.template', path.join(root, '.git/template')],
      ['commit.verbose', 'true'],
      ['commit.cleanup', 'scissors'],
      ['commit.status', 'false'],
      ['core.commentChar', 'S'],
      ['i18n.commitEncoding', 'latin1'],
      ['trailer.kb-evidence.command', `touch '${root}/ran'`],
    ] as const) {
      git(root, 'config', key, value);
    }
    const message = {
      subject: 'Say so',
      body: '# Grüße\nS',
      trailers: [['Kb-Evidence', 'ใช่']] as const,
    };
    await makeChanges(diskRepo(root), [edit(root)], { git: openGit(root, USER), message });
    expect(git(root, 'cat-file', 'commit', 'HEAD').split('\n\n').slice(1).join('\n\n')).toBe(
      'Say so\n\n# Grüße\nS\n\nKb-Evidence: ใช่',
    );
    expect(git(root, 'cat-file', 'commit', 'HEAD')).not.toContain('encoding');
    expect(isThere(root, 'ran')).toBe(false);
  });

  test.each(['input', 'true'])('core.autocrlf=%s: other ends of lines are no edit', async (value) => {
    const root = repository();
    git(root, 'config', 'core.autocrlf', value);
    put(root, { 'cards/a.md': '# A\r\n' });
    await carryOut(root, [edit(root, 'cards/a.md', 'more\r\n')]);
    expect(git(root, 'cat-file', 'blob', 'HEAD:cards/a.md')).toBe('# A\nmore');
    expect(read(root, 'cards/a.md')).toBe('# A\r\nmore\r\n');
    const now = await carryOut(root, [edit(root, 'cards/a.md', 'and more\r\n')]);
    expect(now.remarks).toEqual([]);
  });

  test('a filter between the file and the commit: it runs when the user has said yes', async () => {
    const root = repository();
    git(root, 'config', 'filter.secret.clean', `touch '${root}/ran'; tr a-z n-za-m`);
    git(root, 'config', 'filter.secret.smudge', 'tr a-z n-za-m');
    put(root, { '.gitattributes': '*.md filter=secret\n', 'cards/a.md': '# A\nmore\n' });
    commit(root);
    rmSync(path.join(root, 'ran'));
    const act = () => carryOut(root, [edit(root)], { edits: { include: false, hint: '--include-edits' } });
    const error = await refusal(root, act);
    expect(error.message).toContain('cards/a.md: kb does not run the filter “secret”');
    expect(error.hint).toContain('git status\n--include-edits');
    expect(isThere(root, 'ran')).toBe(false);
    const made = await carryOut(root, [edit(root)], { edits: { include: true } });
    expect(made.remarks).toEqual([]);
    expect(git(root, 'cat-file', 'blob', 'HEAD:cards/a.md')).toBe('# A\nzber\nzber');
  });

  test.each([
    ['no name, and none may be guessed', { 'user.useConfigOnly': 'true' }, 'user.name'],
    ['an empty name', { 'user.name': '' }, 'user.name'],
  ])('%s', async (_, config, hint) => {
    const root = repository();
    git(root, 'config', '--unset', 'user.name');
    for (const [key, value] of Object.entries(config)) git(root, 'config', key, value);
    const error = await refusal(root, () => carryOut(root, [edit(root)]));
    expect(error.message).toMatch(/^git does not know who you are: .*name/);
    expect(error.hint).toContain(hint);
  });

  test('no name, but an address: git finds a name, or says that it cannot', async () => {
    const root = repository();
    git(root, 'config', '--unset', 'user.name');
    await carryOut(root, [edit(root)]).catch((error: unknown) => {
      expect(error).toMatchObject({
        message: expect.stringContaining('git does not know who you are') as string,
      });
    });
  });
});

describe('names, and what else is in the files', () => {
  const NAMES = [
    'cards/new\nline.md',
    'cards/"quoted".md',
    "cards/o'clock.md",
    '-x.md',
    ':(glob)*.md',
    ':!cards.md',
    'cards/การคืนเงิน.md',
    'cards/e\u0301.md',
    'cards/[a-z]*?.md',
    'cards/$(touch ran).md',
    'cards/tab\there.md',
    'cards/back\\slash.md',
  ];

  test.each(NAMES)('%j: edited, made, deleted', async (name) => {
    const root = repository({ [name]: '# A\n', 'cards/x.md': '# X\n' });
    git(root, 'config', 'core.precomposeUnicode', 'true');
    await carryOut(root, [edit(root, name)]);
    expect(committed(root)).toEqual([name]);
    await carryOut(root, [{ path: name, before: '# A\nmore\n', after: null }]);
    expect([committed(root), isThere(root, name)]).toEqual([[name], false]);
    await carryOut(root, [{ path: name, before: null, after: '# B\n' }]);
    expect([committed(root), read(root, name)]).toEqual([[name], '# B\n']);
    expect([git(root, 'status', '--porcelain'), isThere(root, 'ran')]).toEqual(['', false]);
    put(root, { [name]: '# C\n' });
    const error = await refusal(root, () => carryOut(root, [edit(root, name)]), name);
    expect(error.message.split('\n')).toHaveLength(1);
    const [command = ''] = /git commit -- .*/.exec(error.hint ?? '') ?? [];
    execFileSync('bash', ['-c', command.replace('commit', '--literal-pathspecs commit -qm edited')], {
      cwd: root,
      env: USER,
    });
    expect(committed(root)).toEqual([name]);
  });

  test('what is staged in the card is another text than the one on disk', async () => {
    const root = repository();
    put(root, { 'cards/a.md': '# A\nstaged\n' });
    git(root, 'add', 'cards/a.md');
    put(root, { 'cards/a.md': '# A\n' });
    const error = await refusal(root, () => carryOut(root, [edit(root)]));
    expect(error.message).toBe('not committed yet: cards/a.md');
    await carryOut(root, [edit(root)], { edits: { include: true } });
    expect([git(root, 'show', 'HEAD:cards/a.md'), git(root, 'status', '--porcelain')]).toEqual([
      '# A\nmore',
      '',
    ]);
  });

  test('an own record that was written and not committed is no edit; what is staged beside it is', async () => {
    const root = repository();
    const isOwn = (before: string, now: string): boolean => now === `${before}record\n`;
    put(root, { 'cards/a.md': '# A\nrecord\n' });
    const edits = { include: false, isOwn, hint: '--include-edits commits them, too' };
    put(root, { 'cards/a.md': '# A\nedited\n' });
    const error = await refusal(root, () => carryOut(root, [edit(root)], { edits }));
    expect(error.hint).toContain('--include-edits commits them, too\n--no-commit');
    put(root, { 'cards/a.md': '# A\nrecord\n' });
    await carryOut(root, [edit(root)], { edits });
    expect(git(root, 'show', 'HEAD:cards/a.md')).toBe('# A\nrecord\nmore');
    put(root, { 'cards/a.md': '# A\nstaged\n' });
    git(root, 'add', 'cards/a.md');
    put(root, { 'cards/a.md': '# A\nrecord\nmore\nrecord\n' });
    await refusal(root, () => carryOut(root, [edit(root)], { edits }));
  });

  test('an index that a killed git left behind the commit holds nothing that could be lost', async () => {
    const root = repository();
    await carryOut(root, [edit(root, 'cards/a.md', 'record\n')]);
    git(root, 'reset', '-q', 'HEAD~1', '--', 'cards/a.md');
    await refusal(root, () => carryOut(root, [edit(root)]));
    await carryOut(root, [edit(root)], { edits: { include: false, isOwn: () => false } });
    expect(git(root, 'show', 'HEAD:cards/a.md')).toBe('# A\nrecord\nmore');
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('a card that was taken out of git, or never was in it, comes with --include-edits only', async () => {
    const root = repository();
    git(root, 'rm', '-q', '--cached', 'cards/a.md');
    put(root, { 'cards/new.md': '# New\n' });
    await refusal(root, () => carryOut(root, [edit(root)]));
    await refusal(root, () => carryOut(root, [edit(root, 'cards/new.md')]), 'cards/new.md');
    await carryOut(root, [edit(root), edit(root, 'cards/new.md')], { edits: { include: true } });
    expect(committed(root)).toEqual(['cards/a.md', 'cards/new.md']);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('a card that git does not know moves: what was made is committed', async () => {
    const root = repository();
    put(root, { 'cards/new.md': '# New\n' });
    const moved = [
      { path: 'cards/new.md', before: '# New\n', after: null },
      { path: 'cards/moved.md', before: null, after: '# New\n' },
    ];
    await carryOut(root, moved, { edits: { include: true } });
    expect([committed(root), git(root, 'status', '--porcelain')]).toEqual([['cards/moved.md'], '']);
  });

  test('a new file where git ignores files', async () => {
    const root = repository({ 'cards/a.md': '# A\n', '.gitignore': '/drafts/\n' });
    const created = { path: 'drafts/n.md', before: null, after: '# N\n' };
    const error = await refusal(root, () => carryOut(root, [created]), 'drafts/n.md');
    expect(error.message).toBe('git ignores drafts/n.md');
    expect(isThere(root, 'drafts')).toBe(false);
  });

  test('a new file is made below the base only, and over nothing', async () => {
    const root = repository();
    const outside = tempFolder();
    symlinkSync(outside, path.join(root, 'cards/link'));
    for (const file of [
      '../x.md',
      '.git/hooks/pre-commit',
      'cards/.GIT/x',
      'cards/link/x.md',
      '/x.md',
      'cards//x.md',
    ]) {
      const act = () => makeChanges(diskRepo(root), [{ path: file, before: null, after: 'x' }], null);
      await expect(act(), file).rejects.toMatchObject({ code: 'io' });
    }
    expect(readdirSync(outside)).toEqual([]);
    const over = { path: 'cards/a.md', before: null, after: 'x' };
    await expect(makeChanges(diskRepo(root), [over], null)).rejects.toThrow('already exists');
    expect(read(root, 'cards/a.md')).toBe('# A\n');
  });

  test('what a third change cannot do, undoes the first two', async () => {
    const root = repository({ 'cards/a.md': '# A\n', 'cards/sub/b.md': '# B\n' });
    const changes = [
      { path: 'cards/sub/b.md', before: '# B\n', after: null },
      edit(root),
      { path: 'new/er/c.md', before: null, after: '# C\n' },
    ];
    rmSync(path.join(root, 'cards/sub/b.md'));
    await refusal(root, () => makeChanges(diskRepo(root), changes, null));
    expect(isThere(root, 'new')).toBe(false);
  });
});
